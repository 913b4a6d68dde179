import { offerSlug } from '#src/cases/catalogue-page.ts'
import { fieldErrors, manualForm } from '#src/cases/manual-form.ts'
import type { Sent } from '#src/cases/sent.ts'
import type { Offer } from '#src/cases/versions.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { statusBadge } from '#src/web/components/badges.ts'
import { button, hiddenFields } from '#src/web/components/button.ts'
import { card } from '#src/web/components/card.ts'
import { emptyState } from '#src/web/components/empty-state.ts'
import { field } from '#src/web/components/field.ts'
import { errorSummary, form } from '#src/web/components/form.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import { table } from '#src/web/components/table.ts'
import { t } from '#src/web/locale/t.ts'
import { formatDate, type View } from '#src/web/locale/time.ts'
import { statisticsTabs } from '../pages/statistics-tabs.ts'
import { shown } from '../report/few.ts'
import { labelOf, type Naming } from '../report/labels.ts'
import { valueText } from '../report/value-text.ts'
import type { StatisticAction } from './action.store.ts'
import { actionWords as words } from './words.ts'

interface May {
  readonly measure: boolean
  readonly administer: boolean
}

/** The actions that reports led to, with how each stands. */
export function actionsPage(
  view: View,
  {
    actions,
    naming,
    may,
    masks,
  }: {
    readonly actions: readonly StatisticAction[]
    readonly naming: Naming
    readonly may: May
    readonly masks: boolean
  },
): HtmlFragment {
  const { locale } = view
  const head = html`${pageHead(view, { title: words(locale, 'title'), lead: words(locale, 'lead') })}${statisticsTabs(view, 'actions', may)}`
  if (actions.length === 0)
    return html`${head}${emptyState({ icon: 'report', title: words(locale, 'empty.title'), text: words(locale, 'empty.text') })}`
  return html`${head}${table<StatisticAction>({
    caption: words(locale, 'title'),
    rows: actions,
    columns: [
      {
        label: words(locale, 'case'),
        head: true,
        cell: ({ number, title }) =>
          html`<a href="/expedientes/${number}">${title ?? ''}</a> <span class="number">${number}</span>`,
      },
      { label: words(locale, 'kind'), cell: ({ kind }) => words(locale, kind) },
      { label: words(locale, 'cause'), cell: ({ cause }) => labelOf(naming, 'cause', cause) },
      {
        label: words(locale, 'period'),
        cell: ({ from, until }) => `${formatDate(view, from)} – ${formatDate(view, until)}`,
      },
      {
        label: words(locale, 'cases'),
        align: 'end',
        cell: ({ cases }) => {
          const count = shown(cases, masks)
          // Opened by somebody to whom the count was not told.
          return count === 0 ? '—' : valueText(locale, count)
        },
      },
      { label: words(locale, 'status'), cell: ({ status }) => statusBadge(view, status) },
      {
        label: words(locale, 'opened'),
        cell: ({ openedBy, openedAt }) =>
          `${naming.directory.personName(openedBy)}, ${formatDate(view, openedAt.slice(0, 10))}`,
      },
    ],
  })}`
}

export interface NewActionInput {
  readonly naming: Naming
  readonly cause: string
  readonly from: string
  readonly until: string
  readonly cases: string
  /** Address of the report, that goes along. */
  readonly asked: Readonly<Record<string, string>>
  readonly offers: readonly Offer[]
  /** Chosen already. */
  readonly offer: Offer | null
  readonly csrf: string
  readonly idempotencyKey: string
  readonly sent?: Sent
}

export const offerKey = (offer: Offer): string => `${offer.version.code}/${offer.procedure.number}/${offerSlug(offer)}`

/** First by which service, then its form. */
export function newActionPage(view: View, input: NewActionInput): HtmlFragment {
  const { locale } = view
  const cause = labelOf(input.naming, 'cause', input.cause)
  const head = pageHead(view, {
    title: words(locale, 'new.title'),
    lead: words(locale, 'new.lead', {
      cause,
      from: formatDate(view, input.from),
      until: formatDate(view, input.until),
      cases: input.cases,
    }),
    crumbs: [{ label: words(locale, 'title'), href: '/estadisticas/acciones' }, { label: words(locale, 'new.title') }],
  })
  if (input.offers.length === 0) return html`${head}${emptyState({ icon: 'plus', title: words(locale, 'new.none') })}`
  return html`${head}${card({ body: input.offer === null ? choosing(view, input) : opening(view, input, input.offer, cause) })}`
}

/** A procedure of corrective or preventive actions; corrective maintenance is none. */
export function isForActions(name: string): boolean {
  return /acci[oó]n(?:es)?\s+(?:correctiv|preventiv)/i.test(name.normalize('NFC'))
}

function choosing(view: View, { asked, offers }: NewActionInput): HtmlFragment {
  const { locale } = view
  const fits = ({ name, procedure }: Offer) => isForActions(name) || isForActions(procedure.title)
  const ordered = [...offers].sort((a, b) => Number(fits(b)) - Number(fits(a)))
  return html`<form class="form" method="get" action="/estadisticas/acciones/nueva">${hiddenFields(asked)}${field(
    view,
    {
      name: 'oferta',
      label: words(locale, 'new.offer'),
      help: words(locale, 'new.offer-help'),
      type: { kind: 'unit' },
      none: t(locale, 'form.choose'),
      required: true,
      choices: ordered.map((offer) => ({
        value: offerKey(offer),
        label: `${offer.name} (${offer.version.code}, ${offer.procedure.number})`,
      })),
      value: ordered[0] !== undefined && fits(ordered[0]) ? offerKey(ordered[0]) : '',
    },
  )}<div class="form-submit">${button({ label: words(locale, 'new.go-on'), look: 'primary' })}</div></form>`
}

function opening(view: View, input: NewActionInput, offer: Offer, cause: string): HtmlFragment {
  const { locale } = view
  const { sent, naming } = input
  const fields = sent?.fields ?? {}
  const errors =
    sent === undefined
      ? []
      : [{ message: sent.message }, ...(offer.form === null ? [] : fieldErrors(offer.form, sent.faults ?? {}))]
  const kinds = (['corrective', 'preventive'] as const).map((kind) => words(locale, kind))
  const body = html`<h2>${offer.name}</h2>${field(view, {
    name: 'accion',
    label: words(locale, 'kind'),
    type: { kind: 'list', options: kinds },
    required: true,
    value: fields.accion ?? kinds[0]!,
  })}${field(view, {
    name: 'asunto',
    label: words(locale, 'new.subject'),
    type: { kind: 'text' },
    required: true,
    value: fields.asunto ?? words(locale, 'new.subject-default', { cause }),
  })}${offer.channels.length === 1 ? hiddenFields({ canal: offer.channels[0]! }) : field(view, { name: 'canal', label: 'Canal', type: { kind: 'list', options: offer.channels }, required: true, value: fields.canal ?? offer.channels[0]! })}${
    offer.form === null
      ? ''
      : html`<h2 class="form-title"><span class="badge accent">${offer.form.code}</span> ${offer.form.title}</h2>${manualForm(locale, { form: offer.form, values: sent?.values?.[offer.form.code] ?? {}, faults: sent?.faults, fileNames: sent?.fileNames, directory: naming.directory })}`
  }`
  return form(view, {
    action: '/estadisticas/acciones/nueva',
    csrf: input.csrf,
    hidden: { ...input.asked, oferta: offerKey(offer), clave: input.idempotencyKey },
    errors: errorSummary(view, errors),
    multipart: true,
    body,
    submit: button({ label: words(locale, 'new.open'), look: 'primary', icon: 'check' }),
  })
}
