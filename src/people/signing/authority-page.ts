import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import type { Refusal } from '#src/platform/refusal.ts'
import { readCertificate } from '#src/signing/index.ts'
import { button, buttonLink, hiddenFields, postButton } from '#src/web/components/button.ts'
import { card, columns } from '#src/web/components/card.ts'
import { disclosure } from '#src/web/components/dialog.ts'
import { emptyState } from '#src/web/components/empty-state.ts'
import { field } from '#src/web/components/field.ts'
import { errorSummary, form } from '#src/web/components/form.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import { pagination, table } from '#src/web/components/table.ts'
import { formatInstant, type View } from '#src/web/locale/time.ts'
import { adminWords } from '../http/admin-words.ts'
import type { InstitutionDirectory, Unit, UnitId } from '../types.ts'
import type { AuthorityRow } from './authority.store.ts'
import { authorityWords as words } from './authority-words.ts'
import type { PersonCertificate } from './certificate.store.ts'
import { standingOf } from './my-certificate.ts'
import { authorityLinks, certificateFacts, fileField, passwordOf, standingBadge } from './my-signature-page.ts'

export const CERTIFICATES_PER_PAGE = 50

export type AuthorityForm = 'import' | 'renew' | 'trust'

export interface AuthorityPage {
  readonly csrf: string
  readonly authorities: readonly AuthorityRow[]
  readonly certificates: readonly PersonCertificate[]
  readonly total: number
  readonly page: number
  readonly directory: InstitutionDirectory
  readonly refused?: { readonly refusal: Refusal; readonly of: AuthorityForm }
}

export function authorityBody(view: View, input: AuthorityPage): HtmlFragment {
  const { locale } = view
  const crumbs = [{ label: adminWords(locale, 'title'), href: '/administracion' }, { label: words(locale, 'title') }]
  return html`${pageHead(view, { title: words(locale, 'title'), lead: words(locale, 'lead'), crumbs })}${columns(
    [issuingCard(view, input), issuedCard(view, input)],
    [trustedCard(view, input), sealsCard(view)],
  )}`
}

const issuingOf = (authorities: readonly AuthorityRow[]) =>
  authorities.find(({ sealedKey, retiredAt }) => sealedKey !== null && retiredAt === null)

function issuingCard(view: View, input: AuthorityPage): HtmlFragment {
  const { locale } = view
  const issuing = issuingOf(input.authorities)
  const about =
    issuing === undefined
      ? emptyState({ title: words(locale, 'none-title'), text: words(locale, 'none-text') })
      : html`${certificateFacts(view, { ...issuing, serial: readCertificate(issuing.certificate).serial })}<h3>${words(locale, 'download')}</h3>${authorityLinks(locale)}`
  const own = (of: AuthorityForm) => (input.refused?.of === of ? input.refused.refusal[locale] : undefined)
  const importing = disclosure({
    summary: words(locale, 'import'),
    look: 'action',
    open: own('import') !== undefined,
    body: form(view, {
      action: '/administracion/firmas/autoridad',
      csrf: input.csrf,
      multipart: true,
      errors: errorsOf(view, own('import')),
      body: html`<p class="muted">${words(locale, 'import-text')}</p>${fileField('archivo', words(locale, 'file'), '.p12,.pfx')}${field(view, { name: 'clave', label: words(locale, 'file-password'), type: { kind: 'password' }, required: true, autocomplete: 'off' })}${passwordOf(view, 'autoridad')}`,
      submit: button({ label: words(locale, 'import-submit') }),
    }),
  })
  const renewing = disclosure({
    summary: words(locale, 'renew'),
    look: 'action',
    open: own('renew') !== undefined,
    body: form(view, {
      action: '/administracion/firmas/renovar',
      csrf: input.csrf,
      errors: errorsOf(view, own('renew')),
      body: html`<p class="muted">${words(locale, 'renew-text')}</p>${passwordOf(view, 'renovar')}`,
      submit: button({ label: words(locale, 'renew') }),
    }),
  })
  return card({ title: words(locale, 'issuing'), body: html`${about}${importing}${renewing}` })
}

function errorsOf(view: View, message: string | undefined) {
  return errorSummary(view, message === undefined ? [] : [{ message }])
}

function trustedCard(view: View, { authorities, csrf, refused }: AuthorityPage): HtmlFragment {
  const { locale } = view
  const own = refused?.of === 'trust' ? refused.refusal[locale] : undefined
  const rows = authorities.map((row) => ({ row, certificate: readCertificate(row.certificate) }))
  const use = ({ sealedKey, retiredAt }: AuthorityRow) =>
    sealedKey === null ? 'use.trusted' : retiredAt === null ? 'use.issuing' : 'use.former'
  return card({
    title: words(locale, 'trusted'),
    body: html`<p class="muted">${words(locale, 'trusted-text')}</p>${
      rows.length === 0
        ? ''
        : table({
            caption: words(locale, 'trusted-caption'),
            rows,
            columns: [
              { label: words(locale, 'name'), head: true, cell: ({ certificate }) => certificate.subject.name },
              { label: words(locale, 'use'), cell: ({ row }) => words(locale, use(row)) },
              { label: words(locale, 'until'), cell: ({ certificate }) => formatInstant(view, certificate.until) },
            ],
          })
    }${disclosure({
      summary: words(locale, 'trusted-add'),
      look: 'action',
      open: own !== undefined,
      body: form(view, {
        action: '/administracion/firmas/confianza',
        csrf,
        multipart: true,
        errors: errorsOf(view, own),
        body: fileField('certificados', words(locale, 'trusted-file'), '.pem,.crt,.cer,.der'),
        submit: button({ label: words(locale, 'trusted-submit') }),
      }),
    })}`,
  })
}

function sealsCard({ locale }: View): HtmlFragment {
  const link = buttonLink({ label: words(locale, 'seals-link'), href: '/administracion/firmas/sellos' })
  return card({
    title: words(locale, 'seals'),
    body: html`<p class="muted">${words(locale, 'seals-lead')}</p><p>${link}</p>`,
  })
}

const REASONS = ['key-compromise', 'affiliation-changed', 'superseded', 'cessation', 'unspecified'] as const

function issuedCard(view: View, { certificates, total, page, directory, csrf }: AuthorityPage): HtmlFragment {
  const { locale, now } = view
  const state = (row: PersonCertificate) =>
    row.revokedAt !== null
      ? 'certificate-revoked'
      : row.retiredAt !== null
        ? 'retired'
        : standingOf(row, now.toString())
  if (certificates.length === 0)
    return card({ title: words(locale, 'issued'), body: emptyState({ title: words(locale, 'issued-none') }) })
  return card({
    title: words(locale, 'issued'),
    body: html`${table({
      caption: words(locale, 'issued-caption'),
      rows: certificates,
      columns: [
        { label: words(locale, 'person'), head: true, cell: ({ person }) => directory.personName(person) },
        {
          label: words(locale, 'serial'),
          cell: ({ serial }) => html`<code class="hash">${serial.slice(0, 16).toUpperCase()}</code>`,
        },
        {
          label: words(locale, 'origin'),
          cell: ({ authority }) => words(locale, authority === null ? 'origin.brought' : 'origin.issued'),
        },
        { label: words(locale, 'until'), cell: ({ notAfter }) => formatInstant(view, notAfter) },
        { label: words(locale, 'state'), cell: (row) => standingBadge(view, state(row)) },
        {
          label: words(locale, 'action'),
          cell: (row) => (row.revokedAt === null ? revocation(view, row, csrf, directory) : ''),
        },
      ],
    })}${pagination(view, { page, size: CERTIFICATES_PER_PAGE, total, href: (to) => `/administracion/firmas?pagina=${to}` })}`,
  })
}

function revocation(
  { locale }: View,
  { id, person }: PersonCertificate,
  csrf: string,
  directory: InstitutionDirectory,
): HtmlFragment {
  const options = REASONS.map((reason) => html`<option value="${reason}">${words(locale, `reason.${reason}`)}</option>`)
  const body = html`<form class="form" method="post" action="/administracion/firmas/certificados/${id}/revocar">${hiddenFields({ _csrf: csrf })}<div class="field"><label for="motivo-${id}">${words(locale, 'reason')}<span class="visually-hidden"> (${directory.personName(person)})</span></label><select id="motivo-${id}" name="motivo" required>${options}</select></div><div class="form-submit">${button({ label: words(locale, 'revoke'), look: 'danger', small: true })}</div></form>`
  return disclosure({ summary: words(locale, 'revoke'), look: 'action', body })
}

export interface SealsPage {
  readonly csrf: string
  readonly units: readonly Unit[]
  readonly own: ReadonlySet<UnitId>
  readonly refused?: { readonly refusal: Refusal; readonly of: UnitId }
}

export function sealsBody(view: View, { csrf, units, own, refused }: SealsPage): HtmlFragment {
  const { locale } = view
  const crumbs = [
    { label: adminWords(locale, 'title'), href: '/administracion' },
    { label: words(locale, 'title'), href: '/administracion/firmas' },
    { label: words(locale, 'seals') },
  ]
  const change = ({ id }: Unit) => {
    const wrong = refused?.of === id ? refused.refusal[locale] : undefined
    return html`${disclosure({
      summary: words(locale, 'seal-change'),
      look: 'action',
      open: wrong !== undefined,
      body: form(view, {
        action: `/administracion/firmas/sellos/${id}`,
        csrf,
        multipart: true,
        errors: errorsOf(view, wrong),
        body: fileField('imagen', words(locale, 'seal-file'), 'image/png,image/jpeg', `sello-${id}`),
        submit: button({ label: words(locale, 'seal-save'), small: true }),
      }),
    })}${own.has(id) ? postButton({ action: `/administracion/firmas/sellos/${id}/quitar`, csrf, label: words(locale, 'seal-remove'), look: 'quiet', small: true }) : ''}`
  }
  return html`${pageHead(view, { title: words(locale, 'seals'), lead: words(locale, 'seals-lead'), crumbs })}${table({
    caption: words(locale, 'seals'),
    rows: units,
    columns: [
      { label: words(locale, 'unit'), head: true, cell: ({ name }) => name },
      {
        label: words(locale, 'seal'),
        cell: ({ id, name }) =>
          html`<img class="unit-seal" src="/administracion/firmas/sellos/${id}/imagen" alt="${words(locale, 'seal-alt', { unit: name })}" loading="lazy">`,
      },
      { label: words(locale, 'action'), cell: change },
    ],
  })}`
}
