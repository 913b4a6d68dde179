import { shownValue } from '#src/cases/manual-form.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import type { Refusal } from '#src/platform/refusal.ts'
import type { FormValue } from '#src/procedure/types.ts'
import { button } from '#src/web/components/button.ts'
import { card, facts } from '#src/web/components/card.ts'
import { field } from '#src/web/components/field.ts'
import { errorSummary, form } from '#src/web/components/form.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import { formatInstant, type View } from '#src/web/locale/time.ts'
import type { Annotation } from './annotations/annotation.store.ts'
import type { EntryContent } from './register.store.ts'
import { titleOf } from './registers-page.ts'
import { words } from './words.ts'

export interface FolioPage {
  readonly register: { readonly id: number; readonly name: string }
  readonly folio: number
  readonly entry: EntryContent
  /** Names of its fields, in the order of the form. */
  readonly columns: readonly string[]
  readonly fileNames: ReadonlyMap<string, string>
  readonly annotations: readonly Annotation[]
  readonly mayAnnotate: boolean
  readonly csrf: string
  readonly personName: (id: string) => string
  readonly typed?: { readonly corrected: string; readonly reason: string }
  readonly refusal?: Refusal
}

/** What a folio says, what was annotated beside it, and the form to annotate it. */
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
  })}${entryCard(view, input)}${annotations.length === 0 ? '' : card({ title: words(locale, 'folio.annotations'), body: annotationList(view, annotations, input.personName) })}${card({ title: words(locale, 'folio.annotate'), body: writing })}`
}

function entryCard(view: View, { entry, columns, fileNames, personName }: FolioPage): HtmlFragment {
  const { locale } = view
  const { fields, erasedAt } = entry
  const shown = (value: FormValue) => shownValue(value, { file: (id) => fileNames.get(id) ?? '—', person: personName })
  const said =
    fields === null
      ? [
          {
            term: words(locale, 'folio.content'),
            value: words(locale, 'erased', { date: erasedAt === null ? '—' : formatInstant(view, erasedAt) }),
          },
        ]
      : columns.flatMap((term) => (term in fields ? [{ term, value: shown(fields[term] ?? null) }] : []))
  return card({
    title: words(locale, 'folio.entry'),
    body: facts([
      {
        term: words(locale, 'column.case'),
        value: html`<a class="number" href="/expedientes/${entry.caseNumber}">${entry.caseNumber}</a> ${entry.caseTitle}`,
      },
      { term: words(locale, 'column.written'), value: formatInstant(view, entry.writtenAt) },
      {
        term: words(locale, 'column.by'),
        value: entry.writtenBy === null ? words(locale, 'system') : personName(entry.writtenBy),
      },
      ...said,
    ]),
  })
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
