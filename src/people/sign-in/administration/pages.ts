import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { badge } from '#src/web/components/badges.ts'
import { button, buttonLink, hiddenFields } from '#src/web/components/button.ts'
import { card, facts } from '#src/web/components/card.ts'
import { emptyState } from '#src/web/components/empty-state.ts'
import { icon } from '#src/web/components/icon.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import { table } from '#src/web/components/table.ts'
import { formatInstant, type View } from '#src/web/locale/time.ts'
import { adminWords } from '../../http/admin-words.ts'
import type { InstitutionDirectory } from '../../types.ts'
import { LDAP_FAULTS, type LdapFaultCode } from '../ldap/faults.ts'
import { ldapSettingsOf } from '../ldap/settings.ts'
import type { Synchronisation } from '../ldap/synchronise.ts'
import type { Trial } from '../ldap/try-connection.ts'
import { CALLBACK, oidcSettingsOf } from '../oidc/settings.ts'
import { secondFactorPolicy } from '../policy.ts'
import { POLICY_OPTIONS } from '../policy-commands.ts'
import type { Mapping } from '../provisioning/types.ts'
import type { StoredSource } from '../source.store.ts'
import { changeSentence } from './change-sentence.ts'
import { ingresoWords as words } from './words.ts'

export const INGRESO = '/administracion/ingreso'

export interface IngresoPage {
  readonly csrf: string
  readonly origin: string
  readonly directory: InstitutionDirectory
  readonly ldap: StoredSource | null
  readonly openid: StoredSource | null
  readonly mappings: readonly Mapping[]
  /** Of whom a second factor is asked, and who has none. */
  readonly withoutFactor: number
}

export function ingresoBody(view: View, page: IngresoPage): HtmlFragment {
  return html`${head(view, words(view.locale, 'title'), words(view.locale, 'lead'))}<div class="roomy">${policyCard(view, page)}${ldapCard(view, page)}${openidCard(view, page)}${mappingsCard(view, page)}</div>`
}

function head(view: View, title: string, lead: string, within = false): HtmlFragment {
  return pageHead(view, {
    title,
    lead,
    crumbs: [
      { label: adminWords(view.locale, 'title'), href: '/administracion' },
      ...(within ? [{ label: words(view.locale, 'title'), href: INGRESO }] : []),
      { label: title },
    ],
  })
}

const edit = (view: View, page: string) =>
  buttonLink({ label: words(view.locale, 'edit'), href: `${INGRESO}/${page}`, small: true })

function policyCard(view: View, { directory, withoutFactor }: IngresoPage): HtmlFragment {
  const { locale } = view
  const option = POLICY_OPTIONS.find(({ value }) => value === secondFactorPolicy(directory))!
  return card({
    title: words(locale, 'policy'),
    aside: edit(view, 'segundo-factor'),
    body: html`<p class="muted">${words(locale, 'policy-text')}</p>${facts([
      { term: words(locale, 'policy-is'), value: locale === 'en' ? option.en : option.label },
      { term: words(locale, 'without-factor'), value: String(withoutFactor) },
    ])}`,
  })
}

const state = (view: View, { active }: StoredSource) =>
  active ? badge(words(view.locale, 'active'), 'accent') : badge(words(view.locale, 'inactive'))

function ldapCard(view: View, { csrf, ldap }: IngresoPage): HtmlFragment {
  const { locale } = view
  const title = words(locale, 'directory')
  if (ldap === null)
    return card({
      title,
      aside: edit(view, 'directorio'),
      body: emptyState({
        icon: 'people',
        title: words(locale, 'directory-none'),
        text: words(locale, 'directory-none-text'),
      }),
    })
  const settings = ldapSettingsOf(ldap)
  const clear = !settings.startTls && settings.urls.some((url) => !url.startsWith('ldaps:'))
  return card({
    title,
    aside: settings.fromEnvironment ? undefined : edit(view, 'directorio'),
    body: html`<p>${state(view, ldap)}</p>${settings.fromEnvironment ? html`<p class="muted">${words(locale, 'from-environment')}</p>` : ''}${clear ? html`<p class="reason">${icon('alert')}<span>${words(locale, 'unencrypted')}</span></p>` : ''}${facts(
      [
        { term: words(locale, 'servers'), value: settings.urls.join(', ') },
        { term: words(locale, 'base'), value: settings.base },
        { term: words(locale, 'account'), value: settings.bindDn ?? words(locale, 'anonymous') },
        { term: words(locale, 'last'), value: lastOf(view, ldap) },
      ],
    )}<div class="button-row"><form method="post" action="${INGRESO}/directorio/probar" data-turbo="false" class="inline-form">${hiddenFields({ _csrf: csrf })}${button({ label: words(locale, 'try') })}</form>${buttonLink({ label: words(locale, 'synchronise'), href: `${INGRESO}/directorio/sincronizar` })}</div>`,
  })
}

function lastOf(view: View, { synchronisedAt, outcome }: StoredSource): string {
  const { locale } = view
  if (synchronisedAt === null || outcome === null) return words(locale, 'last-none')
  const { kind, read, changes, conflicts, missing, url, code } = outcome as Readonly<Record<string, string | number>>
  const said =
    kind === 'done'
      ? words(locale, 'outcome-done', {
          read: String(read),
          changes: String(changes),
          conflicts: String(conflicts),
        })
      : kind === 'suspicious'
        ? words(locale, 'outcome-suspicious', { missing: String(missing) })
        : `${words(locale, 'outcome-fault', { url: String(url) })} ${LDAP_FAULTS[(code as LdapFaultCode) ?? 'other'][locale]}`
  return `${formatInstant(view, synchronisedAt)}. ${said}`
}

function openidCard(view: View, { openid, origin }: IngresoPage): HtmlFragment {
  const { locale } = view
  const addresses = [
    { term: words(locale, 'callback'), value: html`<code class="hash">${origin}${CALLBACK}</code>` },
    { term: words(locale, 'sign-out-callback'), value: html`<code class="hash">${origin}/entrar</code>` },
  ]
  if (openid === null)
    return card({
      title: words(locale, 'openid'),
      aside: edit(view, 'openid'),
      body: html`<p class="muted">${words(locale, 'openid-none-text')}</p>${facts(addresses)}`,
    })
  const { issuer, clientId } = oidcSettingsOf(openid)
  return card({
    title: words(locale, 'openid'),
    aside: edit(view, 'openid'),
    body: html`<p>${state(view, openid)}</p>${facts([
      { term: words(locale, 'issuer'), value: issuer },
      { term: words(locale, 'client'), value: clientId },
      ...addresses,
    ])}`,
  })
}

function mappingsCard(view: View, { mappings, directory }: IngresoPage): HtmlFragment {
  const { locale } = view
  const gets = ({ kind, unit, position, personGroup }: Mapping) => {
    if (kind === 'administrator') return words(locale, 'kind-administrator')
    const post = position === null ? null : directory.nameOf(position)
    const what =
      kind === 'unit'
        ? directory.unitById(unit!)?.name
        : kind === 'position'
          ? post && `${post.post}, ${post.unit}`
          : directory.rows.groups.find(({ id }) => id === personGroup)?.name
    return words(locale, `kind-${kind}`, { what: what ?? '—' })
  }
  const rows = table({
    caption: words(locale, 'mappings'),
    rows: mappings,
    columns: [
      { label: words(locale, 'group'), head: true, cell: ({ group }) => group },
      { label: words(locale, 'gets'), cell: gets },
      {
        label: words(locale, 'action'),
        cell: ({ id, group }) =>
          html`<a href="${INGRESO}/grupos/${id}/quitar" aria-label="${words(locale, 'remove')}: ${group}">${words(locale, 'remove')}</a>`,
      },
    ],
  })
  return card({
    title: words(locale, 'mappings'),
    aside: buttonLink({
      label: adminWords(locale, 'map-group'),
      href: `${INGRESO}/grupos/nuevo`,
      small: true,
      icon: 'plus',
    }),
    body: html`<p class="muted">${words(locale, 'mappings-text')}</p>${mappings.length === 0 ? emptyState({ title: words(locale, 'mappings-none') }) : rows}`,
  })
}

/** What «Probar conexión» found. */
export function trialBody(view: View, csrf: string, trials: readonly Trial[]): HtmlFragment {
  const { locale } = view
  return html`${head(view, words(locale, 'trial-title'), words(locale, 'trial-lead'), true)}<ul class="plain-list trial-list">${trials.map(
    (trial) =>
      html`<li class="${trial.good ? 'good' : 'bad'}"><strong>${icon(trial.good ? 'check' : 'cross')} ${trial.about}</strong><span>${trial[locale]}</span></li>`,
  )}</ul><div class="button-row"><form method="post" action="${INGRESO}/directorio/probar" data-turbo="false" class="inline-form">${hiddenFields({ _csrf: csrf })}${button({ label: words(locale, 'trial-again') })}</form>${buttonLink({ label: words(locale, 'back'), href: INGRESO, look: 'quiet' })}</div>`
}

const MOST_SHOWN = 500

/** The synchronisation before it is done: person by person, what would change. */
export function synchronisationBody(
  view: View,
  { csrf, directory, found }: { csrf: string; directory: InstitutionDirectory; found: Synchronisation },
): HtmlFragment {
  const { locale } = view
  const lead = words(locale, 'sync-lead', { read: String(found.read) })
  const top = head(view, words(locale, 'sync-title'), lead, true)
  if (found.plans.length === 0)
    return html`${top}${emptyState({ icon: 'check', title: words(locale, 'sync-none'), text: words(locale, 'sync-none-text'), action: buttonLink({ label: words(locale, 'back'), href: INGRESO }) })}`
  const shown = found.plans.slice(0, MOST_SHOWN)
  const rows = table({
    caption: words(locale, 'sync-title'),
    rows: shown,
    columns: [
      {
        label: words(locale, 'person'),
        head: true,
        cell: ({ person, outside }) =>
          person === null
            ? (outside?.name ?? '')
            : html`<a href="/administracion/personas/${person}">${directory.personName(person)}</a>`,
      },
      {
        label: words(locale, 'changes'),
        cell: ({ changes }) =>
          html`<ul class="plain-list">${changes.map((change) => html`<li>${changeSentence(locale, directory, change)}</li>`)}</ul>`,
      },
    ],
  })
  const total = found.plans.length
  return html`${top}${found.suspicious ? html`<div class="flash warning" role="alert">${icon('alert')}<p>${words(locale, 'sync-suspicious', { missing: String(found.missing) })}</p></div>` : ''}${rows}${total > shown.length ? html`<p class="muted">${words(locale, 'sync-only-first', { count: String(shown.length), total: String(total) })}</p>` : ''}<div class="button-row"><form method="post" action="${INGRESO}/directorio/sincronizar" class="inline-form">${hiddenFields({ _csrf: csrf, ...(found.suspicious ? { aunque: String(found.missing) } : {}) })}${button({ label: words(locale, 'sync-do'), look: 'primary' })}</form>${buttonLink({ label: words(locale, 'back'), href: INGRESO, look: 'quiet' })}</div>`
}
