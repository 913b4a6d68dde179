import type { InstitutionDirectory } from '#src/people/types.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { button, hiddenFields } from '#src/web/components/button.ts'
import { card } from '#src/web/components/card.ts'
import { type Choice, field } from '#src/web/components/field.ts'
import { errorSummary, form } from '#src/web/components/form.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import { t } from '#src/web/locale/t.ts'
import type { View } from '#src/web/locale/time.ts'
import { offerPath } from './catalogue-page.ts'
import { fieldErrors, manualForm } from './manual-form.ts'
import type { Sent } from './sent.ts'
import { subjectField } from './subject-field.ts'
import type { Offer } from './versions.ts'
import { plainWho, type WhoAsks, whoAsks } from './who-asks.ts'
import { words } from './words.ts'

export interface StartPageInput {
  readonly offer: Offer
  readonly csrf: string
  readonly idempotencyKey: string
  readonly directory: InstitutionDirectory
  /** Null for whoever opens cases in the own name alone. */
  readonly who: WhoAsks | null
  readonly sent?: Sent
}

/** The page that starts a case: its subject, the manual's form, documents, and for whom. */
export function startPage(
  view: View,
  { offer, csrf, idempotencyKey, directory, who, sent }: StartPageInput,
): HtmlFragment {
  const { locale } = view
  const fields = sent?.fields ?? {}
  const title = sent?.faults?.asunto
  const errors =
    sent === undefined
      ? []
      : [
          title === undefined ? { message: sent.message } : { name: 'asunto', message: title },
          ...(offer.form === null ? [] : fieldErrors(offer.form, sent.faults ?? {})),
        ]
  const body = html`${who === null ? '' : whoAsks(view, who, fields)}
${subjectField(offer.form) === null ? field(view, { name: 'asunto', label: words(locale, 'start.title'), type: { kind: 'text' }, required: true, help: words(locale, 'start.title-help'), value: fields.asunto ?? '', error: title }) : ''}
${channelField(view, offer, fields.canal)}
${offer.form === null ? '' : html`<h2 class="form-title"><span class="badge accent">${offer.form.code}</span> ${offer.form.title}</h2>${manualForm(locale, { form: offer.form, values: sent?.values?.[offer.form.code] ?? {}, faults: sent?.faults, fileNames: sent?.fileNames, directory })}`}
${attachField(view, sent)}
${priorityField(view, fields.prioridad)}`
  return html`${pageHead(view, {
    title: offer.name,
    lead: `${offer.procedure.number}. ${offer.procedure.title}`,
    crumbs: [{ label: words(locale, 'catalogue'), href: '/tramites' }, { label: offer.name }],
  })}${who === null ? '' : plainWho(view, offerPath(offer), who)}${card({
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

function priorityField(view: View, value: string | undefined): HtmlFragment {
  const { locale } = view
  const choices: Choice[] = ([1, 2, 3, 4] as const).map((each) => ({
    value: String(each),
    label: t(locale, `priority.${each}`),
  }))
  return field(view, {
    name: 'prioridad',
    label: words(locale, 'start.priority'),
    help: words(locale, 'start.priority-help'),
    type: { kind: 'equipment' },
    none: words(locale, 'start.priority-none'),
    choices,
    value: value ?? '',
  })
}
