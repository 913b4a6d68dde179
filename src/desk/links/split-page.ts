import { offerPath } from '#src/cases/catalogue-page.ts'
import { fieldErrors, manualForm } from '#src/cases/manual-form.ts'
import type { CaseReading } from '#src/cases/read-case.ts'
import type { Sent } from '#src/cases/sent.ts'
import { subjectField } from '#src/cases/subject-field.ts'
import type { Offer } from '#src/cases/versions.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { button } from '#src/web/components/button.ts'
import { card } from '#src/web/components/card.ts'
import { emptyState } from '#src/web/components/empty-state.ts'
import { field } from '#src/web/components/field.ts'
import { errorSummary, form } from '#src/web/components/form.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import { formatInstant, type View } from '#src/web/locale/time.ts'
import type { Saying } from '../conversation/read-conversation.ts'
import { words } from '../words.ts'

export interface SplitPageInput {
  readonly reading: CaseReading
  readonly sayings: readonly Saying[]
  readonly offers: readonly Offer[]
  /** The kind that was chosen; null before. */
  readonly offer: Offer | null
  readonly csrf: string
  readonly idempotencyKey: string
  readonly sent?: Sent & { readonly chosen: readonly string[] }
}

/** Chooses what of a case goes into a new one, and of which kind that is. */
export function splitPage(view: View, input: SplitPageInput): HtmlFragment {
  const { locale } = view
  const { reading, sayings, offer } = input
  const { number } = reading.file
  const documents = reading.files.filter(({ internal }) => !internal)
  const head = pageHead(view, {
    title: words(locale, 'split.title', { number }),
    lead: words(locale, 'split.lead'),
    crumbs: [{ label: number, href: `/expedientes/${number}` }, { label: words(locale, 'split') }],
  })
  if (sayings.length + documents.length === 0)
    return html`${head}${emptyState({ icon: 'note', title: words(locale, 'split.none') })}`
  return html`${head}${offer === null ? kindForm(view, input) : splitForm(view, input, offer)}`
}

function kindForm(view: View, { reading, offers }: SplitPageInput): HtmlFragment {
  const { locale } = view
  const choices = offers.map((each) => ({
    value: offerPath(each),
    label: `${each.name} (${each.version.code}, ${each.procedure.number})`,
  }))
  return card({
    body: html`<form class="form" method="get" action="/expedientes/${reading.file.number}/separar">${field(view, { name: 'tramite', label: words(locale, 'split.kind'), type: { kind: 'equipment' }, required: true, choices })}<div class="form-submit">${button({ label: words(locale, 'split.kind-submit'), look: 'primary', icon: 'right' })}</div></form>`,
  })
}

function splitForm(view: View, input: SplitPageInput, offer: Offer): HtmlFragment {
  const { locale } = view
  const { reading, csrf, idempotencyKey, sent } = input
  const { number, title } = reading.file
  const subject = subjectField(offer.form)
  const lacking = sent?.faults?.asunto
  const errors =
    sent === undefined
      ? []
      : [
          lacking === undefined ? { message: sent.message } : { name: 'asunto', message: lacking },
          ...(offer.form === null ? [] : fieldErrors(offer.form, sent.faults ?? {})),
        ]
  const body = html`<p><strong>${offer.name}</strong> <a href="/expedientes/${number}/separar">${words(locale, 'split.change')}</a></p>${choices(view, input)}${subject === null ? field(view, { name: 'asunto', label: words(locale, 'split.subject'), type: { kind: 'text' }, required: true, value: sent?.fields?.asunto ?? title, error: lacking }) : ''}${
    offer.form === null
      ? ''
      : html`<h2 class="form-title"><span class="badge accent">${offer.form.code}</span> ${offer.form.title}</h2>${manualForm(locale, { form: offer.form, values: sent?.values?.[offer.form.code] ?? (subject === null ? {} : { [subject.name]: title }), faults: sent?.faults, fileNames: sent?.fileNames, directory: reading.institution.directory })}`
  }`
  return card({
    body: form(view, {
      action: `/expedientes/${number}/separar?tramite=${encodeURIComponent(offerPath(offer))}`,
      csrf,
      hidden: { clave: `${idempotencyKey}-separar` },
      errors: errorSummary(view, errors),
      multipart: true,
      body,
      submit: button({ label: words(locale, 'split.submit'), look: 'primary', icon: 'check' }),
    }),
  })
}

function choices(view: View, { reading, sayings, sent }: SplitPageInput): HtmlFragment {
  const { locale } = view
  const documents = reading.files.filter(({ internal }) => !internal)
  const box = (name: string, label: HtmlFragment) =>
    html`<label class="radio"><input type="checkbox" name="${name}" value="si"${sent?.chosen.includes(name) === true ? html` checked` : ''}><span>${label}</span></label>`
  const said = sayings.map((each) =>
    box(
      `mensaje:${each.seq}`,
      html`${each.kind === 'note' ? html`<strong>${words(locale, 'saying.note')}.</strong> ` : ''}${each.who ?? 'Ventanilla'}, ${formatInstant(view, each.at)}: ${shortened(each.text ?? '—')}`,
    ),
  )
  const files = documents.map(({ id, name }) => box(`documento:${id}`, html`${name}`))
  return html`${said.length === 0 ? '' : html`<fieldset class="field"><legend>${words(locale, 'split.messages')}</legend><div class="radios">${said}</div></fieldset>`}${files.length === 0 ? '' : html`<fieldset class="field"><legend>${words(locale, 'split.documents')}</legend><div class="radios">${files}</div></fieldset>`}`
}

function shortened(text: string): string {
  return text.length > 160 ? `${text.slice(0, 159)}…` : text
}
