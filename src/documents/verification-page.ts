import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { statusBadge } from '#src/web/components/badges.ts'
import { button, hiddenFields } from '#src/web/components/button.ts'
import { card, facts } from '#src/web/components/card.ts'
import { field } from '#src/web/components/field.ts'
import { errorSummary } from '#src/web/components/form.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import type { View } from '#src/web/locale/time.ts'
import { reportWords as words } from './report-words.ts'
import type { SaidReport } from './say-report.ts'

export interface VerificationPage {
  readonly csrf: string
  readonly report?: { readonly name: string; readonly said: SaidReport }
  readonly refused?: string
}

export function verificationBody(view: View, { csrf, report, refused }: VerificationPage): HtmlFragment {
  const { locale } = view
  return html`${pageHead(view, { title: words(locale, 'title'), lead: words(locale, 'lead') })}${report === undefined ? '' : resultCard(view, report)}
<div class="verification">${card({
    title: words(locale, 'file-title'),
    // Not by Turbo: the answer is a page of its own, drawn from what was sent and kept nowhere.
    body: html`<form class="form" method="post" action="/verificacion" enctype="multipart/form-data" data-turbo="false" novalidate>${hiddenFields({ _csrf: csrf })}${errorSummary(view, refused === undefined ? [] : [{ message: refused }])}<div class="field"><label for="documento">${words(locale, 'file')}</label><input type="file" id="documento" name="documento" accept="application/pdf,.pdf" required></div><div class="form-submit">${button({ label: words(locale, 'check'), look: 'primary' })}</div></form>`,
  })}${card({
    title: words(locale, 'code-title'),
    body: html`<form class="form" method="get" action="/verificacion/codigo" data-turbo="false" novalidate>${field(view, { name: 'codigo', label: words(locale, 'code'), help: words(locale, 'code-help'), type: { kind: 'text' }, required: true, autocomplete: 'off' })}<div class="form-submit">${button({ label: words(locale, 'code-go') })}</div></form>`,
  })}</div>`
}

function resultCard(view: View, { name, said }: NonNullable<VerificationPage['report']>): HtmlFragment {
  const { locale } = view
  const signatures = said.signatures.map(({ title, sound, verdict, lines }) => {
    const badge = statusBadge(view, sound ? 'closed' : 'overdue', verdict)
    return html`<li><h3>${title} ${badge}</h3>${facts(lines)}</li>`
  })
  return card({
    title: words(locale, 'result'),
    body: html`<div class="verification-result ${said.sound ? 'sound' : 'unsound'}" role="status"><p><strong>${name}</strong></p><p>${said.summary}</p></div>${signatures.length === 0 ? '' : html`<ol class="plain-list verification-signatures">${signatures}</ol>`}`,
  })
}
