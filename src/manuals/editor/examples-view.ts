import { checkManual } from '#src/manual/index.ts'
import type { Calendars } from '#src/people/calendars.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { type ExampleResult, runExamples } from '#src/procedure/index.ts'
import { icon } from '#src/web/components/icon.ts'
import type { View } from '#src/web/locale/time.ts'
import { uncovered } from './uncovered.ts'
import { words } from './words.ts'

/** The examples of a draft run by the engine, for a page without scripts. */
export function examplesView({ locale }: View, source: string, examples: string, calendars: Calendars): HtmlFragment {
  if (examples.trim() === '') return html`<p class="muted">${words(locale, 'examples.none')}</p>`
  const { manual } = checkManual(source)
  if (manual === null) return html`<p class="muted">${words(locale, 'examples.unsound')}</p>`
  const results = runExamples(manual, examples, { calendar: (code) => calendars(code) })
  const passed = results.filter((result) => result.passed).length
  return html`<p role="status"><strong>${words(locale, 'examples.result', { passed, total: results.length })}</strong></p><ol class="example-list">${results.map(
    (result) =>
      html`<li class="${result.passed ? 'passed' : 'failed'}"><p>${icon(result.passed ? 'check' : 'cross')} <span class="visually-hidden">${words(locale, result.passed ? 'examples.passed' : 'examples.failed')}: </span>${result.title || words(locale, 'editor.examples')}</p>${result.findings.map(({ message, span }) => html`<p class="example-fault">${words(locale, 'findings.line', { line: span.start.line })}: ${message}</p>`)}</li>`,
  )}</ol>${coverageView(locale, results)}`
}

function coverageView(locale: View['locale'], results: readonly ExampleResult[]): HtmlFragment {
  const missing = uncovered(results)
  if (missing.length === 0) return html`<p class="muted">${words(locale, 'examples.covered')}</p>`
  return html`<ul class="coverage">${missing.map((each) => html`<li>${words(locale, 'examples.uncovered', each)}</li>`)}</ul>`
}
