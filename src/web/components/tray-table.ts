import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { t } from '../locale/t.ts'
import type { InstantLike, View } from '../locale/time.ts'
import { dueMark, type Priority, priorityMark, when } from './badges.ts'
import { hiddenFields } from './button.ts'
import { emptyState } from './empty-state.ts'
import { KEYS_ID } from './keys-help.ts'

export interface TrayRow {
  /** Absent where the person may not open the case. */
  readonly href?: string
  readonly number: string
  /** Tells apart the rows of one case; the step's number unless given. */
  readonly id?: string
  readonly title: string
  /** The procedure, as the office calls it. */
  readonly procedure: string
  readonly step: { readonly number: string; readonly text: string }
  readonly requester: string
  readonly priority?: Priority
  readonly due?: InstantLike
  readonly arrivedAt: InstantLike
  /** Who claimed it; null where nobody has. */
  readonly holder?: string | null
  readonly channel?: string
  readonly unit?: string
  readonly role?: string
  /** Address to which «Tomar» posts, where it may be claimed. */
  readonly claim?: string
  readonly unseen?: boolean
  /** What its box sends when rows are chosen; without it the row has none. */
  readonly value?: string
  readonly chosen?: boolean
}

/** What a column may show. The case itself is always there. */
export const TRAY_COLUMNS = [
  'due',
  'case',
  'procedure',
  'step',
  'requester',
  'channel',
  'unit',
  'role',
  'arrived',
  'holder',
] as const
export type TrayColumn = (typeof TRAY_COLUMNS)[number]

export const USUAL_COLUMNS: readonly TrayColumn[] = ['due', 'case', 'step', 'requester', 'arrived', 'holder']

/** Where the head of a column leads to order by it. */
export interface TraySort {
  readonly href: string
  readonly direction?: 'ascending' | 'descending'
}

export interface TrayInput {
  readonly caption: string
  readonly rows: readonly TrayRow[]
  readonly csrf: string
  /** Instead of the usual words when there is nothing. */
  readonly empty?: HtmlFragment
  /** The usual ones unless told. */
  readonly columns?: readonly TrayColumn[]
  readonly sorts?: Readonly<Partial<Record<TrayColumn, TraySort>>>
  readonly compact?: boolean
  /** Id of the form to which the boxes of the rows belong, and the address of this page with all of them chosen. */
  readonly choose?: { readonly form: string; readonly all: string }
}

/** Tasks in the order given. Keys walk through them, choose them and act on them (`elements/tray-keys.js`). */
export function trayTable(view: View, input: TrayInput): HtmlFragment {
  const { caption, rows, empty, columns = USUAL_COLUMNS, sorts = {}, compact, choose } = input
  if (rows.length === 0)
    return (
      empty ??
      emptyState({ icon: 'tray', title: t(view.locale, 'tray.empty'), text: t(view.locale, 'tray.empty-hint') })
    )
  const shown = TRAY_COLUMNS.filter((each) => each === 'case' || columns.includes(each))
  const labels = shown.map((column) => ({ column, label: t(view.locale, `table.${column}`) }))
  const inCase = !columns.includes('procedure')
  return html`<tray-keys help="${KEYS_ID}"><p class="visually-hidden" role="status" data-tray-news data-one="${t(view.locale, 'tray.news', { count: 1 })}" data-many="${t(view.locale, 'tray.news', { count: 99 })}"></p><div class="table-frame"><table class="table tray ${compact ? 'compact' : ''}"><caption class="visually-hidden">${caption}</caption>
<thead><tr>${choose === undefined ? '' : chooseAll(view, choose)}${labels.map(({ column, label }) => headCell(label, sorts[column]))}</tr></thead>
<tbody>${rows.map((row) => trayRow(view, row, input, labels, inCase))}</tbody></table></div></tray-keys>`
}

function headCell(label: string, sort: TraySort | undefined): HtmlFragment {
  if (sort === undefined) return html`<th scope="col">${label}</th>`
  return html`<th scope="col"${sort.direction === undefined ? '' : html` aria-sort="${sort.direction}"`}><a href="${sort.href}">${label}</a></th>`
}

function chooseAll({ locale }: View, { all }: NonNullable<TrayInput['choose']>): HtmlFragment {
  return html`<th scope="col" class="tray-choose"><label class="choose-box" data-choose-all hidden><input type="checkbox"><span class="visually-hidden">${t(locale, 'tray.choose-all')}</span></label><noscript><a href="${all}">${t(locale, 'tray.choose-all-short')}</a></noscript><span class="visually-hidden">${t(locale, 'tray.choose')}</span></th>`
}

type Labelled = readonly { readonly column: TrayColumn; readonly label: string }[]

function trayRow(view: View, row: TrayRow, input: TrayInput, labels: Labelled, inCase: boolean): HtmlFragment {
  return html`<tr id="t-${row.number}-${row.id ?? row.step.number}"${row.unseen ? html` class="unseen"` : ''}>
${input.choose === undefined ? '' : chooseCell(view, row, input.choose.form)}${labels.map(({ column, label }) => CELLS[column]({ view, row, label, csrf: input.csrf, inCase }))}</tr>
`
}

function chooseCell({ locale }: View, { value, chosen, number, title }: TrayRow, form: string): HtmlFragment {
  if (value === undefined) return html`<td class="tray-choose"></td>`
  return html`<td class="tray-choose"><label class="choose-box"><input type="checkbox" name="fila" value="${value}" form="${form}" autocomplete="off"${chosen ? html` checked` : ''}><span class="visually-hidden">${t(locale, 'tray.choose-case', { number, title })}</span></label></td>`
}

interface Cell {
  readonly view: View
  readonly row: TrayRow
  readonly label: string
  readonly csrf: string
  /** The procedure stands under the title, since it has no column. */
  readonly inCase: boolean
}

const plain =
  (key: 'procedure' | 'requester' | 'channel' | 'unit' | 'role') =>
  ({ row, label }: Cell): HtmlFragment =>
    html`<td data-label="${label}"><span class="tray-words">${row[key] || '—'}</span></td>`

const CELLS: Readonly<Record<TrayColumn, (cell: Cell) => HtmlFragment>> = {
  due: ({ view, row, label }) =>
    html`<td class="tray-due" data-label="${label}">${dueMark(view, row.due)}${row.priority ? priorityMark(view, row.priority) : ''}</td>`,
  case: ({ view, row, label, inCase }) =>
    html`<th scope="row" class="row-head tray-case" data-label="${label}">${row.href === undefined ? html`<span class="tray-title">${row.title}</span>` : html`<a href="${row.href}" data-row-link><span class="tray-title">${row.title}</span></a>`}<span class="tray-facts"><span class="number">${row.number}</span>${row.unseen ? html`<span class="unseen-mark">${t(view.locale, 'tray.unseen')}</span>` : ''}${inCase ? html`<span>${row.procedure}</span>` : ''}</span></th>`,
  procedure: plain('procedure'),
  step: ({ row, label }) =>
    html`<td class="tray-step" data-label="${label}">${row.step.number === '' ? '' : html`<span class="step-number">${row.step.number}</span>`}<span class="tray-step-text">${row.step.text}</span></td>`,
  requester: plain('requester'),
  channel: plain('channel'),
  unit: plain('unit'),
  role: plain('role'),
  arrived: ({ view, row, label }) => html`<td class="nowrap" data-label="${label}">${when(view, row.arrivedAt)}</td>`,
  holder: ({ view, row, label, csrf }) =>
    html`<td class="tray-holder" data-label="${label}">${row.holder ? html`<span>${row.holder}</span>` : ''}${row.claim ? claimForm(view, row, csrf) : row.holder ? '' : html`<span class="muted">${t(view.locale, 'table.nobody')}</span>`}</td>`,
}

function claimForm(view: View, { claim, number }: TrayRow, csrf: string): HtmlFragment {
  return html`<form method="post" action="${claim ?? ''}" class="inline-form">${hiddenFields({ _csrf: csrf })}<button class="button secondary small" data-claim aria-label="${t(view.locale, 'tray.claim-case', { number })}">${t(view.locale, 'tray.claim')}</button></form>`
}
