import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import type { Refusal } from '#src/platform/refusal.ts'
import { readCertificate } from '#src/signing/index.ts'
import { statusBadge } from '#src/web/components/badges.ts'
import { button, buttonLink, postButton } from '#src/web/components/button.ts'
import { card, columns, facts } from '#src/web/components/card.ts'
import { disclosure } from '#src/web/components/dialog.ts'
import { emptyState } from '#src/web/components/empty-state.ts'
import { field } from '#src/web/components/field.ts'
import { errorSummary, form } from '#src/web/components/form.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import { table } from '#src/web/components/table.ts'
import { formatInstant, type View } from '#src/web/locale/time.ts'
import type { PersonCertificate } from './certificate.store.ts'
import { type SignerStanding, standingOf } from './my-certificate.ts'
import { SIGNING_REFUSALS, type SigningRefusalCode } from './refusals.ts'
import { signingWords as words } from './words.ts'

export interface MySignature {
  readonly csrf: string
  readonly certificate: PersonCertificate | null
  readonly former: readonly PersonCertificate[]
  readonly picture: boolean
  readonly authority: boolean
  /** What was refused, and of which form. */
  readonly refused?: { readonly refusal: Refusal; readonly of: 'ask' | 'bring' | 'picture' }
}

export function mySignatureBody(view: View, input: MySignature): HtmlFragment {
  const { locale } = view
  return html`${pageHead(view, { title: words(locale, 'title'), lead: words(locale, 'lead') })}${columns(
    [certificateCard(view, input), formerCard(view, input.former)],
    [pictureCard(view, input), authorityCard(view, input)],
  )}`
}

function certificateCard(view: View, input: MySignature): HtmlFragment {
  const { locale, now } = view
  const { certificate } = input
  const standing = standingOf(certificate, now.toString())
  const about =
    certificate === null
      ? emptyState({ title: words(locale, 'none-title'), text: words(locale, 'none-text') })
      : html`${standing in SIGNING_REFUSALS ? html`<p class="reason">${SIGNING_REFUSALS[standing as SigningRefusalCode][locale]}</p>` : ''}${certificateFacts(view, certificate)}<p>${buttonLink({ label: words(locale, 'download'), href: '/mi-firma/certificado.crt', look: 'quiet', icon: 'file' })}</p>`
  return card({
    title: words(locale, 'certificate'),
    aside: certificate === null ? undefined : standingBadge(view, standing),
    body: html`${about}${askForm(view, input, standing)}${bringForm(view, input)}`,
  })
}

export function standingBadge({ locale }: Pick<View, 'locale'>, standing: SignerStanding | 'retired'): HtmlFragment {
  const kind = standing === 'ready' ? 'closed' : standing === 'retired' ? 'draft' : 'annulled'
  return statusBadge({ locale }, kind, words(locale, `state.${standing}` as 'state.ready'))
}

export function certificateFacts(
  view: View,
  { certificate, fingerprint, serial }: Pick<PersonCertificate, 'certificate' | 'fingerprint' | 'serial'>,
): HtmlFragment {
  const { locale } = view
  const { subject, issuer, from, until } = readCertificate(certificate)
  return facts([
    { term: words(locale, 'holder'), value: subject.name },
    ...(subject.title === undefined
      ? []
      : [{ term: words(locale, 'post'), value: [subject.title, subject.unit].filter(Boolean).join(', ') }]),
    { term: words(locale, 'issuer'), value: issuer.name },
    { term: words(locale, 'from'), value: formatInstant(view, from) },
    { term: words(locale, 'until'), value: formatInstant(view, until) },
    { term: words(locale, 'serial'), value: html`<code class="hash">${serial}</code>` },
    { term: words(locale, 'fingerprint'), value: html`<code class="hash">${fingerprint}</code>` },
  ])
}

function askForm(view: View, { csrf, certificate, refused }: MySignature, standing: SignerStanding): HtmlFragment {
  const { locale } = view
  const own = refused?.of === 'ask' ? refused.refusal[locale] : undefined
  const good = standing === 'ready'
  const label = words(locale, certificate === null ? 'ask' : 'renew')
  const body = form(view, {
    action: '/mi-firma/certificado',
    csrf,
    errors: errorSummary(view, own === undefined ? [] : [{ message: own }]),
    body: html`${certificate === null ? '' : html`<p class="muted">${words(locale, 'renew-text')}</p>`}${passwordOf(view, 'pedir')}`,
    submit: button({ label, look: good ? 'secondary' : 'primary' }),
  })
  return good ? disclosure({ summary: label, look: 'action', open: own !== undefined, body }) : body
}

function bringForm(view: View, { csrf, refused }: MySignature): HtmlFragment {
  const { locale } = view
  const own = refused?.of === 'bring' ? refused.refusal[locale] : undefined
  return disclosure({
    summary: words(locale, 'bring'),
    look: 'action',
    open: own !== undefined,
    body: form(view, {
      action: '/mi-firma/importar',
      csrf,
      multipart: true,
      errors: errorSummary(view, own === undefined ? [] : [{ message: own }]),
      body: html`<p class="muted">${words(locale, 'bring-text')}</p>${fileField('archivo', words(locale, 'file'), '.p12,.pfx')}${field(view, { name: 'clave', label: words(locale, 'file-password'), type: { kind: 'password' }, required: true, autocomplete: 'off' })}${passwordOf(view, 'traer')}`,
      submit: button({ label: words(locale, 'bring-submit') }),
    }),
  })
}

export function passwordOf(view: View, form: string): HtmlFragment {
  return field(view, {
    name: 'contrasena',
    id: `contrasena-${form}`,
    label: words(view.locale, 'password'),
    help: words(view.locale, 'password-help'),
    type: { kind: 'password' },
    required: true,
    autocomplete: 'current-password',
  })
}

/** A file input by the endings that it takes. */
export function fileField(name: string, label: string, accept: string, id = `campo-${name}`): HtmlFragment {
  return html`<div class="field"><label for="${id}">${label}</label><input type="file" id="${id}" name="${name}" accept="${accept}" required></div>`
}

function pictureCard(view: View, { csrf, picture, refused }: MySignature): HtmlFragment {
  const { locale } = view
  const own = refused?.of === 'picture' ? refused.refusal[locale] : undefined
  return card({
    title: words(locale, 'picture'),
    body: html`${picture ? html`<p><img class="signature-picture" src="/mi-firma/imagen" alt="${words(locale, 'picture-alt')}"></p>` : ''}<p class="muted">${words(locale, 'picture-text')}</p>${form(
      view,
      {
        action: '/mi-firma/imagen',
        csrf,
        multipart: true,
        errors: errorSummary(view, own === undefined ? [] : [{ message: own }]),
        body: fileField('imagen', words(locale, 'picture-file'), 'image/png,image/jpeg'),
        submit: button({ label: words(locale, 'picture-save') }),
      },
    )}${picture ? postButton({ action: '/mi-firma/imagen/quitar', csrf, label: words(locale, 'picture-remove'), look: 'quiet' }) : ''}`,
  })
}

function authorityCard({ locale }: View, { authority }: MySignature): HtmlFragment {
  if (!authority) return html``
  return card({
    title: words(locale, 'authority'),
    body: html`<p class="muted">${words(locale, 'authority-text')}</p>${authorityLinks(locale)}`,
  })
}

export function authorityLinks(locale: View['locale']): HtmlFragment {
  const link = (href: string, label: string) =>
    html`<li><a href="${href}" data-turbo="false" download>${label}</a></li>`
  return html`<ul class="plain-list published-files">${link('/.well-known/ventanilla/autoridad.pem', words(locale, 'authority-pem'))}${link('/.well-known/ventanilla/autoridad.crt', words(locale, 'authority-der'))}${link('/.well-known/ventanilla/autoridad.crl', words(locale, 'crl'))}</ul>`
}

function formerCard(view: View, former: readonly PersonCertificate[]): HtmlFragment {
  if (former.length === 0) return html``
  const { locale } = view
  return card({
    title: words(locale, 'former'),
    body: table({
      caption: words(locale, 'former-caption'),
      rows: former,
      columns: [
        {
          label: words(locale, 'serial'),
          head: true,
          cell: ({ serial }) => html`<code class="hash">${serial.slice(0, 16)}</code>`,
        },
        { label: words(locale, 'from'), cell: ({ notBefore }) => formatInstant(view, notBefore) },
        { label: words(locale, 'until'), cell: ({ notAfter }) => formatInstant(view, notAfter) },
        {
          label: words(locale, 'state'),
          cell: ({ revokedAt }) => standingBadge(view, revokedAt === null ? 'retired' : 'certificate-revoked'),
        },
      ],
    }),
  })
}
