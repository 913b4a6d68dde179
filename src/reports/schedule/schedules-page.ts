import { attributes, type HtmlFragment, html } from '#src/platform/http/html.ts'
import { button, postButton } from '#src/web/components/button.ts'
import { card } from '#src/web/components/card.ts'
import { emptyState } from '#src/web/components/empty-state.ts'
import { field } from '#src/web/components/field.ts'
import { errorSummary, form } from '#src/web/components/form.ts'
import { icon } from '#src/web/components/icon.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import { table } from '#src/web/components/table.ts'
import { t } from '#src/web/locale/t.ts'
import { formatDate, formatInstant, type View } from '#src/web/locale/time.ts'
import { FORMATS } from '../export/report-files.ts'
import { oneOf } from '../pages/one-of.ts'
import { statisticsTabs } from '../pages/statistics-tabs.ts'
import { RHYTHMS } from './next-run.ts'
import type { ReportRun, ScheduledReport } from './schedule.store.ts'
import { scheduleWords as words } from './words.ts'

export interface SchedulesPageInput {
  readonly reports: readonly ScheduledReport[]
  readonly runs: readonly ReportRun[]
  /** Filters of the report from which one came. */
  readonly query: string
  /** The filters of a kept query in words; nothing where it has none. */
  readonly filtersOf: (query: string) => string
  readonly csrf: string
  readonly mail: boolean
  readonly may: { readonly measure: boolean; readonly administer: boolean }
  readonly refused?: { readonly sent: Readonly<Record<string, unknown>>; readonly message: string }
}

/** A person's scheduled reports, what they produced, and the form of another. */
export function schedulesPage(view: View, input: SchedulesPageInput): HtmlFragment {
  const { locale } = view
  const head = html`${pageHead(view, { title: words(locale, 'title'), lead: words(locale, 'lead') })}${statisticsTabs(view, 'scheduled', input.may)}`
  return html`${head}<div class="statistic-grid">${input.reports.length === 0 ? emptyState({ icon: 'calendar', title: words(locale, 'mine.none'), text: words(locale, 'mine.none-text') }) : reportsTable(view, input)}${runsCard(view, input)}${card({ title: words(locale, 'new'), id: 'nuevo', body: newForm(view, input) })}</div>`
}

function reportsTable(view: View, { reports, filtersOf, csrf }: SchedulesPageInput): HtmlFragment {
  const { locale } = view
  return table<ScheduledReport>({
    caption: words(locale, 'title'),
    rows: reports,
    columns: [
      { label: words(locale, 'name'), head: true, cell: ({ name }) => name },
      { label: words(locale, 'filters'), cell: ({ query }) => filtersOf(query) || words(locale, 'filters.none') },
      { label: words(locale, 'every'), cell: ({ every, at }) => `${words(locale, `every.${every}`)}, ${at}` },
      { label: words(locale, 'formats'), cell: ({ formats }) => formats.join(', ').toUpperCase() },
      { label: words(locale, 'recipients'), cell: ({ recipients }) => recipients.join(', ') || '—' },
      {
        label: words(locale, 'next'),
        cell: ({ id, nextAt, stoppedAt, name }) =>
          stoppedAt === null
            ? html`${formatInstant(view, nextAt)} ${postButton({ action: `/estadisticas/programados/${id}/enviar`, csrf, label: `${words(locale, 'now')} «${name}»`, small: true })} ${postButton({ action: `/estadisticas/programados/${id}/detener`, csrf, label: `${words(locale, 'stop')} «${name}»`, small: true })}`
            : words(locale, 'stopped'),
      },
    ],
  })
}

function runsCard(view: View, { runs, reports, csrf }: SchedulesPageInput): HtmlFragment {
  const { locale } = view
  const nameOf = (id: string) => reports.find((each) => each.id === id)?.name ?? ''
  const body =
    runs.length === 0
      ? html`<p class="muted">${words(locale, 'runs.none')}</p>`
      : table<ReportRun>({
          caption: words(locale, 'runs'),
          rows: runs,
          columns: [
            { label: words(locale, 'name'), head: true, cell: ({ report }) => nameOf(report) },
            {
              label: words(locale, 'run.period'),
              cell: ({ from, until }) =>
                from === null || until === null ? '—' : `${formatDate(view, from)} – ${formatDate(view, until)}`,
            },
            { label: words(locale, 'run.made'), cell: ({ madeAt, dueAt }) => formatInstant(view, madeAt ?? dueAt) },
            {
              label: words(locale, 'run.files'),
              cell: ({ id, files }) =>
                html`${files.map(({ name }, at) => html`<a class="run-file" href="/estadisticas/programados/archivos/${id}/${at}" data-turbo="false">${name}</a> `)}`,
            },
            { label: words(locale, 'run.mail'), cell: (run) => mailStanding(view, run, csrf) },
          ],
        })
  return card({ title: words(locale, 'runs'), id: 'salida', body })
}

function mailStanding(
  view: View,
  { id, mail, attempts, sentAt, failure, files }: ReportRun,
  csrf: string,
): HtmlFragment | string {
  const { locale } = view
  switch (mail) {
    case 'none':
      return words(locale, 'mail.none')
    case 'sent':
      return html`${icon('check')} ${words(locale, 'mail.sent', { at: formatInstant(view, sentAt!) })}`
    case 'waiting':
      return attempts === 0
        ? words(locale, 'mail.waiting')
        : html`${words(locale, 'mail.waiting-again', { attempts })}<br><span class="muted">${failure}</span>`
    case 'failed':
      return html`${icon('alert')} <strong>${words(locale, 'mail.failed')}</strong><br><span class="muted">${failure}</span>${files.length === 0 ? '' : postButton({ action: `/estadisticas/programados/envios/${id}/repetir`, csrf, label: words(locale, 'again'), small: true })}`
  }
}

function newForm(view: View, { query, filtersOf, csrf, mail, refused }: SchedulesPageInput): HtmlFragment {
  const { locale } = view
  const filters = filtersOf(query)
  const sent = refused?.sent ?? {}
  const typed = (name: string) => (typeof sent[name] === 'string' ? (sent[name] as string) : '')
  const chosen = refused === undefined ? ['xlsx', 'pdf'] : [sent.formatos].flat()
  const body = html`<p>${filters === '' ? words(locale, 'new.no-filters') : words(locale, 'new.filters', { filters })}</p>${field(view, { name: 'nombre', label: words(locale, 'name'), type: { kind: 'text' }, required: true, value: typed('nombre') })}${oneOf(
    view,
    {
      name: 'cada',
      label: words(locale, 'every'),
      choices: RHYTHMS.map((value) => ({ value, label: words(locale, `every.${value}`) })),
      value: typed('cada') || 'month',
    },
  )}${field(view, { name: 'hora', label: words(locale, 'at'), help: words(locale, 'at-help'), type: { kind: 'time' }, required: true, value: typed('hora') || '08:00' })}<fieldset class="field"><legend>${words(locale, 'formats')}</legend>${FORMATS.map((format) => html`<label class="check"><input type="checkbox" name="formatos"${attributes({ value: format, checked: chosen.includes(format) })}><span>${t(locale, `download.${format}`)}</span></label>`)}</fieldset>${field(view, { name: 'correos', label: words(locale, 'recipients'), help: words(locale, mail ? 'recipients-help' : 'recipients-no-mail'), type: { kind: 'text' }, value: typed('correos') })}`
  return form(view, {
    action: '/estadisticas/programados',
    csrf,
    hidden: { consulta: query },
    errors: errorSummary(view, refused === undefined ? [] : [{ message: refused.message }]),
    body,
    submit: button({ label: words(locale, 'save'), look: 'primary', icon: 'calendar' }),
  })
}
