import type { InstitutionDirectory } from '#src/people/types.ts'
import type { Queryable } from '#src/platform/db/types.ts'
import { type CompiledProcedure, isHeadAbove } from '#src/procedure/index.ts'
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
  const persons = personsFor(asking)
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

/** Holders of the tray, the absent ones too, so that one sees why they are not suggested; for a head, everybody of the unit besides. */
function personsFor({ task, person, directory }: Asking): readonly string[] {
  const persons = new Set(ofTray(task, directory))
  const unit = task.tray?.position == null ? null : directory.postById(task.tray.position)?.unit
  if (unit != null && isHeadAbove(task, person, directory) && task.kind !== 'signature') {
    const units = new Set(directory.unitsUnder(unit))
    for (const { id } of directory.activePeople) if (units.has(directory.unitOf(id)?.id ?? '')) persons.add(id)
  }
  return [...persons]
}

function ofTray({ tray }: Task, directory: InstitutionDirectory): readonly string[] {
  if (tray?.group !== undefined) return directory.group(tray.group)
  const position = tray?.position ?? null
  if (position === null) return []
  const { today } = directory
  const holders = directory.rows.tenures
    .filter((row) => row.position === position && row.from <= today && (row.until === null || row.until >= today))
    .map((row) => row.person)
  return [...new Set([...holders, ...directory.holders(position)])]
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
