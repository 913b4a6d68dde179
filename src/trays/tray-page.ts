import type { ManualVersion } from '#src/cases/versions.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { buttonLink } from '#src/web/components/button.ts'
import { emptyState } from '#src/web/components/empty-state.ts'
import { flash } from '#src/web/components/flash.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import { type Tab, tabs } from '#src/web/components/tabs.ts'
import { trayTable } from '#src/web/components/tray-table.ts'
import { formatNumber, type View } from '#src/web/locale/time.ts'
import { bulkBar } from './bulk/bulk-bar.ts'
import { columnsForm } from './columns-form.ts'
import { trayDownloads } from './file/tray-downloads.ts'
import { type FilterChoices, filterChips, filterForm, trayTools } from './filter-form.ts'
import { sortLinks } from './sort-links.ts'
import { COUNT_CAP, type TrayPage } from './tray.store.ts'
import { isEmptyFilter } from './tray-filter.ts'
import { orderOf, type TrayLook, trayAddress } from './tray-look.ts'
import { trayRow } from './tray-rows.ts'
import { TRAYS, type TrayName } from './tray-scope.ts'
import type { SavedView } from './views/view.store.ts'
import { viewForm } from './views/view-form.ts'
import { words } from './words.ts'

export interface TrayPageInput {
  readonly name: TrayName
  readonly look: TrayLook
  readonly found: TrayPage
  readonly versions: ReadonlyMap<number, ManualVersion>
  readonly choices: FilterChoices
  /** How many tasks are in each tray that the person has, counted up to the cap. */
  readonly counts: ReadonlyMap<TrayName, number>
  readonly pinned: readonly { readonly view: SavedView; readonly count: number }[]
  /** The view that is open, and whether the look is still the one that it keeps. */
  readonly open: { readonly view: SavedView; readonly changed: boolean; readonly own: boolean } | null
  /** Which form is open above the tray. */
  readonly panel: string | undefined
  /** Units and positions with which the person may share a view. */
  readonly shareable: Parameters<typeof viewForm>[1]['shareable']
  readonly person: string
  readonly csrf: string
  /** Key of a batch that is sent from this page. */
  readonly key: string
  /** Not the first page. */
  readonly later: boolean
  /** Every row of the page is chosen already. */
  readonly chosen: boolean
  /** Path and query of this page. */
  readonly here: string
  readonly faults: readonly string[]
}

/** A tray: its tasks in order, filters, and the ways to the other trays and views. */
export function trayPage(view: View, input: TrayPageInput): HtmlFragment {
  const { name, look, found, open, choices } = input
  const { locale } = view
  const kind = TRAYS[name]
  const viewId = open?.view.id
  const rows = found.tasks.map((task) => trayRow(view, { ...input, directory: choices.directory }, task))
  const choose = rows.some(({ value }) => value !== undefined)
  return html`${pageHead(view, {
    title: words(locale, 'title'),
    lead: words(locale, `${kind}.lead`),
    action: buttonLink({ label: words(locale, 'start'), href: '/tramites', look: 'primary', icon: 'plus' }),
  })}<div class="tray-tabs">${tabs(view, words(locale, 'title'), trayTabs(view, input))}<a class="button quiet small" href="/bandejas/vistas">${words(locale, 'views.manage')}</a></div>${
    input.faults.length === 0
      ? ''
      : flash(view, { kind: 'warning', text: words(locale, 'faults', { names: input.faults.join(', ') }) })
  }${trayTools(view, name, look, { open: input.panel, view: viewId })}${panel(view, input)}${filterChips(view, name, look, choices, viewId)}${
    open?.changed === true
      ? html`<p class="muted view-changed">${words(locale, 'view.changed', { name: open.view.name })}</p>`
      : ''
  }${choose ? bulkBar(view, input) : ''}${trayTable(view, {
    caption: open?.view.name ?? words(locale, kind),
    csrf: input.csrf,
    rows,
    empty: emptyTray(view, input),
    columns: look.columns,
    sorts: sortLinks(name, look, viewId),
    compact: look.compact,
    ...(choose ? { choose: { form: 'lote', all: withParameter(input.here, 'marcar', 'todas') } } : {}),
  })}${paging(view, input)}`
}

function trayTabs({ locale }: View, { name, counts, pinned, open }: TrayPageInput): Tab[] {
  return [
    ...[...counts].map(([tray, count]) => ({
      label: words(locale, TRAYS[tray]),
      href: `/bandejas/${tray}`,
      count,
      cap: COUNT_CAP,
      current: open === null && tray === name,
    })),
    ...pinned.map(({ view, count }) => ({
      label: view.name,
      href: `/bandejas/${view.tray}?vista=${view.id}`,
      count,
      cap: COUNT_CAP,
      current: view.id === open?.view.id,
    })),
  ]
}

function panel(view: View, input: TrayPageInput): HtmlFragment | '' {
  const { name, look, choices, open } = input
  switch (input.panel) {
    case 'filtros':
      return filterForm(view, name, look, choices, open?.view.id)
    case 'columnas':
      return columnsForm(view, name, look, open?.view.id)
    case 'vista':
      return viewForm(view, input)
    case 'archivo':
      return trayDownloads(view, name, look)
    default:
      return ''
  }
}

function emptyTray({ locale }: View, { name, counts, look, found }: TrayPageInput): HtmlFragment {
  if (!isEmptyFilter(look.filter))
    return emptyState({
      icon: 'search',
      title: words(locale, 'filtered.empty'),
      text:
        found.examined === null
          ? words(locale, 'filtered.empty-hint')
          : words(locale, 'examined', { count: formatNumber(locale, found.examined) }),
    })
  const kind = TRAYS[name]
  return emptyState({
    icon: 'tray',
    title: words(locale, `${kind}.empty`),
    text: words(locale, `${kind}.empty-hint`),
    ...(kind === 'mine' && (counts.get('cargo') ?? 0) > 0
      ? { action: buttonLink({ label: words(locale, 'role.go'), href: '/bandejas/cargo', look: 'secondary' }) }
      : {}),
  })
}

function paging({ locale }: View, { name, look, found, later, open }: TrayPageInput): HtmlFragment | '' {
  if (!later && found.next === null && found.previous === null) return ''
  // The place belongs to this order: with a view, the look is said whole.
  const more = open === null ? {} : { vista: open.view.id, ajuste: '1' }
  const ordered = { ...look, order: orderOf(name, look) }
  const searching = found.examined !== null
  return html`<nav class="pagination" aria-label="${words(locale, 'pages')}"><span class="pagination-links">${
    later ? buttonLink({ label: words(locale, 'first'), href: trayAddress(name, look, more), small: true }) : ''
  }${
    found.previous === null
      ? ''
      : buttonLink({
          label: words(locale, 'back'),
          href: trayAddress(name, ordered, { ...more, antes: found.previous }),
          small: true,
          icon: 'left',
        })
  }${
    found.next === null
      ? ''
      : buttonLink({
          label: words(locale, searching ? 'examined.go' : 'more'),
          href: trayAddress(name, ordered, { ...more, desde: found.next }),
          small: true,
          icon: 'right',
        })
  }</span>${searching && found.tasks.length > 0 ? html`<span class="muted">${words(locale, 'examined', { count: formatNumber(locale, found.examined) })}</span>` : ''}</nav>`
}

function withParameter(address: string, key: string, value: string): string {
  return `${address}${address.includes('?') ? '&' : '?'}${key}=${value}`
}
