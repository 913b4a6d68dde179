import { ofTray, receiversOf } from '#src/cases/receivers-of.ts'
import type { InstitutionDirectory } from '#src/people/types.ts'
import type { Queryable } from '#src/platform/db/types.ts'
import type { CompiledProcedure } from '#src/procedure/index.ts'
import type { CaseState, Task } from '#src/procedure/types.ts'
import { loadsOf } from './candidates.store.ts'
import { type Candidate, fittingSkills, rankCandidates } from './rank-candidates.ts'

interface Asking {
  readonly procedure: CompiledProcedure
  readonly state: CaseState
  readonly task: Task
  readonly title: string
  /** Who gives the task. */
  readonly person: string
  readonly directory: InstitutionDirectory
  readonly now: string
}

/** Persons to whom this person may give the task, in the suggested order: those of its tray, and for a head everybody below. */
export async function candidatesOf(db: Queryable, asking: Asking): Promise<Candidate[]> {
  const { directory, task, person } = asking
  const persons = receiversOf(task, person, directory)
  const loads = await loadsOf(db, persons, asking.now)
  const matters = mattersOf(asking)
  const tray = new Set(ofTray(task, directory))
  return rankCandidates(
    loads
      .filter((load) => load.person !== task.tray?.assignee || load.person === person)
      .map((load) => ({
        person: load.person,
        name: directory.personName(load.person),
        post: directory
          .actingPostsOf(load.person)
          .map(({ title }) => title)
          .join(', '),
        ofTray: tray.has(load.person),
        away: directory.away(load.person),
        standsIn: directory
          .actingPostsOf(load.person)
          .some(({ id, standsInFor }) => standsInFor !== null && id === task.tray?.position),
        open: load.open,
        overdue: load.overdue,
        fits: fittingSkills(load, matters),
      })),
  )
}

/** What the case is about, in the words of the manual: its procedure, title, role, and the areas that were chosen. */
function mattersOf({ procedure, state, task, title }: Asking): string[] {
  return [
    procedure.procedure.title,
    title,
    task.tray?.role ?? '',
    ...Object.values(state.choices).flatMap(({ cells }) => cells),
  ]
}
