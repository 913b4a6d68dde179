import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { type IconName, icon } from './icon.ts'

/** Says why there is nothing and what will bring something. */
export function emptyState({
  icon: drawing = 'empty',
  title,
  text,
  action,
}: {
  readonly icon?: IconName
  readonly title: string
  readonly text?: string
  readonly action?: HtmlFragment
}): HtmlFragment {
  return html`<div class="empty-state"><span class="empty-drawing">${icon(drawing)}</span><p class="empty-title">${title}</p>${text ? html`<p class="muted">${text}</p>` : ''}${action ?? ''}</div>`
}
