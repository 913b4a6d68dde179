import type { RootContent } from 'mdast'
import { offerPath } from '#src/cases/catalogue-page.ts'
import type { Offer } from '#src/cases/versions.ts'
import { foldText } from '#src/manual/index.ts'
import type { Manual, Procedure } from '#src/manual/types.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { procedureLines } from '#src/printing/facts/fact-lines.ts'
import { plainText } from '#src/printing/prose/plain-text.ts'
import { readMarkdown } from '#src/printing/prose/read-markdown.ts'
import { buttonLink } from '#src/web/components/button.ts'
import { icon } from '#src/web/components/icon.ts'
import type { Locale } from '#src/web/locale/locale.ts'
import { blocksHtml } from '#src/web/markdown-html.ts'
import { chartSection } from './chart-page.ts'
import { manualProse } from './manual-prose.ts'
import { normId, procedureId } from './places.ts'
import { stepTable } from './step-table.ts'
import { words } from './words.ts'

/** A procedure: how it starts, its own norms and prose as written, and its steps. */
export function procedureSection(
  locale: Locale,
  manual: Manual,
  procedure: Procedure,
  offers: readonly Offer[],
  /** Address of the manual's version. */
  manualAt: string,
): HtmlFragment {
  const id = procedureId(procedure.number)
  const { start, end } = procedure.span
  const written = readMarkdown(manual.source.slice(start.offset, end.offset)).slice(1)
  const at = written.findIndex(isStepTable)
  const before = written.slice(0, Math.max(0, at))
  const look = manualProse(before, (number) => normId(procedure.number, number))
  const after = written.slice(at + 1).filter((node) => !isFichas(node))
  return html`<section class="manual-part procedure" id="${id}" aria-labelledby="${id}-titulo"><header class="procedure-head"><h2 id="${id}-titulo"><span class="eyebrow">${words(locale, 'doc.procedure', { number: procedure.number })}</span> ${procedure.title}</h2>${
    offers.length === 0
      ? ''
      : html`<p class="procedure-start">${offers.map((offer) => buttonLink({ label: words(locale, 'doc.start', { name: offer.name }), href: offerPath(offer), look: 'primary', icon: 'plus' }))}</p>`
  }</header>${linesHtml(locale, procedure)}<div class="prose">${blocksHtml(before, look)}</div>${stepTable(locale, manual, procedure)}${chartSection(locale, manualAt, procedure.number)}${after.length === 0 ? '' : html`<div class="prose">${blocksHtml(after, manualProse(after))}</div>`}</section>`
}

function linesHtml(locale: Locale, procedure: Procedure): HtmlFragment | '' {
  const lines = procedureLines(locale, procedure)
  if (lines.length === 0) return ''
  const notes = lines.filter(({ note }) => note)
  const orders = lines.filter(({ note }) => !note)
  return html`<dl class="facts procedure-facts">${orders.map(({ term, value }) => html`<div><dt>${term}</dt><dd>${value}</dd></div>`)}</dl>${notes.map(({ term, value }) => html`<div class="remark">${icon('note')}<span><strong>${term}:</strong> ${value}</span></div>`)}`
}

function isStepTable(node: RootContent): boolean {
  if (node.type !== 'table') return false
  const heads = (node.children[0]?.children ?? []).map((cell) => foldText(plainText(cell.children)))
  return heads[0] === 'responsable'
}

/** The list of fichas: what they order is shown with the steps. */
function isFichas(node: RootContent): boolean {
  return node.type === 'list' && !node.ordered && /^(?:paso|procedimiento)\b/.test(foldText(plainText([node])))
}
