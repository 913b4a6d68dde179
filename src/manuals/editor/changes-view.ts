import { type Change, checkManual, describeChanges } from '#src/manual/index.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { badge } from '#src/web/components/badges.ts'
import type { View } from '#src/web/locale/time.ts'
import { words } from './words.ts'

/** What two texts say differently, in words; says why not where one of them has errors. */
export function changesView({ locale }: View, before: string, after: string): HtmlFragment {
  const [old, now] = [checkManual(before).manual, checkManual(after).manual]
  if (old === null || now === null) return html`<p class="muted">${words(locale, 'changes.unsound')}</p>`
  const changes = describeChanges(old, now)
  if (changes.length === 0)
    return html`<p class="muted">${words(locale, before === after ? 'changes.none' : 'changes.prose-only')}</p>`
  return changeList(locale, changes)
}

function changeList(locale: View['locale'], changes: readonly Change[]): HtmlFragment {
  const groups = Map.groupBy(changes, ({ procedure }) => procedure)
  return html`${[...groups].map(([procedure, all]) => html`${procedure === undefined ? '' : html`<h3>${badge(words(locale, 'chart.procedure', { number: procedure }))}</h3>`}<ul class="change-list">${all.map(({ kind, sentence }) => html`<li class="${kind}">${sentence}</li>`)}</ul>`)}`
}
