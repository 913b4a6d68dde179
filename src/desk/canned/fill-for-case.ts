import type { CaseReading } from '#src/cases/read-case.ts'
import { formatInstant, type View } from '#src/web/locale/time.ts'
import type { PlaceholderValues } from './placeholders.ts'

/** What a case puts into a canned text that this person uses. A dash where there is nothing. */
export function valuesOfCase(view: View, reading: CaseReading, person: string): PlaceholderValues {
  const { file, version, institution, requester } = reading
  const { directory } = institution
  const procedure = version.procedure(file.procedure)
  const [task] = file.state.tasks
  const due = file.state.tasks.flatMap((each) => (each.due === undefined ? [] : [each.due.at])).toSorted()[0]
  const [post] = directory.actingPostsOf(person)
  const step = task === undefined ? null : procedure?.rows.get(task.row)
  return {
    número: file.number,
    solicitante: requester,
    asunto: file.title,
    trámite: procedure?.procedure.title ?? file.procedure,
    paso: task === undefined ? '—' : step?.text ? `${task.row}. ${step.text}` : task.row,
    vence: due === undefined ? '—' : formatInstant(view, due),
    'mi nombre': directory.personName(person),
    'mi cargo': post === undefined ? '—' : post.title,
  }
}
