import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import type { Refusal } from '#src/platform/refusal.ts'
import { badge } from '#src/web/components/badges.ts'
import { button, buttonLink, hiddenFields, postButton } from '#src/web/components/button.ts'
import { card, columns, facts } from '#src/web/components/card.ts'
import { disclosure } from '#src/web/components/dialog.ts'
import { emptyState } from '#src/web/components/empty-state.ts'
import { field } from '#src/web/components/field.ts'
import { errorSummary, form } from '#src/web/components/form.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import { table } from '#src/web/components/table.ts'
import { formatInstant, formatRelative, type View } from '#src/web/locale/time.ts'
import type { OpenSession } from '../../session.store.ts'
import type { InstitutionDirectory, Person } from '../../types.ts'
import type { Source } from '../identity.store.ts'
import type { PastViewing } from '../impersonation/viewing.store.ts'
import type { Passkey } from '../passkeys/passkey.store.ts'
import type { Totp } from '../totp/totp.store.ts'
import { accountWords as words } from './account-words.ts'
import { deviceName } from './device.ts'
import type { OwnerProof } from './prove-owner.ts'

/** The forms of the page that can be refused. */
export type AccountForm = 'factor' | 'codes' | 'passkey' | 'remove-passkey' | 'session'

export interface AccountPage {
  readonly csrf: string
  readonly person: Person
  readonly directory: InstitutionDirectory
  readonly hasPassword: boolean
  readonly sources: readonly Source[]
  readonly totp: Totp | null
  readonly passkeys: readonly Passkey[]
  /** Can the address of this browser have passkeys? */
  readonly passkeysWork: boolean
  readonly sessions: readonly OpenSession[]
  readonly viewings: readonly PastViewing[]
  readonly proof: OwnerProof
  readonly refused?: { readonly refusal: Refusal; readonly of: AccountForm }
  /** What was typed as the name of a refused passkey. */
  readonly typedName?: string
}

export function accountBody(view: View, page: AccountPage): HtmlFragment {
  const { locale } = view
  return html`${pageHead(view, { title: words(locale, 'title'), lead: words(locale, 'lead') })}<div class="roomy">${columns(
    [factorCard(view, page), passkeysCard(view, page), sessionsCard(view, page)],
    [particularsCard(view, page), viewingsCard(view, page)],
  )}</div>`
}

function particularsCard({ locale }: View, { person, directory, hasPassword, sources }: AccountPage): HtmlFragment {
  const ways = [
    ...(sources.includes('directory') ? [words(locale, 'by-directory')] : []),
    ...(sources.includes('openid') ? [words(locale, 'by-openid')] : []),
    ...(hasPassword ? [words(locale, 'by-password')] : []),
  ]
  const positions = directory.positionsOf(person.id).map(({ title }) => title)
  return card({
    title: words(locale, 'particulars'),
    body: html`${facts([
      { term: words(locale, 'name'), value: person.name },
      { term: words(locale, 'username'), value: person.username },
      { term: words(locale, 'unit'), value: directory.unitOf(person.id)?.name ?? '—' },
      { term: words(locale, 'positions'), value: positions.join(', ') || '—' },
      { term: words(locale, 'email'), value: person.email ?? '—' },
      { term: words(locale, 'phone'), value: [person.phone, person.extension].filter(Boolean).join(' · ') || '—' },
      { term: words(locale, 'entered-by'), value: ways.join(', ') || '—' },
    ])}<p class="muted">${words(locale, 'particulars-text')}</p><p class="row-actions">${hasPassword ? buttonLink({ label: words(locale, 'change-password'), href: '/contrasena' }) : ''}${buttonLink({ label: words(locale, 'keys'), href: '/mis-llaves' })}${buttonLink({ label: words(locale, 'calendar'), href: '/mi-calendario' })}</p>`,
  })
}

function factorCard(view: View, page: AccountPage): HtmlFragment {
  const { locale } = view
  const { totp, csrf, refused } = page
  const active = totp?.confirmedAt != null
  if (!active)
    return card({
      title: words(locale, 'factor'),
      aside: badge(words(locale, 'factor-off')),
      body: html`<p class="muted">${words(locale, 'factor-text')}</p>${postButton({ action: '/mi-cuenta/segundo-factor', csrf, label: words(locale, 'factor-begin'), look: 'primary', icon: 'lock' })}`,
    })
  const since = words(locale, 'factor-since', {
    date: formatInstant(view, totp.confirmedAt),
    count: String(totp.codesLeft),
  })
  return card({
    title: words(locale, 'factor'),
    aside: badge(words(locale, 'factor-on'), 'accent'),
    body: html`<p>${since}</p>${disclosure({
      summary: words(locale, 'codes-new'),
      look: 'action',
      open: refused?.of === 'codes',
      // Turbo shows no answer to a form but a redirect or a refusal.
      body: html`<div data-turbo="false"><p class="muted">${words(locale, 'codes-new-text')}</p>${provenForm(view, page, { of: 'codes', action: '/mi-cuenta/segundo-factor/codigos', submit: words(locale, 'codes-new') })}</div>`,
    })}${disclosure({
      summary: words(locale, 'factor-remove'),
      look: 'action',
      open: refused?.of === 'factor',
      body: provenForm(view, page, {
        of: 'factor',
        action: '/mi-cuenta/segundo-factor/quitar',
        submit: words(locale, 'factor-remove'),
      }),
    })}`,
  })
}

interface ProvenForm {
  readonly of: AccountForm
  readonly action: string
  readonly submit: string
  /** Told apart from the other forms of the page. */
  readonly key?: string
}

/** A form that asks once more who it is. */
function provenForm(view: View, page: AccountPage, { of, action, submit, key = of }: ProvenForm): HtmlFragment {
  const own = page.refused?.of === of ? page.refused.refusal : undefined
  return form(view, {
    action,
    csrf: page.csrf,
    errors: errorsOf(view, own),
    body: proofField(view, page, key, own),
    submit: button({ label: submit }),
  })
}

function errorsOf(view: View, refusal: Refusal | undefined): HtmlFragment | '' {
  const fault = refusal?.fields?.prueba
  return errorSummary(view, refusal ? [{ message: (fault ?? refusal)[view.locale] }] : [])
}

function proofField(view: View, { proof }: AccountPage, key: string, refusal: Refusal | undefined): HtmlFragment {
  if (proof === 'recent') return html``
  return field(view, {
    name: 'prueba',
    id: `prueba-${key}`,
    label: words(view.locale, proof === 'password' ? 'prove-password' : 'prove-code'),
    type: { kind: proof === 'password' ? 'password' : 'text' },
    required: true,
    autocomplete: proof === 'password' ? 'current-password' : 'one-time-code',
    error: refusal?.fields?.prueba?.[view.locale],
  })
}

function passkeysCard(view: View, page: AccountPage): HtmlFragment {
  const { locale } = view
  const { passkeys, passkeysWork } = page
  const list =
    passkeys.length === 0
      ? emptyState({ icon: 'lock', title: words(locale, 'passkeys-none') })
      : table({
          caption: words(locale, 'passkeys'),
          rows: passkeys,
          columns: [
            { label: words(locale, 'passkey-name'), head: true, cell: ({ name }) => name },
            { label: words(locale, 'passkey-created'), cell: ({ createdAt }) => formatInstant(view, createdAt) },
            {
              label: words(locale, 'passkey-used'),
              cell: ({ lastUsedAt }) =>
                lastUsedAt === null ? words(locale, 'never') : formatRelative(view, lastUsedAt),
            },
            {
              label: words(locale, 'action'),
              cell: ({ id, name }) =>
                disclosure({
                  summary: `${words(locale, 'passkey-remove')}: ${name}`,
                  look: 'action',
                  body: provenForm(view, page, {
                    of: 'remove-passkey',
                    key: id,
                    action: `/mi-cuenta/llaves/${id}/quitar`,
                    submit: words(locale, 'passkey-remove'),
                  }),
                }),
            },
          ],
        })
  const removal = page.refused?.of === 'remove-passkey' ? errorsOf(view, page.refused.refusal) : ''
  return card({
    title: words(locale, 'passkeys'),
    body: html`<p class="muted">${words(locale, 'passkeys-text')}</p>${removal}${list}${passkeysWork ? addPasskeyForm(view, page) : html`<p class="reason">${words(locale, 'passkeys-off')}</p>`}`,
  })
}

function addPasskeyForm(view: View, page: AccountPage): HtmlFragment {
  const { locale } = view
  const { csrf, refused, typedName } = page
  const own = refused?.of === 'passkey' ? refused.refusal : undefined
  return disclosure({
    summary: words(locale, 'passkey-add'),
    look: 'action',
    open: own !== undefined,
    body: html`<noscript><p class="reason">${words(locale, 'passkey-scripts')}</p></noscript><passkey-form mode="create" options="/mi-cuenta/llaves/opciones"><form class="form" method="post" action="/mi-cuenta/llaves" novalidate>${hiddenFields({ _csrf: csrf, response: '' })}${errorsOf(view, own)}${field(
      view,
      {
        name: 'nombre',
        label: words(locale, 'passkey-name'),
        help: words(locale, 'passkey-name-help'),
        type: { kind: 'text' },
        required: true,
        value: typedName,
      },
    )}${proofField(view, page, 'passkey', own)}<p class="field-error" role="status" data-failed hidden>${words(locale, 'passkey-failed')}</p><div class="form-submit">${button({ label: words(locale, 'passkey-make') })}</div></form></passkey-form>`,
  })
}

function sessionsCard(view: View, { csrf, sessions, refused }: AccountPage): HtmlFragment {
  const { locale } = view
  const own = refused?.of === 'session' ? errorsOf(view, refused.refusal) : ''
  return card({
    title: words(locale, 'sessions'),
    aside:
      sessions.length > 1
        ? postButton({
            action: '/mi-cuenta/sesiones/cerrar-otras',
            csrf,
            label: words(locale, 'sessions-end-others'),
            small: true,
          })
        : undefined,
    body: html`<p class="muted">${words(locale, 'sessions-text')}</p>${own}${table({
      caption: words(locale, 'sessions'),
      rows: sessions,
      columns: [
        {
          label: words(locale, 'device'),
          head: true,
          cell: ({ device, current, secondFactor }) =>
            html`${deviceName(device) ?? words(locale, 'device-unknown')} ${current ? badge(words(locale, 'this-session'), 'accent') : ''}${secondFactor ? badge(words(locale, 'two-factors')) : ''}`,
        },
        { label: words(locale, 'address'), cell: ({ address }) => address || '—' },
        { label: words(locale, 'since'), cell: ({ createdAt }) => formatInstant(view, createdAt) },
        { label: words(locale, 'last-use'), cell: ({ lastSeenAt }) => formatRelative(view, lastSeenAt) },
        {
          label: words(locale, 'action'),
          cell: ({ id, current }) =>
            current
              ? ''
              : postButton({
                  action: `/mi-cuenta/sesiones/${id}/cerrar`,
                  csrf,
                  label: words(locale, 'session-end'),
                  small: true,
                }),
        },
      ],
    })}`,
  })
}

function viewingsCard(view: View, { viewings, directory }: AccountPage): HtmlFragment {
  const { locale } = view
  if (viewings.length === 0) return html``
  return card({
    title: words(locale, 'viewings'),
    body: html`<p class="muted">${words(locale, 'viewings-text')}</p><ul class="plain-list viewings">${viewings.map(
      ({ administrator, reason, startedAt, endedAt, endsAt }) => {
        const over = endedAt ?? (Date.parse(endsAt) <= view.now.epochMilliseconds ? endsAt : null)
        return html`<li><strong>${directory.personName(administrator)}</strong><span>«${reason}»</span><span class="muted">${words(locale, 'from')} ${formatInstant(view, startedAt)} · ${over === null ? words(locale, 'now') : html`${words(locale, 'until')} ${formatInstant(view, over)}`}</span></li>`
      },
    )}</ul>`,
  })
}
