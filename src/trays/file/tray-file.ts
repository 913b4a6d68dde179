import type { ManualVersion } from '#src/cases/versions.ts'
import {
  type Cell,
  type Sheet,
  type SheetFile,
  type SheetFormat,
  writeList,
} from '#src/interchange/spreadsheet/index.ts'
import type { InstitutionDirectory } from '#src/people/types.ts'
import type { Queryable } from '#src/platform/db/types.ts'
import { t } from '#src/web/locale/t.ts'
import { formatInstant, formatNumber, localMoment, type View } from '#src/web/locale/time.ts'
import { listTray, placeAsked, type TrayAsked, type TrayTask } from '../tray.store.ts'
import { trayRow } from '../tray-rows.ts'
import { TRAYS, type TrayName } from '../tray-scope.ts'
import { words } from '../words.ts'

/** Rows of a file at most. */
export const MOST_ROWS = 5_000
/** Rows that are read at once, and how often: a filter that hardly anything fits is given up at last. */
const AT_ONCE = 1_000
const ROUNDS = 50

export interface TrayFileInput {
  readonly name: TrayName
  readonly asked: Omit<TrayAsked, 'place' | 'size'>
  readonly directory: InstitutionDirectory
  readonly person: string
  readonly versionsOf: (tasks: readonly TrayTask[]) => Promise<ReadonlyMap<number, ManualVersion>>
}

/** A tray as a file of a spreadsheet, in its order, with every column. */
export async function writeTrayFile(
  db: Queryable,
  view: View,
  format: SheetFormat,
  input: TrayFileInput,
): Promise<SheetFile> {
  const { locale } = view
  const { tasks, cut } = await allTasks(db, input.asked)
  const versions = await input.versionsOf(tasks)
  const title = words(locale, TRAYS[input.name])
  const rows = tasks.map((task) => cellsOf(view, input, versions, task))
  const about = words(locale, 'file.about', {
    tray: title,
    person: input.directory.personName(input.person),
    at: formatInstant(view, view.now),
  })
  const notes = cut ? [words(locale, 'file.cut', { most: formatNumber(locale, MOST_ROWS) })] : []
  const list = { title, columns: columnsOf(view), rows }
  return writeList(format, list, { title: words(locale, 'file.sheet'), about, notes })
}

async function allTasks(db: Queryable, asked: TrayFileInput['asked']) {
  const tasks: TrayTask[] = []
  let after: string | null = null
  for (let round = 0; round < ROUNDS; round++) {
    const place = after === null ? null : placeAsked(asked.order, after, undefined)
    const page = await listTray(db, { ...asked, place, size: AT_ONCE })
    tasks.push(...page.tasks)
    after = page.next
    if (after === null || tasks.length >= MOST_ROWS) break
  }
  return { tasks: tasks.slice(0, MOST_ROWS), cut: after !== null || tasks.length > MOST_ROWS }
}

function columnsOf({ locale }: View): Sheet['columns'] {
  return [
    { label: words(locale, 'file.number'), width: 16 },
    { label: words(locale, 'file.subject'), width: 46 },
    { label: words(locale, 'file.procedure'), width: 36 },
    { label: words(locale, 'file.step'), width: 8 },
    { label: words(locale, 'file.what'), width: 46 },
    { label: words(locale, 'file.priority'), width: 12 },
    { label: t(locale, 'table.due'), width: 18, moments: true },
    { label: t(locale, 'table.arrived'), width: 18, moments: true },
    { label: t(locale, 'table.requester'), width: 28 },
    { label: t(locale, 'table.channel'), width: 14 },
    { label: t(locale, 'table.unit'), width: 30 },
    { label: t(locale, 'table.role'), width: 30 },
    { label: t(locale, 'table.holder'), width: 28 },
  ]
}

function cellsOf(
  view: View,
  { name, directory, person }: TrayFileInput,
  versions: ReadonlyMap<number, ManualVersion>,
  task: TrayTask,
): Cell[] {
  const row = trayRow(view, { name, versions, directory, chosen: false, person }, task)
  return [
    row.number,
    row.title,
    row.procedure,
    row.step.number,
    row.step.text,
    row.priority === undefined ? null : t(view.locale, `priority.${row.priority}`),
    row.due === undefined ? null : localMoment(view, row.due),
    localMoment(view, row.arrivedAt),
    row.requester,
    row.channel ?? null,
    row.unit ?? null,
    row.role ?? null,
    row.holder ?? null,
  ]
}
