import { flowchartFigure } from '#src/cases/flowchart-figure.ts'
import { drawFlowchart, type Flowchart } from '#src/flowchart/index.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import type { CompiledProcedure } from '#src/procedure/index.ts'
import { button, hiddenFields } from '#src/web/components/button.ts'
import { card } from '#src/web/components/card.ts'
import { emptyState } from '#src/web/components/empty-state.ts'
import { type Choice, field } from '#src/web/components/field.ts'
import { errorSummary } from '#src/web/components/form.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import { table } from '#src/web/components/table.ts'
import { filters } from '#src/web/components/tabs.ts'
import { formatDate, formatNumber, type View } from '#src/web/locale/time.ts'
import { statisticsTabs } from '../pages/statistics-tabs.ts'
import { BUCKET_ERROR } from '../record/buckets.ts'
import { LEAST_TOLD } from '../report/few.ts'
import type { AskedMonths, MonthFault } from './asked-months.ts'
import { deviations } from './deviations.ts'
import { heatOf } from './heat.ts'
import { LEAST_VISITS, type MeasuredRow, type Measurement, PROPOSED_SHARE } from './measure.ts'
import { rolesTable, rowsTable } from './measure-tables.ts'
import { measureWords as words } from './words.ts'

export interface MeasurePageInput {
  readonly code: string
  readonly procedure: CompiledProcedure
  readonly versions: readonly string[]
  readonly allVersions: readonly string[]
  readonly asked: Pick<AskedMonths, 'from' | 'until' | 'faults' | 'typed'> & { readonly version: string }
  readonly measurement: Measurement
  /** Small counts are withheld. */
  readonly masks: boolean
  readonly csrf: string
  readonly drafts: readonly Choice[]
  readonly mayDraft: boolean
  readonly administer: boolean
}

/** A procedure measured: norm against reality by row, on the official chart, in words, and the times for the next version. */
export function measurePage(view: View, input: MeasurePageInput): HtmlFragment {
  const { locale } = view
  const { procedure, code, versions, asked, measurement, masks } = input
  const { number, title } = procedure.procedure
  const rows = masks ? measurement.rows.map(hideFew) : measurement.rows
  const versionText =
    versions.length === 1
      ? words(locale, 'one.version', { version: versions[0]! })
      : words(locale, 'one.versions', { versions: versions.join(', ') })
  const refused = asked.faults.length > 0
  const head = pageHead(view, {
    title: words(locale, 'one.title', { number, title }),
    lead: refused
      ? `${code}, ${versionText}.`
      : words(locale, 'one.lead', {
          manual: code,
          versions: versionText,
          from: formatDate(view, asked.from),
          until: formatDate(view, asked.until),
        }),
    crumbs: [{ label: words(locale, 'title'), href: '/estadisticas/manuales' }, { label: `${code}, ${number}` }],
  })
  const tabs = statisticsTabs(view, 'measure', { measure: true, administer: input.administer })
  if (refused)
    return html`${head}${tabs}${monthFaults(view, asked.faults)}${asking(view, input)}${emptyState({ icon: 'calendar', title: words(locale, 'fault.title'), text: words(locale, 'fault.text') })}`
  const said = deviations(locale, rows)
  return html`${head}${tabs}${asking(view, input)}
<div class="statistic-grid">${card({
    title: words(locale, 'words'),
    body:
      said.length === 0
        ? html`<p class="muted">${words(locale, rows.every(({ n }) => n === 0) ? 'words.nobody' : 'words.none')}</p>`
        : html`<ul class="measure-words">${said.map((sentence) => html`<li>${sentence}</li>`)}</ul>`,
  })}${card({ title: words(locale, 'table'), body: html`${rowsTable(view, rows)}<p class="muted">${words(locale, 'rule', { share: Math.round(PROPOSED_SHARE * 100), least: LEAST_VISITS, error: (BUCKET_ERROR * 100).toFixed(1) })}</p>` })}
${proposing(view, input, rows)}
${measurement.roles.length === 0 ? '' : card({ title: words(locale, 'roles'), body: rolesTable(view, measurement) })}
${card({ title: words(locale, 'chart'), id: 'flujograma', body: flowchartFigure(locale, heatedChart(procedure, rows), html`<p class="muted">${words(locale, 'chart.lead')}</p>`) })}</div>`
}

function monthFaults(view: View, faults: readonly MonthFault[]): HtmlFragment | '' {
  const { locale } = view
  return errorSummary(
    view,
    faults.map(({ field: name, fault }) => ({
      name,
      label: words(locale, name === 'desde' ? 'filter.from' : 'filter.until'),
      message: words(locale, `fault.${fault}`),
    })),
  )
}

const KEPT = 40
const kept = new Map<string, Flowchart>()

/** Laying a chart out takes a tenth of a second, so that the same heat is drawn once. */
function heatedChart(procedure: CompiledProcedure, rows: readonly MeasuredRow[]): Flowchart {
  const heat = heatOf(rows)
  const { code, version } = procedure.manual.front
  const key = JSON.stringify([code, version, procedure.procedure.number, heat])
  const known = kept.get(key)
  if (known !== undefined) return known
  const drawn = drawFlowchart(procedure, { paper: 'screen', heat })
  kept.set(key, drawn)
  if (kept.size > KEPT) kept.delete(kept.keys().next().value!)
  return drawn
}

function hideFew(row: MeasuredRow): MeasuredRow {
  if (row.n >= LEAST_TOLD || row.n === 0) return row
  const nothing = { median: null, p90: null, ratio: null, waiting: null, working: null, timed: 0, late: 0 }
  const none = { rounds: 0, returned: 0, refused: 0, handedOver: 0, ruled: 0, escalated: 0, overLimit: 0 }
  return { ...row, ...nothing, ...none, n: -1 }
}

function asking(view: View, { code, procedure, allVersions, asked }: MeasurePageInput): HtmlFragment {
  const { locale } = view
  const { faults, typed } = asked
  const month = (name: MonthFault['field'], label: string, value: string) => {
    const found = faults.find((each) => each.field === name)
    return field(view, {
      name,
      label,
      type: { kind: 'date' },
      value: faults.length > 0 ? typed[name] : value,
      ...(found === undefined ? {} : { error: words(locale, `fault.${found.fault}`) }),
    })
  }
  return filters({
    action: measurePath(code, procedure.procedure.number),
    label: words(locale, 'filter.label'),
    body: [
      month('desde', words(locale, 'filter.from'), asked.from),
      month('hasta', words(locale, 'filter.until'), asked.until),
      field(view, {
        name: 'version',
        label: words(locale, 'filter.version'),
        type: { kind: 'unit' },
        choices: allVersions.map((each) => ({ value: each, label: words(locale, 'one.version', { version: each }) })),
        none: words(locale, 'filter.all'),
        value: asked.version,
      }),
    ],
    submit: button({ label: words(locale, 'filter.show') }),
  })
}

function proposing(view: View, input: MeasurePageInput, rows: readonly MeasuredRow[]): HtmlFragment {
  const { locale } = view
  const { code, procedure, asked, csrf, drafts } = input
  const title = words(locale, 'propose.title')
  if (!rows.some(({ proposal }) => proposal !== null))
    return card({
      title,
      body: html`<p class="muted">${words(locale, 'propose.nothing', { least: LEAST_VISITS })}</p>`,
    })
  if (!input.mayDraft) return card({ title, body: html`<p class="muted">${words(locale, 'propose.not-writer')}</p>` })
  const where = field(view, {
    name: 'borrador',
    label: words(locale, 'propose.where'),
    type: { kind: 'unit' },
    required: true,
    choices: drafts,
    none: words(locale, 'propose.new'),
  })
  return card({
    title,
    id: 'proponer',
    body: html`<p>${words(locale, 'propose.help')}</p><form class="form" novalidate method="post" action="${measurePath(code, procedure.procedure.number)}/propuesta">${hiddenFields({ _csrf: csrf, desde: asked.from, hasta: asked.until, version: asked.version })}${where}<div class="form-submit">${button({ label: words(locale, 'propose.submit'), look: 'primary', icon: 'pen' })}</div></form>`,
  })
}

export function measurePath(code: string, procedure: string): string {
  return `/estadisticas/manuales/${encodeURIComponent(code)}/${encodeURIComponent(procedure)}`
}

export interface ListedProcedure {
  readonly code: string
  readonly version: string
  readonly number: string
  readonly title: string
  readonly visits: number
  readonly timed: number
  readonly late: number
}

/** Every procedure in force with what was done of it. */
export function measuredListPage(
  view: View,
  {
    procedures,
    since,
    administer,
  }: { readonly procedures: readonly ListedProcedure[]; readonly since: string; readonly administer: boolean },
): HtmlFragment {
  const { locale } = view
  const head = html`${pageHead(view, { title: words(locale, 'title'), lead: `${words(locale, 'lead')} ${words(locale, 'list.since', { from: formatDate(view, since) })}.` })}${statisticsTabs(view, 'measure', { measure: true, administer })}`
  if (procedures.length === 0)
    return html`${head}${emptyState({ icon: 'manual', title: words(locale, 'empty.title'), text: words(locale, 'empty.text') })}`
  return html`${head}${table<ListedProcedure>({
    caption: words(locale, 'title'),
    rows: procedures,
    columns: [
      {
        label: words(locale, 'list.procedure'),
        head: true,
        cell: ({ code, number, title }) =>
          html`<a href="${measurePath(code, number)}"><span lang="es">${number}. ${title}</span></a> <span class="number">${code}</span>`,
      },
      { label: words(locale, 'list.version'), cell: ({ version }) => version },
      { label: words(locale, 'list.visits'), align: 'end', cell: ({ visits }) => formatNumber(locale, visits) },
      {
        label: words(locale, 'list.late'),
        align: 'end',
        cell: ({ timed, late }) => (timed === 0 ? '—' : `${Math.round((late / timed) * 100)} %`),
      },
    ],
  })}`
}
