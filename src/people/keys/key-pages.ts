import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import type { Refusal } from '#src/platform/refusal.ts'
import { badge, statusBadge, when } from '#src/web/components/badges.ts'
import { button, buttonLink, postButton } from '#src/web/components/button.ts'
import { card } from '#src/web/components/card.ts'
import { emptyState } from '#src/web/components/empty-state.ts'
import { errorSummary, form } from '#src/web/components/form.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import { type Column, table } from '#src/web/components/table.ts'
import { formatInstant, type View } from '#src/web/locale/time.ts'
import { drawField } from '../http/admin-form.ts'
import { adminWords } from '../http/admin-words.ts'
import type { InstitutionDirectory } from '../types.ts'
import type { ApiKey, ServiceAccount } from './key.store.ts'
import { keyFields } from './key-fields.ts'
import { keyWords as words } from './words.ts'

/** «Llaves de la API» of the administration: the service accounts and everybody's keys. */
export function keysBody(
  view: View,
  directory: InstitutionDirectory,
  { accounts, keys }: { readonly accounts: readonly ServiceAccount[]; readonly keys: readonly ApiKey[] },
): HtmlFragment {
  const { locale } = view
  const revoke = (key: ApiKey) =>
    buttonLink({
      label: words(locale, 'revoke-this', { name: key.name }),
      href: `/administracion/llaves/${key.id}/revocar`,
      look: 'quiet',
      small: true,
    })
  return html`${pageHead(view, {
    title: words(locale, 'title'),
    lead: words(locale, 'lead'),
    crumbs: [{ label: adminWords(locale, 'title'), href: '/administracion' }, { label: words(locale, 'title') }],
    action: buttonLink({
      label: words(locale, 'new-account'),
      href: '/administracion/llaves/cuenta-nueva',
      look: 'primary',
      icon: 'plus',
    }),
  })}${card({
    title: words(locale, 'accounts'),
    body: html`<p class="muted">${words(locale, 'accounts-text')}</p>${accountsTable(view, directory, accounts)}`,
  })}${card({ title: words(locale, 'keys'), body: keysTable(view, keys, revoke, directory) })}`
}

function accountsTable(view: View, directory: InstitutionDirectory, accounts: readonly ServiceAccount[]): HtmlFragment {
  const { locale } = view
  if (accounts.length === 0)
    return emptyState({ title: words(locale, 'no-accounts'), text: words(locale, 'no-accounts-text') })
  const columns: Column<ServiceAccount>[] = [
    {
      label: words(locale, 'person'),
      head: true,
      cell: ({ person }) => html`<a href="/administracion/personas/${person}">${directory.personName(person)}</a>`,
    },
    { label: words(locale, 'purpose'), cell: ({ purpose }) => purpose },
    { label: words(locale, 'made'), cell: ({ madeAt }) => when(view, madeAt) },
    {
      label: words(locale, 'action'),
      cell: ({ person }) =>
        buttonLink({
          label: words(locale, 'new-key'),
          href: `/administracion/llaves/cuentas/${person}/llave-nueva`,
          small: true,
        }),
    },
  ]
  return table({ caption: words(locale, 'accounts'), columns, rows: accounts })
}

export interface MyKeys {
  readonly csrf: string
  readonly directory: InstitutionDirectory
  readonly keys: readonly ApiKey[]
  readonly typed?: Readonly<Record<string, unknown>>
  readonly refusal?: Refusal
}

/** «Mis llaves de la API»: a person's own. */
export function myKeysBody(view: View, { csrf, directory, keys, typed = {}, refusal }: MyKeys): HtmlFragment {
  const { locale } = view
  const faults = refusal?.fields ?? {}
  const errors = Object.entries(faults).map(([name, fault]) => ({
    name,
    label: keyFields[name as keyof typeof keyFields]?.[locale],
    message: fault[locale],
  }))
  const revoke = ({ id, name }: ApiKey) =>
    postButton({
      action: `/mis-llaves/${id}/revocar`,
      csrf,
      label: words(locale, 'revoke-this', { name }),
      look: 'quiet',
      small: true,
    })
  const make = form(view, {
    action: '/mis-llaves',
    csrf,
    errors: errorSummary(view, errors.length > 0 || !refusal ? errors : [{ message: refusal[locale] }]),
    body: Object.entries(keyFields).map(([name, each]) =>
      drawField(locale, name, each, { value: typed[name], error: faults[name]?.[locale], directory }),
    ),
    submit: button({ label: words(locale, 'make'), look: 'primary' }),
  })
  return html`${pageHead(view, { title: words(locale, 'my-title'), lead: words(locale, 'my-lead') })}${card({
    title: words(locale, 'keys'),
    body: keysTable(view, keys, revoke),
  })}${card({
    title: words(locale, 'new'),
    // The answer shows the key, which Turbo would not.
    body: html`<p class="muted"><a href="/api">${words(locale, 'api')}</a></p><div data-turbo="false">${make}</div>`,
  })}`
}

function keysTable(
  view: View,
  keys: readonly ApiKey[],
  revoke: (key: ApiKey) => HtmlFragment,
  directory?: InstitutionDirectory,
): HtmlFragment {
  const { locale } = view
  if (keys.length === 0) return emptyState({ title: words(locale, 'no-keys'), text: words(locale, 'no-keys-text') })
  const columns: Column<ApiKey>[] = [
    {
      label: words(locale, 'name'),
      head: true,
      cell: ({ name, prefix }) => html`${name}<br><code>${prefix}…</code>`,
    },
    ...(directory
      ? [{ label: words(locale, 'person'), cell: ({ person }: ApiKey) => directory.personName(person) }]
      : []),
    { label: words(locale, 'scopes'), cell: ({ scopes }) => html`${scopes.map((scope) => html`${badge(scope)} `)}` },
    {
      label: words(locale, 'networks'),
      cell: ({ networks }) => (networks.length === 0 ? words(locale, 'anywhere') : networks.join(', ')),
    },
    { label: words(locale, 'expires'), cell: ({ expiresAt }) => formatInstant(view, expiresAt) },
    { label: words(locale, 'last-use'), cell: (key) => lastUse(view, key) },
    { label: words(locale, 'state'), cell: (key) => stateOf(view, key) },
    { label: words(locale, 'action'), cell: (key) => (key.revokedAt === null ? revoke(key) : '') },
  ]
  return table({ caption: words(locale, 'keys'), columns, rows: keys })
}

function lastUse(view: View, { lastUsedAt, lastUsedFrom }: ApiKey): HtmlFragment | string {
  if (lastUsedAt === null) return words(view.locale, 'never-used')
  return html`${when(view, lastUsedAt)} <span class="muted">${words(view.locale, 'from-address', { address: lastUsedFrom ?? '' })}</span>`
}

function stateOf(view: View, { revokedAt, expiresAt }: ApiKey): HtmlFragment {
  const { locale, now } = view
  if (revokedAt !== null) return statusBadge(view, 'annulled', words(locale, 'revoked'))
  const over = Temporal.Instant.compare(Temporal.Instant.from(expiresAt), now) <= 0
  return over
    ? statusBadge(view, 'overdue', words(locale, 'expired'))
    : statusBadge(view, 'closed', words(locale, 'works'))
}
