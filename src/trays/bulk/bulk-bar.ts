import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { button, hiddenFields } from '#src/web/components/button.ts'
import type { View } from '#src/web/locale/time.ts'
import { TRAYS, type TrayName } from '../tray-scope.ts'
import { words } from '../words.ts'
import type { BulkAction } from './bulk.store.ts'

/** What may make sense for the rows of each tray; each row is decided on its own all the same. */
const OFFERED: Readonly<Record<(typeof TRAYS)[TrayName], readonly BulkAction[]>> = {
  mine: ['complete', 'release', 'hand-over', 'note', 'prioritise'],
  role: ['claim', 'complete', 'hand-over', 'note', 'prioritise'],
  unit: ['claim', 'release', 'hand-over', 'note', 'prioritise'],
  overdue: ['claim', 'release', 'hand-over', 'note', 'prioritise'],
  followed: ['note'],
  unplaced: [],
}

/** The form to which the boxes of the rows belong: one button for each thing that can be done with those chosen. */
export function bulkBar(
  { locale }: View,
  input: { readonly name: TrayName; readonly csrf: string; readonly key: string; readonly here: string },
): HtmlFragment {
  const hidden = { _csrf: input.csrf, clave: input.key, volver: input.here }
  return html`<form id="lote" class="bulk-bar" method="post" action="/bandejas/lote" aria-label="${words(locale, 'bulk.chosen')}" data-selection>${hiddenFields(hidden)}<p class="bulk-count" role="status" data-chosen-count data-none="${words(locale, 'bulk.none-chosen')}" data-one="${words(locale, 'bulk.count-one', { count: 1 })}" data-many="${words(locale, 'bulk.count-many', { count: 99 })}">${words(locale, 'bulk.none-chosen')}</p><div class="bulk-actions">${OFFERED[TRAYS[input.name]].map((action) => html`<span data-bulk="${action}">${button({ label: words(locale, `bulk.${action}`), small: true, name: 'accion', value: action })}</span>`)}</div></form>`
}
