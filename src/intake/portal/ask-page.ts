import { fieldErrors, manualForm } from '#src/cases/manual-form.ts'
import { signatureName } from '#src/cases/record-entry.ts'
import type { Sent } from '#src/cases/sent.ts'
import { subjectField } from '#src/cases/subject-field.ts'
import type { Offer } from '#src/cases/versions.ts'
import type { IndexedArticle } from '#src/knowledge/article-index.ts'
import type { InstitutionDirectory } from '#src/people/types.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import type { UsualTime } from '#src/reports/measure/usual-time.store.ts'
import { button } from '#src/web/components/button.ts'
import { field } from '#src/web/components/field.ts'
import { errorSummary, form } from '#src/web/components/form.ts'
import type { Locale } from '#src/web/locale/locale.ts'
import type { View } from '#src/web/locale/time.ts'
import { articleLinks, serviceOf } from './articles.ts'
import { askPath } from './home-page.ts'
import { normTimeWords } from './norm-time-words.ts'
import { offerFacts } from './offer-facts.ts'
import { uploadField } from './upload-field.ts'
import { words } from './words.ts'

export interface AskInput {
  readonly offer: Offer
  readonly csrf: string
  readonly idempotencyKey: string
  readonly directory: InstitutionDirectory
  readonly usual: UsualTime | null
  /** Written for this kind of request. */
  readonly articles: readonly IndexedArticle[]
  readonly sent?: Sent
}

/** A kind of request: what it needs, who attends to it, how long it takes, and its form. */
export function askPage(
  view: View,
  { offer, csrf, idempotencyKey, directory, usual, articles, sent }: AskInput,
): HtmlFragment {
  const { locale } = view
  const title = sent?.faults?.asunto
  const errors =
    sent === undefined
      ? []
      : [
          ...(title === undefined ? [{ message: sent.message }] : [{ name: 'asunto', message: title }]),
          ...(offer.form === null ? [] : fieldErrors(offer.form, sent.faults ?? {})),
        ]
  const body = html`${
    subjectField(offer.form) !== null
      ? ''
      : field(view, {
          name: 'asunto',
          label: words(locale, 'ask.title'),
          help: words(locale, 'ask.title-help'),
          type: { kind: 'text' },
          required: true,
          value: sent?.fields?.asunto ?? '',
          error: title,
        })
  }${
    offer.form === null
      ? ''
      : manualForm(locale, {
          form: offer.form,
          values: sent?.values?.[offer.form.code] ?? {},
          faults: sent?.faults,
          fileNames: sent?.fileNames,
          directory,
        })
  }${uploadField(view, { id: 'adjuntos', csrf, sent })}`
  return html`<p class="light-back"><a href="/portal#tramites">${words(locale, 'ask.back')}</a></p><h1>${offer.name}</h1>${needs(view, offer, usual)}${articleOffers(view, offer, articles)}
<section class="light-part"><h2>${words(locale, 'ask.form')}</h2>${form(view, {
    action: askPath(offer),
    csrf,
    hidden: { clave: idempotencyKey },
    errors: errorSummary(view, errors),
    draft: `portal-${askPath(offer)}`,
    multipart: true,
    body,
    submit: button({ label: words(locale, 'ask.send'), look: 'primary', icon: 'check' }),
  })}<p><a class="light-more" href="/tramites${askPath(offer).slice('/portal/pedir'.length)}">${words(locale, 'ask.for-other')}</a></p></section>`
}

function needs({ locale }: View, offer: Offer, usual: UsualTime | null): HtmlFragment {
  const { attends, ofHead, headFirst, documents, confirms } = offerFacts(offer)
  const { time } = offer.procedure
  const items: (readonly [string, string])[] = [
    ...(attends === null ? [] : [[words(locale, 'needs.attends'), attends] as const]),
    ...(time === undefined ? [] : [[words(locale, 'needs.time'), normTimeWords(locale, time)] as const]),
    ...(usual === null ? [] : [[words(locale, 'needs.usual'), usualWords(locale, usual)] as const]),
    ...(documents.length === 0
      ? []
      : [
          [
            words(locale, 'needs.documents'),
            documents
              .map(({ name, required }) => (required ? name : words(locale, 'needs.if-any', { name })))
              .join(', '),
          ] as const,
        ]),
    ...(ofHead.length === 0
      ? []
      : [
          [
            words(locale, 'needs.head'),
            words(locale, headFirst ? 'needs.head-first' : 'needs.head-later', {
              signatures: new Intl.ListFormat(locale, { type: 'conjunction' }).format(
                ofHead.map((kind) => signatureName(kind, locale)),
              ),
            }),
          ] as const,
        ]),
    ...(confirms ? [[words(locale, 'needs.end'), words(locale, 'needs.confirms')] as const] : []),
  ]
  return items.length === 0
    ? html``
    : html`<dl class="light-needs">${items.map(([term, value]) => html`<div><dt>${term}</dt><dd>${value}</dd></div>`)}</dl>`
}

function usualWords(locale: Locale, { cases, days }: UsualTime): string {
  return days === 0 ? words(locale, 'usual.same-day', { cases }) : words(locale, 'usual.days', { count: days, cases })
}

/** What was written for this kind of request, and, while one types, whatever may answer it. */
function articleOffers({ locale }: View, offer: Offer, articles: readonly IndexedArticle[]): HtmlFragment {
  const service = serviceOf(offer)
  return html`<article-offers src="/api/articles/suggestions?tramite=${encodeURIComponent(service)}" service="${service}" class="light-part" ${articles.length === 0 ? html`hidden` : ''}><section aria-labelledby="t-articulos" aria-live="polite"><h2 id="t-articulos">${words(locale, 'articles.for-kind')}</h2><p class="help">${words(locale, 'articles.for-kind-help')}</p>${articleLinks(articles, { service, newTab: true })}</section></article-offers>`
}
