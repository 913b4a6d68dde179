import { targetName } from '#src/cases/desk/level-sentences.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { dueMark, when } from '#src/web/components/badges.ts'
import { buttonLink, hiddenFields, postButton } from '#src/web/components/button.ts'
import { emptyState } from '#src/web/components/empty-state.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import { table } from '#src/web/components/table.ts'
import type { View } from '#src/web/locale/time.ts'
import { WARNINGS_PAGE, type WarningRow } from './follow.store.ts'
import { followTabs } from './follow-tabs.ts'
import { followWords as words } from './follow-words.ts'

/** A person's warnings that are not marked as seen yet. */
export function warningsPage(view: View, { rows, csrf }: { rows: readonly WarningRow[]; csrf: string }): HtmlFragment {
  const { locale } = view
  const shown = rows.slice(0, WARNINGS_PAGE)
  const last = rows.length > WARNINGS_PAGE ? shown.at(-1) : undefined
  return html`${pageHead(view, {
    title: words(locale, 'tab.warnings'),
    lead: words(locale, 'warnings.lead'),
    ...(shown.length === 0
      ? {}
      : { action: postButton({ action: '/avisos/vistos', csrf, label: words(locale, 'seen.all'), icon: 'check' }) }),
  })}${followTabs(view, 'warnings')}${
    shown.length === 0
      ? emptyState({ icon: 'alert', title: words(locale, 'warnings.none'), text: words(locale, 'warnings.none-text') })
      : table({
          caption: words(locale, 'tab.warnings'),
          rows: shown,
          columns: [
            {
              label: words(locale, 'case'),
              head: true,
              cell: ({ number, title }) =>
                html`<a href="/expedientes/${number}">${title}</a> <span class="number">${number}</span>`,
            },
            {
              label: words(locale, 'warning'),
              cell: ({ percent, target }) =>
                words(locale, percent === 100 ? 'over' : 'percent', { percent, target: targetName(target, locale) }),
            },
            { label: words(locale, 'due'), cell: ({ dueAt }) => dueMark(view, dueAt) },
            { label: words(locale, 'given'), cell: ({ givenAt }) => when(view, givenAt) },
            {
              label: words(locale, 'mark'),
              cell: ({ number, seq }) =>
                html`<form method="post" action="/avisos/vistos" class="inline-form">${hiddenFields({ _csrf: csrf, expediente: number, acto: String(seq) })}<button type="submit" class="button quiet small" aria-label="${words(locale, 'seen.of', { number })}">${words(locale, 'seen')}</button></form>`,
            },
          ],
        })
  }${last === undefined ? '' : html`<nav class="pagination" aria-label="${words(locale, 'tab.warnings')}"><span class="pagination-links">${buttonLink({ label: words(locale, 'more'), href: `/avisos?antes=${encodeURIComponent(`${last.givenAt} ${last.caseId} ${last.seq}`)}`, small: true, icon: 'right' })}</span></nav>`}`
}
