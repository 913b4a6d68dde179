import { diffLines } from '#src/manual/index.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import type { View } from '#src/web/locale/time.ts'
import { words } from './words.ts'

/** Two texts line by line: what is taken out, what is put in, three lines of what stays around them. */
export function lineDiffView({ locale }: View, before: string, after: string, label: string): HtmlFragment {
  const old = before.split('\n')
  const now = after.split('\n')
  const hunks = diffLines(old, now)
  const line = (kind: 'same' | 'removed' | 'added', number: number, text: string) =>
    html`<li class="${kind}"><span class="diff-number">${number}</span><span class="diff-sign">${kind === 'same' ? '' : html`<span aria-hidden="true">${kind === 'removed' ? '−' : '+'}</span><span class="visually-hidden">${words(locale, `changes.${kind}`)}</span>`}</span><code>${text || ' '}</code></li>`
  const rows: HtmlFragment[] = []
  let shown = 0
  for (const [index, { from, to, at, until }] of hunks.entries()) {
    const start = Math.max(shown, at - 3)
    if (start > shown) rows.push(html`<li class="gap" aria-hidden="true">⋯</li>`)
    for (let same = start; same < at; same++) rows.push(line('same', same + 1, now[same]!))
    for (let gone = from; gone < to; gone++) rows.push(line('removed', gone + 1, old[gone]!))
    for (let put = at; put < until; put++) rows.push(line('added', put + 1, now[put]!))
    const next = hunks[index + 1]?.at ?? now.length
    shown = Math.min(until + 3, next)
    for (let same = until; same < shown; same++) rows.push(line('same', same + 1, now[same]!))
  }
  if (rows.length === 0) return html`<p class="muted">${words(locale, 'changes.none')}</p>`
  return html`<ol class="line-diff" role="list" aria-label="${label}" tabindex="0">${rows}</ol>`
}
