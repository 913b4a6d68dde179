import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { button, hiddenFields } from '#src/web/components/button.ts'
import { disclosure } from '#src/web/components/dialog.ts'
import { type Choice, field } from '#src/web/components/field.ts'
import { filters } from '#src/web/components/tabs.ts'
import type { View } from '#src/web/locale/time.ts'
import type { PeriodField } from '../report/asked-period.ts'
import { fieldLabel } from '../report/fault-text.ts'
import { labelOf } from '../report/labels.ts'
import { type Days, PERIOD_KINDS } from '../report/period.ts'
import { FILTERS, type FilterName, NO_DATA } from '../report/query.ts'
import { words } from '../words.ts'
import { oneOf } from './one-of.ts'
import type { ReportPageInput } from './report-page.ts'

/** The form by which a report is narrowed; it answers by GET, so that a report has an address. */
export function reportFilters(view: View, input: ReportPageInput): HtmlFragment {
  const { locale } = view
  const { query, scope } = input
  const { period, faults, typed } = query
  const refused = faults.length > 0
  const faultAt = (field: PeriodField) => {
    const found = faults.find((each) => each.field === field)
    return found === undefined ? undefined : words(locale, `fault.${found.fault}`)
  }
  const kinds: Choice[] = PERIOD_KINDS.map((value) => ({ value, label: words(locale, `period.${value}`) }))
  const between = period.kind === 'entre'
  const dates = typed.desde !== '' || typed.hasta !== ''
  const chosen = oneOf(view, {
    name: 'periodo',
    label: words(locale, 'period.label'),
    choices: scope.masks ? kinds : [...kinds, { value: 'entre', label: words(locale, 'period.entre') }],
    value: !refused ? period.kind : dates ? 'entre' : typed.periodo || period.kind,
    error: faultAt('periodo'),
  })
  const date = (name: 'fecha' | 'desde' | 'hasta', value: string, help?: string) =>
    field(view, {
      name,
      label: fieldLabel(locale, name),
      type: { kind: 'date' },
      value: refused ? typed[name] : value,
      error: faultAt(name),
      ...(help ? { help } : {}),
    })
  const units = input.naming.directory.rows.units
    .filter(({ id, closedOn }) => closedOn === null && (scope.whole || scope.units.includes(id)))
    .map(({ id, name }) => ({ value: id, label: name }))
  const unit = field(view, {
    name: 'dependencia',
    label: words(locale, 'one.unit'),
    type: { kind: 'unit' },
    choices: units,
    none: words(locale, 'filter.all.unit'),
    value: query.unit ?? '',
  })
  const more = (Object.keys(FILTERS) as FilterName[])
    .filter((name) => name !== 'tecnico' || scope.technicians)
    .map((name) => narrowing(view, input, name))
  const open = Object.keys(query.filters).length > 0
  return filters({
    action: '/estadisticas',
    label: words(locale, 'filter.label'),
    body: [
      chosen,
      date('fecha', dayIn(period, input.naming.directory.today)),
      ...(scope.masks
        ? []
        : [
            date('desde', between ? period.from : '', words(locale, 'filter.between-help')),
            date('hasta', between ? period.until : ''),
            ...(between ? [html`${hiddenFields({ entre: `${period.from}/${period.until}` })}`] : []),
          ]),
      unit,
      html`<div class="filters-more">${disclosure({ summary: words(locale, 'filter.more'), open, body: html`<div class="filters-fields">${more}</div>` })}</div>`,
    ],
    submit: button({ label: words(locale, 'filter.show'), look: 'secondary' }),
  })
}

/** Today where the period holds it, so that another kind of period is that of today too. */
function dayIn({ from, until }: Days, today: string): string {
  return from <= today && today <= until ? today : from
}

/** What the period has, and what is chosen already. */
function narrowing(view: View, { query, report, naming }: ReportPageInput, name: FilterName): HtmlFragment {
  const dimension = FILTERS[name]
  const value = query.filters[dimension]
  const values = new Set(report.breakdowns[dimension].map((line) => line.value))
  if (value !== undefined) values.add(value)
  return field(view, {
    name,
    label: words(view.locale, `one.${dimension}`),
    type: { kind: 'unit' },
    choices: [...values].map((each) => ({
      value: each === '' ? NO_DATA : each,
      label: labelOf(naming, dimension, each),
    })),
    none: words(view.locale, `filter.all.${dimension}`),
    value: value === undefined ? '' : value === '' ? NO_DATA : value,
  })
}
