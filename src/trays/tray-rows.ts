import { postOf } from '#src/manual/index.ts'
import type { InstitutionDirectory } from '#src/people/types.ts'
import type { Priority } from '#src/web/components/badges.ts'
import type { TrayRow } from '#src/web/components/tray-table.ts'
import type { View } from '#src/web/locale/time.ts'
import type { TrayTask } from './tray.store.ts'
import type { TrayPageInput } from './tray-page.ts'
import { TRAYS } from './tray-scope.ts'
import { words } from './words.ts'

export interface TrayRowInput extends Pick<TrayPageInput, 'name' | 'versions' | 'chosen' | 'person'> {
  readonly directory: InstitutionDirectory
}

/** A task as a row of its tray, in the manual's own words. */
export function trayRow(
  view: View,
  { name, versions, directory, chosen, person }: TrayRowInput,
  task: TrayTask,
): TrayRow {
  const procedure = versions.get(task.versionId)?.procedure(task.procedure)
  const row = procedure?.rows.get(task.row)
  const text = row?.text || (row?.step.question === undefined ? '' : `¿${row.step.question}?`)
  const kind = TRAYS[name]
  const hidden = task.title === null
  const acted = task.task > 0 && !hidden && kind !== 'unplaced' && WORK.has(task.kind)
  return {
    ...(hidden ? {} : { href: `/expedientes/${task.number}` }),
    number: task.number,
    id: String(task.task),
    title: task.title ?? words(view.locale, 'reserved'),
    procedure: procedure?.procedure.title ?? '',
    step: { number: task.row, text: stepWords(view, task.kind, text) },
    requester: task.requesterName ?? (task.requesterPerson === null ? '—' : directory.personName(task.requesterPerson)),
    priority: task.priority as Priority,
    due: task.dueAt === 'infinity' ? undefined : task.dueAt,
    arrivedAt: task.arrivedAt,
    holder: task.assignee === null ? null : directory.personName(task.assignee),
    channel: task.channel,
    unit: task.unit === null ? '' : (directory.unitById(task.unit)?.name ?? ''),
    role: task.role === null ? '' : postOf(task.role),
    claim:
      acted && (kind === 'role' || (kind === 'unit' && mayClaim(task, directory.trayPositionsOf(person))))
        ? `/expedientes/${task.number}/tareas/${task.task}/tomar`
        : undefined,
    ...(acted ? { value: `${task.number}/${task.task}`, chosen } : {}),
  }
}

const WORK: ReadonlySet<string> = new Set(['step', 'reply', 'signature'])

/** In the tray of the unit, what waits for the person's own positions may be claimed too. */
function mayClaim(task: TrayTask, positions: readonly string[]): boolean {
  return task.assignee === null && task.position !== null && positions.includes(task.position)
}

function stepWords({ locale }: View, kind: string, text: string): string {
  return kind === 'reply' || kind === 'signature' || kind === 'wait' || kind === 'child' || kind === 'ended'
    ? `${words(locale, `kind.${kind}`)} ${text}`.trim()
    : text
}
