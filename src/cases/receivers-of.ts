import type { InstitutionDirectory, UnitId } from '#src/people/types.ts'
import { isHeadAbove } from '#src/procedure/index.ts'
import type { PersonId, Task } from '#src/procedure/types.ts'

/**
 * Persons to whom a person may give a task: who holds its tray, the absent ones too, so that a page can say why they are not suggested;
 * for a head everybody below besides, unless a signature is asked for. Nobody for what the requester has to do.
 */
export function receiversOf(task: Task, person: PersonId, directory: InstitutionDirectory): readonly PersonId[] {
  if (task.tray === null || task.tray.because.kind === 'requester') return []
  const persons = new Set(ofTray(task, directory))
  const headed = task.kind === 'signature' ? null : unitHeadedBy(task, person, directory)
  if (headed !== null) {
    const units = new Set(directory.unitsUnder(headed))
    for (const { id } of directory.activePeople) if (units.has(directory.unitOf(id)?.id ?? '')) persons.add(id)
  }
  return [...persons]
}

/** Whom the person may choose now: without those who are away, who has the task, and, but for a head, the person. */
export function choosableFor(task: Task, person: PersonId, directory: InstitutionDirectory): readonly PersonId[] {
  const head = isHeadAbove(task, person, directory)
  return receiversOf(task, person, directory).filter(
    (id) => id !== task.tray?.assignee && (head || id !== person) && !directory.away(id),
  )
}

/** Holders of the tray of any presence. */
export function ofTray({ tray }: Task, directory: InstitutionDirectory): readonly PersonId[] {
  if (tray?.group !== undefined) return directory.group(tray.group)
  const position = tray?.position ?? null
  if (position === null) return []
  const { today } = directory
  const holders = directory.rows.tenures
    .filter((row) => row.position === position && row.from <= today && (row.until === null || row.until >= today))
    .map((row) => row.person)
  return [...new Set([...holders, ...directory.holders(position)])]
}

/** The nearest unit, from that of the tray upwards, which the person heads; null where the person is no head above the task. */
function unitHeadedBy(task: Task, person: PersonId, directory: InstitutionDirectory): UnitId | null {
  if (!isHeadAbove(task, person, directory)) return null
  let unit = directory.unitById(directory.postById(task.tray!.position!)?.unit ?? '')
  while (unit !== null) {
    const { head, parent } = unit
    if (head !== null && head !== task.tray!.position && directory.holds(person, head)) return unit.id
    unit = parent === null ? null : directory.unitById(parent)
  }
  return null
}
