import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import type { Refusal } from '#src/platform/refusal.ts'
import { button } from '#src/web/components/button.ts'
import { card } from '#src/web/components/card.ts'
import { field } from '#src/web/components/field.ts'
import { errorSummary, form } from '#src/web/components/form.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import { formatInstant, type View } from '#src/web/locale/time.ts'
import type { Annotation } from './annotations/annotation.store.ts'
import { titleOf } from './registers-page.ts'
import { words } from './words.ts'

export interface FolioPage {
  readonly register: { readonly id: number; readonly name: string }
  readonly folio: number
  readonly annotations: readonly Annotation[]
  readonly mayAnnotate: boolean
  readonly csrf: string
  readonly personName: (id: string) => string
  readonly typed?: { readonly corrected: string; readonly reason: string }
  readonly refusal?: Refusal
}

/** What was annotated beside a folio, and the form to annotate it. */
export function folioPage(view: View, input: FolioPage): HtmlFragment {
  const { locale } = view
  const { register, folio, annotations, mayAnnotate, csrf, typed, refusal } = input
  const path = `/libros/${register.id}`
  const name = words(locale, 'folio.title', { folio })
  const area = (key: 'corrected' | 'reason', sent: string) =>
    field(view, {
      name: sent,
      label: words(locale, `folio.${key}`),
      type: { kind: 'long-text' },
      required: true,
      value: typed?.[key] ?? '',
    })
  const writing = mayAnnotate
    ? form(view, {
        action: `${path}/folios/${folio}`,
        csrf,
        errors: errorSummary(view, refusal === undefined ? [] : [{ message: refusal[locale] }]),
        body: html`${area('corrected', 'corrige')}${area('reason', 'motivo')}`,
        submit: button({ label: words(locale, 'folio.write'), look: 'primary' }),
      })
    : html`<p class="reason">${words(locale, 'folio.not-yours')}</p>`
  return html`${pageHead(view, {
    title: name,
    lead: words(locale, 'folio.lead'),
    crumbs: [
      { label: words(locale, 'title'), href: '/libros' },
      { label: titleOf(register.name), href: path },
      { label: name },
    ],
  })}${annotations.length === 0 ? '' : card({ title: words(locale, 'folio.annotations'), body: annotationList(view, annotations, input.personName) })}${card({ title: words(locale, 'folio.annotate'), body: writing })}`
}

/** Annotations as they stand under their entry. */
export function annotationList(
  view: View,
  annotations: readonly Annotation[],
  personName: (id: string) => string,
): HtmlFragment {
  const { locale } = view
  return html`<ul class="annotations">${annotations.map(
    ({ number, at, by, content }) =>
      html`<li><p><strong>${words(locale, 'folio.annotation', { number })}</strong> ${content === null ? words(locale, 'folio.erased') : content.corrected}</p>${content === null ? '' : html`<p>${words(locale, 'folio.reason')}: ${content.reason}</p>`}<p class="muted">${personName(by)}, ${formatInstant(view, at)}</p></li>`,
  )}</ul>`
}
