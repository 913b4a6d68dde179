import { FINDINGS, type FindingCode, LESSONS } from '#src/manual/index.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { icon } from '#src/web/components/icon.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import type { View } from '#src/web/locale/time.ts'
import { words } from './finding-words.ts'
import { FINDINGS_PATH, findingPath } from './places.ts'
import { words as manualWords } from './words.ts'

const CODES = Object.keys(FINDINGS) as FindingCode[]

const GROUPS = [
  ['group.document', 'manual-fuera-de-limites'],
  ['group.rows', 'fila-mal-formada'],
  ['group.fichas', 'ficha-mal-escrita'],
  ['group.lint', 'paso-inalcanzable'],
] as const

export const isFindingCode = (code: string): code is FindingCode => Object.hasOwn(FINDINGS, code)

/** Every finding, by where it lies. */
export function findingsPage(view: View): HtmlFragment {
  const { locale } = view
  const starts = GROUPS.map(([, first]) => CODES.indexOf(first))
  return html`${pageHead(view, {
    title: words(locale, 'title'),
    lead: words(locale, 'lead'),
    crumbs: [{ label: manualWords(locale, 'title'), href: '/manuales' }, { label: words(locale, 'title') }],
  })}${GROUPS.map(([title], at) => {
    const codes = CODES.slice(starts[at], starts[at + 1])
    return html`<section class="finding-group"><h2>${words(locale, title)} <span class="muted number">${codes.length}</span></h2><ul class="finding-index" lang="es">${codes.map(
      (code) =>
        html`<li><a href="${findingPath(code)}">${FINDINGS[code].title}</a> ${severityOf(view, code)} <code>${code}</code></li>`,
    )}</ul></section>`
  })}`
}

/** One finding: why it matters, who feels it, wrong and right. */
export function findingPage(view: View, code: FindingCode): HtmlFragment {
  const { locale } = view
  const { title, explanation, write } = FINDINGS[code]
  const { who, wrong, right } = LESSONS[code]
  return html`${pageHead(view, {
    title,
    status: html`${severityOf(view, code)} <code>${code}</code>`,
    crumbs: [
      { label: manualWords(locale, 'title'), href: '/manuales' },
      { label: words(locale, 'title'), href: FINDINGS_PATH },
      { label: title },
    ],
  })}<div class="finding-lesson" lang="es"><section class="card"><h2>${words(locale, 'why')}</h2><p>${explanation}</p><h2>${words(locale, 'who')}</h2><p>${who}</p></section>
<div class="finding-examples"><section class="card wrong"><h2>${icon('cross')}<span>${words(locale, 'wrong')}</span></h2>${example(wrong, words(locale, 'wrong'))}</section><section class="card right"><h2>${icon('check')}<span>${words(locale, 'right')}</span></h2>${example(right, words(locale, 'right'))}</section></div>
<section class="card"><h2>${words(locale, 'write')}</h2>${example(write, words(locale, 'write'))}</section></div><p><a href="${FINDINGS_PATH}">${words(locale, 'all')}</a></p>`
}

function example(text: string, label: string): HtmlFragment {
  return html`<pre tabindex="0" role="region" aria-label="${label}"><code>${text}</code></pre>`
}

function severityOf({ locale }: View, code: FindingCode): HtmlFragment {
  const { severity } = FINDINGS[code]
  return html`<span class="severity ${severity}">${icon(severity === 'error' ? 'cross' : 'alert')}<span>${words(locale, severity)}</span></span>`
}
