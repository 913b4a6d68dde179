import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { card } from '#src/web/components/card.ts'
import { type Crumb, pageHead } from '#src/web/components/page-head.ts'
import type { View } from '#src/web/locale/time.ts'
import { changesView } from './changes-view.ts'
import { lineDiffView } from './line-diff-view.ts'
import { words } from './words.ts'

/** Two texts of a manual: what they say differently in words, and line by line. */
export function changesPage(
  view: View,
  {
    title,
    lead,
    crumbs,
    before,
    after,
  }: {
    readonly title: string
    readonly lead?: string
    readonly crumbs: readonly Crumb[]
    readonly before: string
    readonly after: string
  },
): HtmlFragment {
  const { locale } = view
  return html`${pageHead(view, { title, lead, crumbs })}${card({
    title: words(locale, 'changes.words'),
    body: changesView(view, before, after),
  })}${card({
    title: words(locale, 'changes.lines'),
    body: lineDiffView(view, before, after, words(locale, 'changes.lines')),
  })}`
}
