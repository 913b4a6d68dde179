import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { button, buttonLink, postButton } from '#src/web/components/button.ts'
import { card } from '#src/web/components/card.ts'
import { disclosure } from '#src/web/components/dialog.ts'
import { field } from '#src/web/components/field.ts'
import { errorSummary, form } from '#src/web/components/form.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import type { Locale } from '#src/web/locale/locale.ts'
import { accountWords as words } from '../account/account-words.ts'
import { base32, otpauthUri } from './code.ts'
import { qrCode } from './qr.ts'

export interface EnrolmentPage {
  readonly locale: Locale
  readonly csrf: string
  /** The secret that waits for its first code; null before it was asked for. */
  readonly secret: Uint8Array | null
  readonly username: string
  /** Its code: a long name would make the QR code too fine to read. */
  readonly institution: string
  /** The institution asks for it: there is no way around. */
  readonly needed: boolean
  readonly refused?: string
}

/** Setting up the second factor: a QR code, and its first code. */
export function enrolmentBody(page: EnrolmentPage): HtmlFragment {
  const { locale, csrf, secret, needed } = page
  const title = words(locale, 'factor-title')
  const crumbs = needed ? [] : [{ label: words(locale, 'title'), href: '/mi-cuenta' }, { label: title }]
  const lead = words(locale, needed ? 'factor-needed' : 'factor-text')
  const body =
    secret === null
      ? html`<p>${words(locale, 'factor-text')}</p>${postButton({ action: '/mi-cuenta/segundo-factor', csrf, label: words(locale, 'factor-begin'), look: 'primary', icon: 'lock' })}`
      : steps(page, secret)
  return html`${pageHead({ locale }, { title, lead, crumbs })}<div class="roomy">${card({ body })}</div>`
}

function steps({ locale, csrf, username, institution, refused }: EnrolmentPage, secret: Uint8Array): HtmlFragment {
  const view = { locale }
  const uri = otpauthUri({ secret, account: username, issuer: `Ventanilla ${institution}` })
  const byHand = base32(secret)
    .match(/.{1,4}/g)!
    .join(' ')
  // The answer shows the recovery codes, and Turbo shows no answer to a form but a redirect or a refusal.
  return html`<div class="roomy" data-turbo="false"><p>${words(locale, 'factor-step-app')}</p><p>${words(locale, 'factor-step-scan')}</p>${qrCode(uri, words(locale, 'factor-qr'))}${disclosure(
    {
      summary: words(locale, 'factor-by-hand'),
      body: html`<p>${words(locale, 'factor-by-hand-text')}</p><p><code class="hash">${byHand}</code></p>`,
    },
  )}<p>${words(locale, 'factor-step-code')}</p>${form(view, {
    action: '/mi-cuenta/segundo-factor/confirmar',
    csrf,
    errors: errorSummary(view, refused ? [{ message: refused }] : []),
    body: field(view, {
      name: 'code',
      label: words(locale, 'code'),
      type: { kind: 'text' },
      required: true,
      autocomplete: 'one-time-code',
      autofocus: !refused,
    }),
    submit: button({ label: words(locale, 'factor-confirm'), look: 'primary' }),
  })}</div>`
}

/** The recovery codes, once. */
export function recoveryCodesBody(
  locale: Locale,
  { codes, done }: { readonly codes: readonly string[]; readonly done?: string },
): HtmlFragment {
  return html`${pageHead({ locale }, { title: words(locale, 'codes-title'), lead: done })}<div class="roomy">${card({
    body: html`<p>${words(locale, 'codes-lead')}</p><ol class="recovery-codes">${codes.map((code) => html`<li><code>${code}</code></li>`)}</ol><p>${buttonLink({ label: words(locale, 'codes-go-on'), href: '/mi-cuenta', look: 'primary' })}</p>`,
  })}</div>`
}
