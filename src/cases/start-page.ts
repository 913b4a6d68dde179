import type { InstitutionDirectory } from '#src/people/types.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { button, hiddenFields } from '#src/web/components/button.ts'
import { card } from '#src/web/components/card.ts'
import { disclosure } from '#src/web/components/dialog.ts'
import { type Choice, field } from '#src/web/components/field.ts'
import { errorSummary, form } from '#src/web/components/form.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import { t } from '#src/web/locale/t.ts'
import type { View } from '#src/web/locale/time.ts'
import { offerPath } from './catalogue-page.ts'
import { fieldErrors, manualForm } from './manual-form.ts'
import type { Sent } from './sent.ts'
import type { Offer } from './versions.ts'
import { words } from './words.ts'

export interface StartPageInput {
  readonly offer: Offer
  readonly csrf: string
  readonly idempotencyKey: string
  readonly directory: InstitutionDirectory
  readonly sent?: Sent
}

/** The page that starts a case: its subject, the manual's form, documents, and for whom. */
export function startPage(view: View, { offer, csrf, idempotencyKey, directory, sent }: StartPageInput): HtmlFragment {
  const { locale } = view
  const fields = sent?.fields ?? {}
  const errors =
    sent === undefined
      ? []
      : [{ message: sent.message }, ...(offer.form === null ? [] : fieldErrors(offer.form, sent.faults ?? {}))]
  const body = html`
${field(view, { name: 'asunto', label: words(locale, 'start.title'), type: { kind: 'text' }, required: true, help: words(locale, 'start.title-help'), value: fields.asunto ?? '' })}
${channelField(view, offer, fields.canal)}
${offer.form === null ? '' : html`<h2 class="form-title"><span class="badge accent">${offer.form.code}</span> ${offer.form.title}</h2>${manualForm(locale, { form: offer.form, values: sent?.values?.[offer.form.code] ?? {}, faults: sent?.faults, fileNames: sent?.fileNames, directory })}`}
${attachField(view, sent)}
${onBehalf(view, directory, fields)}`
  return html`${pageHead(view, {
    title: offer.name,
    lead: `${offer.procedure.number}. ${offer.procedure.title}`,
    crumbs: [{ label: words(locale, 'catalogue'), href: '/tramites' }, { label: offer.name }],
  })}${card({
    body: form(view, {
      action: offerPath(offer),
      csrf,
      hidden: { clave: idempotencyKey },
      errors: errorSummary(view, errors),
      draft: `tramite-${offerPath(offer)}`,
      multipart: true,
      body,
      submit: button({ label: words(locale, 'start.submit'), look: 'primary', icon: 'check' }),
    }),
  })}`
}

function channelField(view: View, { channels }: Offer, value: string | undefined): HtmlFragment {
  if (channels.length === 1) return html`${hiddenFields({ canal: channels[0]! })}`
  return field(view, {
    name: 'canal',
    label: words(view.locale, 'start.channel'),
    type: { kind: 'list', options: channels },
    required: true,
    value: value ?? channels[0]!,
  })
}

function attachField(view: View, sent: Sent | undefined): HtmlFragment {
  const kept = sent?.attachments ?? []
  return html`<div class="field"><label for="adjuntos">${words(view.locale, 'start.attachments')} <span class="optional">${t(view.locale, 'form.optional')}</span></label><p class="help">${words(view.locale, 'start.attachments-help')}${kept.length === 0 ? '' : ` ${words(view.locale, 'attachments.kept', { count: kept.length })}`}</p>${kept.length === 0 ? '' : hiddenFields({ 'adjuntos-recibidos': kept.join(' ') })}<input type="file" id="adjuntos" name="adjuntos" multiple></div>`
}

function onBehalf(view: View, directory: InstitutionDirectory, fields: Readonly<Record<string, string>>): HtmlFragment {
  const { locale } = view
  const people: Choice[] = directory.activePeople.map(({ id, name }) => ({ value: id, label: name }))
  const priorities: Choice[] = ([1, 2, 3, 4] as const).map((each) => ({
    value: String(each),
    label: t(locale, `priority.${each}`),
  }))
  const text = (
    name: string,
    key: 'contact-name' | 'contact-unit' | 'contact-email' | 'contact-phone',
    kind: 'text' | 'email' | 'phone',
  ) => field(view, { name, label: words(locale, `start.${key}`), type: { kind }, value: fields[name] ?? '' })
  const open = ['solicitante', 'contacto', 'contacto-dependencia', 'contacto-correo', 'contacto-telefono'].some(
    (name) => (fields[name] ?? '') !== '',
  )
  return html`${field(view, { name: 'prioridad', label: words(locale, 'start.priority'), help: words(locale, 'start.priority-help'), type: { kind: 'equipment' }, required: true, choices: priorities, value: fields.prioridad ?? '3' })}
${disclosure({
  summary: words(locale, 'start.on-behalf'),
  open,
  body: html`${field(view, { name: 'solicitante', label: words(locale, 'start.requester'), help: words(locale, 'start.requester-help'), type: { kind: 'person' }, choices: people, value: fields.solicitante ?? '' })}
${text('contacto', 'contact-name', 'text')}${text('contacto-dependencia', 'contact-unit', 'text')}${text('contacto-correo', 'contact-email', 'email')}${text('contacto-telefono', 'contact-phone', 'phone')}`,
})}`
}
