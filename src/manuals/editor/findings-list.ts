import type { Finding } from '#src/manual/types.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { icon } from '#src/web/components/icon.ts'
import type { View } from '#src/web/locale/time.ts'
import { findingPath } from '../places.ts'
import { words as manualWords } from '../words.ts'
import { words } from './words.ts'

/** Findings with their line, as a page without scripts shows them; the editor draws the same list anew as one types. */
export function findingsList({ locale }: View, findings: readonly Finding[]): HtmlFragment {
  if (findings.length === 0)
    return html`<p class="finding-none">${icon('check')}<span>${words(locale, 'findings.none')}</span></p>`
  return html`<ol class="finding-list">${findings.map(
    ({ severity, code, message, span }) =>
      html`<li class="${severity}"><p class="finding-place"><span class="severity">${icon(severity === 'error' ? 'cross' : 'alert')}<span>${manualWords(locale, `publish.${severity}`)}</span></span> <span>${words(locale, 'findings.line', { line: span.start.line })}</span> <a href="${findingPath(code)}"><code>${code}</code></a></p><p>${message}</p></li>`,
  )}</ol>`
}
