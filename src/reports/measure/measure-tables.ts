import { durationName } from '#src/manual/index.ts'
import type { NormTime } from '#src/manual/types.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { table } from '#src/web/components/table.ts'
import type { Locale } from '#src/web/locale/locale.ts'
import { formatNumber, type View } from '#src/web/locale/time.ts'
import { lengthText } from '../report/labels.ts'
import { LEAST_VISITS, type MeasuredRow, type Measurement } from './measure.ts'
import { measureWords as words } from './words.ts'

/** Each printed row: its time, the one proposed beside it, and what was done. */
export function rowsTable(view: View, rows: readonly MeasuredRow[]): HtmlFragment {
  const { locale } = view
  const number = (count: number) => (count === 0 ? '—' : formatNumber(locale, count))
  const length = (milliseconds: number | null) => (milliseconds === null ? '—' : lengthText(locale, milliseconds))
  return html`<div class="measure-table" role="region" tabindex="0" aria-label="${words(locale, 'table')}">${table<MeasuredRow>(
    {
      caption: words(locale, 'table'),
      rows,
      columns: [
        {
          label: words(locale, 'column.step'),
          head: true,
          cell: ({ number: step, text }) =>
            html`<span class="step-number small">${step}</span> <span lang="es">${clipped(text)}</span>`,
        },
        { label: words(locale, 'column.norm'), cell: (row) => normText(locale, row) },
        {
          label: words(locale, 'column.proposal'),
          cell: ({ proposal, noProposal }) =>
            proposal === null
              ? html`<span class="muted">${words(locale, `why.${noProposal ?? 'no-card'}`, { least: LEAST_VISITS })}</span>`
              : html`<strong lang="es">${timeName(proposal)}</strong>`,
        },
        {
          label: words(locale, 'column.n'),
          align: 'end',
          cell: ({ n }) => (n < 0 ? words(locale, 'few') : number(n)),
        },
        { label: words(locale, 'column.median'), align: 'end', cell: ({ median }) => length(median) },
        { label: words(locale, 'column.p90'), align: 'end', cell: ({ p90 }) => length(p90) },
        {
          label: words(locale, 'column.late'),
          align: 'end',
          cell: ({ timed, late }) => (timed === 0 ? '—' : `${Math.round((late / timed) * 100)} %`),
        },
        { label: words(locale, 'column.rounds'), align: 'end', cell: ({ rounds }) => number(rounds) },
        {
          label: words(locale, 'column.returned'),
          align: 'end',
          cell: ({ returned, refused }) => number(returned + refused),
        },
        { label: words(locale, 'column.ruled'), align: 'end', cell: ({ ruled }) => number(ruled) },
        { label: words(locale, 'column.waiting'), align: 'end', cell: ({ waiting }) => length(waiting) },
        { label: words(locale, 'column.working'), align: 'end', cell: ({ working }) => length(working) },
      ],
    },
  )}</div>`
}

function normText(locale: Locale, { number, printed, blockUntil, sharesWith }: MeasuredRow): string {
  if (printed !== null && blockUntil !== null)
    return words(locale, 'of-block', { time: timeName(printed), from: number, until: blockUntil })
  if (printed !== null) return timeName(printed)
  return sharesWith === null ? '—' : words(locale, 'shares', { step: sharesWith })
}

function timeName({ min, max, unit }: NormTime): string {
  return min === max ? durationName(max, unit) : `${min} a ${durationName(max, unit)}`
}

/** How long tasks wait for each role, and how long it works on them. */
export function rolesTable(view: View, { roles }: Measurement): HtmlFragment {
  const { locale } = view
  const length = (milliseconds: number | null) => (milliseconds === null ? '—' : lengthText(locale, milliseconds))
  return table({
    caption: words(locale, 'roles'),
    rows: roles,
    columns: [
      { label: words(locale, 'role.role'), head: true, cell: ({ role }) => html`<span lang="es">${role}</span>` },
      { label: words(locale, 'role.n'), align: 'end', cell: ({ n }) => formatNumber(locale, n) },
      { label: words(locale, 'role.waiting'), align: 'end', cell: ({ waiting }) => length(waiting) },
      { label: words(locale, 'role.waiting-p90'), align: 'end', cell: ({ waitingP90 }) => length(waitingP90) },
      { label: words(locale, 'role.working'), align: 'end', cell: ({ working }) => length(working) },
    ],
  })
}

function clipped(text: string): string {
  return text.length > 90 ? `${text.slice(0, 89)}…` : text
}
