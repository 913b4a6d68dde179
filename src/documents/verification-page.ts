import type { ManualVersion } from '#src/cases/versions.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { statusBadge } from '#src/web/components/badges.ts'
import { facts } from '#src/web/components/card.ts'
import { flash } from '#src/web/components/flash.ts'
import { formatInstant, type View } from '#src/web/locale/time.ts'
import type { PaperFound } from './printed-form.store.ts'
import { words } from './words.ts'

/** What a paper is, in plain words, and nothing of what it says; or that no paper bears the code. */
export function verificationPage(
  view: View,
  found: { readonly paper: PaperFound; readonly version: ManualVersion } | null,
): HtmlFragment {
  const { locale } = view
  const another = html`<p><a href="/verificacion">${words(locale, 'verify.another')}</a></p>`
  if (found === null)
    return html`<article class="reading verification"><h1>${words(locale, 'verify.unknown')}</h1><p class="lead">${words(locale, 'verify.unknown-lead')}</p><p>${words(locale, 'verify.unknown-advice')}</p>${another}</article>`
  const { paper, version } = found
  const form = version.form(paper.form)
  return html`<article class="reading verification"><h1>${words(locale, 'verify.title')}</h1><p class="lead">${words(locale, 'verify.lead', { institution: version.manual.front.institution })}</p>${flash(
    view,
    {
      kind: paper.latest ? 'notice' : 'warning',
      text: words(locale, paper.latest ? 'verify.latest' : 'verify.not-latest'),
    },
  )}${facts([
    { term: words(locale, 'verify.institution'), value: version.manual.front.institution },
    { term: words(locale, 'verify.form'), value: `${paper.form}. ${form?.title ?? ''}` },
    { term: words(locale, 'verify.folio'), value: paper.caseNumber },
    { term: words(locale, 'verify.filled'), value: formatInstant(view, paper.filledAt) },
    { term: words(locale, 'verify.printed'), value: formatInstant(view, paper.printedAt) },
    { term: words(locale, 'verify.state'), value: statusBadge(view, paper.status) },
    { term: words(locale, 'verify.digest'), value: html`<span class="hash">${paper.digest}</span>` },
  ])}<p>${words(locale, 'verify.compare')}</p>${another}</article>`
}
