import type { ManualVersion } from '#src/cases/versions.ts'
import type { InstitutionDirectory } from '#src/people/types.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import type { Priority } from '#src/web/components/badges.ts'
import { buttonLink } from '#src/web/components/button.ts'
import { emptyState } from '#src/web/components/empty-state.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import { tabs } from '#src/web/components/tabs.ts'
import { type TrayRow, trayTable } from '#src/web/components/tray-table.ts'
import type { View } from '#src/web/locale/time.ts'
import { TRAY_PAGE, type TrayTask } from './tray.store.ts'
import { writePlace } from './tray-place.ts'
import { TRAYS, type TrayName } from './tray-scope.ts'
import { words } from './words.ts'

export interface TrayPageInput {
  readonly name: TrayName
  /** One task more than a page when there is another page. */
  readonly tasks: readonly TrayTask[]
  readonly versions: ReadonlyMap<number, ManualVersion>
  readonly directory: InstitutionDirectory
  readonly counts: Readonly<Record<TrayName, number>>
  readonly csrf: string
  /** Not the first page. */
  readonly later: boolean
}

/** A tray: the tasks in it by priority and due time, and the way to the other two. */
export function trayPage(view: View, input: TrayPageInput): HtmlFragment {
  const { name, tasks, counts, csrf } = input
  const { locale } = view
  const kind = TRAYS[name]
  const shown = tasks.slice(0, TRAY_PAGE)
  const title = words(locale, kind)
  return html`${pageHead(view, {
    title: words(locale, 'title'),
    lead: words(locale, `${kind}.lead`),
    action: buttonLink({ label: words(locale, 'start'), href: '/tramites', look: 'primary', icon: 'plus' }),
  })}${tabs(
    view,
    words(locale, 'title'),
    (Object.keys(TRAYS) as TrayName[]).map((each) => ({
      label: words(locale, TRAYS[each]),
      href: `/bandejas/${each}`,
      count: counts[each],
      current: each === name,
    })),
  )}${trayTable(view, { caption: title, csrf, rows: shown.map((task) => trayRow(view, input, task)), empty: emptyTray(view, input) })}${paging(view, input)}`
}

function trayRow(view: View, { name, versions, directory }: TrayPageInput, task: TrayTask): TrayRow {
  const procedure = versions.get(task.versionId)?.procedure(task.procedure)
  const row = procedure?.rows.get(task.row)
  const text = stepWords(view, task, row?.text || (row?.step.question === undefined ? '' : `¿${row.step.question}?`))
  return {
    href: `/expedientes/${task.number}`,
    number: task.number,
    title: task.title,
    procedure: procedure?.procedure.title ?? '',
    step: { number: task.row, text },
    requester: task.requesterName ?? (task.requesterPerson === null ? '—' : directory.personName(task.requesterPerson)),
    priority: task.priority as Priority,
    due: task.dueAt === 'infinity' ? undefined : task.dueAt,
    arrivedAt: task.arrivedAt,
    holder: task.assignee === null ? null : directory.personName(task.assignee),
    claim: name === 'cargo' ? `/expedientes/${task.number}/tareas/${task.task}/tomar` : undefined,
  }
}

function stepWords({ locale }: View, task: TrayTask, text: string): string {
  if (task.kind === 'reply') return `${words(locale, 'kind.reply')} ${text}`
  return task.kind === 'signature' ? `${words(locale, 'kind.signature')} ${text}` : text
}

function emptyTray({ locale }: View, { name, counts }: TrayPageInput): HtmlFragment {
  const kind = TRAYS[name]
  return emptyState({
    icon: 'tray',
    title: words(locale, `${kind}.empty`),
    text: words(locale, `${kind}.empty-hint`),
    ...(kind === 'mine' && counts.cargo > 0
      ? { action: buttonLink({ label: words(locale, 'role.go'), href: '/bandejas/cargo', look: 'secondary' }) }
      : {}),
  })
}

function paging({ locale }: View, { name, tasks, later }: TrayPageInput): HtmlFragment {
  const last = tasks.length > TRAY_PAGE ? tasks[TRAY_PAGE - 1] : undefined
  if (!later && last === undefined) return html``
  return html`<nav class="pagination" aria-label="${words(locale, 'title')}"><span class="pagination-links">${
    later ? buttonLink({ label: words(locale, 'first'), href: `/bandejas/${name}`, small: true }) : ''
  }${last === undefined ? '' : buttonLink({ label: words(locale, 'more'), href: `/bandejas/${name}?desde=${writePlace(last)}`, small: true, icon: 'right' })}</span></nav>`
}
