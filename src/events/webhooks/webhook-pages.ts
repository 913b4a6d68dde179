import type { InstitutionDirectory } from '#src/people/types.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { badge, statusBadge, when } from '#src/web/components/badges.ts'
import { buttonLink, postButton } from '#src/web/components/button.ts'
import { card, facts } from '#src/web/components/card.ts'
import { emptyState } from '#src/web/components/empty-state.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import { type Column, table } from '#src/web/components/table.ts'
import { formatInstant, formatNumber, type View } from '#src/web/locale/time.ts'
import { EVENTS, isEventName } from '../event-names.ts'
import { type Delivery, LOG_PAGE, PATIENCE_DAYS } from './delivery.store.ts'
import type { Webhook, WebhookCounts } from './webhook.store.ts'
import { webhookWords as words } from './words.ts'

const PAGE = '/administracion/webhooks'
const ADMINISTRATION = { es: 'Administración', en: 'Administration' }

/** All subscriptions. */
export function webhooksBody(view: View, webhooks: readonly (Webhook & WebhookCounts)[]): HtmlFragment {
  const { locale } = view
  const columns: Column<Webhook & WebhookCounts>[] = [
    {
      label: words(locale, 'name'),
      head: true,
      cell: ({ id, name }) => html`<a href="${PAGE}/${id}">${name}</a>`,
    },
    { label: words(locale, 'receiver'), cell: ({ url }) => new URL(url).host },
    { label: words(locale, 'state'), cell: (webhook) => stateOf(view, webhook) },
    {
      label: words(locale, 'waiting'),
      align: 'end',
      cell: ({ waiting }) => (waiting > 999 ? words(locale, 'waiting-many') : formatNumber(locale, waiting)),
    },
    {
      label: words(locale, 'delivered'),
      cell: ({ deliveredAt }) => (deliveredAt === null ? words(locale, 'never') : when(view, deliveredAt)),
    },
  ]
  return html`${pageHead(view, {
    title: words(locale, 'title'),
    lead: words(locale, 'lead'),
    crumbs: [{ label: ADMINISTRATION[locale], href: '/administracion' }, { label: words(locale, 'title') }],
    action: buttonLink({ label: words(locale, 'new'), href: `${PAGE}/nueva`, look: 'primary', icon: 'plus' }),
  })}${
    webhooks.length === 0
      ? emptyState({ title: words(locale, 'empty'), text: words(locale, 'empty-text') })
      : table({ caption: words(locale, 'title'), columns, rows: webhooks })
  }`
}

function stateOf(view: View, { pausedBecause, failures }: Webhook): HtmlFragment {
  const { locale } = view
  if (pausedBecause !== null) return statusBadge(view, 'waiting', words(locale, `paused-${pausedBecause}`))
  return failures > 0
    ? statusBadge(view, 'overdue', words(locale, 'troubled'))
    : statusBadge(view, 'closed', words(locale, 'works'))
}

export interface WebhookPage {
  readonly webhook: Webhook
  readonly deliveries: readonly (Delivery & { readonly number: string | null })[]
  readonly directory: InstitutionDirectory
  readonly csrf: string
}

/** One subscription: what it tells, and how each message went. */
export function webhookBody(view: View, { webhook, deliveries, directory, csrf }: WebhookPage): HtmlFragment {
  const { locale } = view
  const { id } = webhook
  const shown = deliveries.slice(0, LOG_PAGE)
  const last = deliveries.length > LOG_PAGE ? shown.at(-1) : undefined
  const log =
    shown.length === 0
      ? emptyState({ title: words(locale, 'log-empty'), text: words(locale, 'log-empty-text') })
      : html`${logTable(view, webhook, shown, csrf)}${last ? html`<p><a href="${PAGE}/${id}?antes=${last.id}">${words(locale, 'older')}</a></p>` : ''}`
  return html`${pageHead(view, {
    title: webhook.name,
    status: stateOf(view, webhook),
    crumbs: [
      { label: ADMINISTRATION[locale], href: '/administracion' },
      { label: words(locale, 'title'), href: PAGE },
      { label: webhook.name },
    ],
    action: postButton({ action: `${PAGE}/${id}/prueba`, csrf, label: words(locale, 'ping'), look: 'primary' }),
  })}${card({ body: html`${aboutOf(view, webhook, directory)}${doors(view, webhook)}` })}${card({
    title: words(locale, 'log'),
    body: log,
  })}`
}

function aboutOf(view: View, webhook: Webhook, directory: InstitutionDirectory): HtmlFragment {
  const { locale } = view
  const { url, events, procedures, units, personal, madeAt, madeBy, previousUntil } = webhook
  const { origin, pathname, search } = new URL(url)
  const only = [...procedures, ...units.map((unit) => directory.unitById(unit)?.name ?? unit)]
  const both = previousUntil !== null && Temporal.Instant.compare(Temporal.Instant.from(previousUntil), view.now) > 0
  return facts([
    {
      term: words(locale, 'receiver'),
      value: html`<code class="secret-token">${origin}${pathname}${search === '' ? '' : '?…'}</code>`,
    },
    {
      term: words(locale, 'events'),
      value: html`${events.map((event) => html`${badge(isEventName(event) ? EVENTS[event][locale] : event)} `)}`,
    },
    { term: words(locale, 'filter'), value: only.length === 0 ? words(locale, 'everything') : only.join(', ') },
    { term: words(locale, 'personal'), value: words(locale, personal ? 'personal-yes' : 'personal-no') },
    {
      term: words(locale, 'made'),
      value: words(locale, 'made-by', { when: formatInstant(view, madeAt), name: directory.personName(madeBy) }),
    },
    ...(both
      ? [
          {
            term: words(locale, 'two-secrets'),
            value: words(locale, 'two-secrets-until', { until: formatInstant(view, previousUntil) }),
          },
        ]
      : []),
  ])
}

function doors({ locale }: View, { id, pausedAt }: Webhook): HtmlFragment {
  const door = (label: 'edit' | 'rotate' | 'pause' | 'resume' | 'remove', path: string) =>
    buttonLink({ label: words(locale, label), href: `${PAGE}/${id}/${path}`, small: true })
  return html`<p class="row-actions">${door('edit', 'datos')}${door('rotate', 'secreto')}${pausedAt === null ? door('pause', 'pausa') : door('resume', 'reanudar')}${door('remove', 'borrar')}</p>`
}

function logTable(
  view: View,
  { id }: Webhook,
  rows: readonly (Delivery & { readonly number: string | null })[],
  csrf: string,
): HtmlFragment {
  const { locale } = view
  const columns: Column<(typeof rows)[number]>[] = [
    { label: words(locale, 'when'), head: true, cell: ({ madeAt }) => when(view, madeAt) },
    { label: words(locale, 'event'), cell: ({ event }) => html`<code>${event}</code>` },
    {
      label: words(locale, 'case'),
      cell: ({ number }) => (number === null ? '—' : html`<a href="/expedientes/${number}">${number}</a>`),
    },
    { label: words(locale, 'result'), cell: (delivery) => resultOf(view, delivery) },
    { label: words(locale, 'attempts'), align: 'end', cell: ({ attempts }) => formatNumber(locale, attempts) },
    { label: words(locale, 'detail'), cell: (delivery) => exchangeOf(view, delivery) },
    {
      label: words(locale, 'again'),
      cell: (delivery) =>
        delivery.endedAt === null
          ? ''
          : postButton({
              action: `${PAGE}/${id}/entregas/${delivery.id}/repetir`,
              csrf,
              label: words(locale, 'again-this', { id: delivery.id }),
              look: 'quiet',
              small: true,
            }),
    },
  ]
  return table({ caption: words(locale, 'log'), columns, rows })
}

function resultOf(view: View, { outcome, lastAt, lastStatus, nextAt }: Delivery): HtmlFragment {
  const { locale } = view
  if (outcome === 'delivered')
    return statusBadge(view, 'closed', words(locale, 'outcome.delivered', { status: String(lastStatus ?? '') }))
  if (outcome === 'given-up')
    return statusBadge(view, 'annulled', words(locale, 'outcome.given-up', { days: PATIENCE_DAYS }))
  if (lastAt === null) return statusBadge(view, 'waiting', words(locale, 'not-tried'))
  return statusBadge(view, 'overdue', words(locale, 'retrying', { when: formatInstant(view, nextAt) }))
}

function exchangeOf({ locale }: View, { lastRequest, lastAnswer, lastError }: Delivery): HtmlFragment | string {
  if (lastRequest === null) return ''
  return html`<details class="disclosure plain"><summary>${words(locale, 'see-detail')}</summary><p class="eyebrow">${words(locale, 'request')}</p><pre class="exchange" tabindex="0"><code>${lastRequest}</code></pre><p class="eyebrow">${words(locale, 'answer')}</p><pre class="exchange" tabindex="0"><code>${lastAnswer ?? lastError ?? words(locale, 'no-answer')}</code></pre></details>`
}
