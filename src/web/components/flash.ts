import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { t } from '../locale/t.ts'
import type { View } from '../locale/time.ts'
import { type IconName, icon } from './icon.ts'

export type FlashKind = 'done' | 'notice' | 'warning' | 'refused'

export interface Flash {
  readonly kind: FlashKind
  readonly text: string
  readonly link?: { readonly label: string; readonly href: string }
}

const ICONS: Record<FlashKind, IconName> = { done: 'check', notice: 'info', warning: 'alert', refused: 'cross' }

/** What the last action did. A refusal interrupts a screen reader, the others wait their turn. */
export function flash(view: Pick<View, 'locale'>, { kind, text, link }: Flash): HtmlFragment {
  return html`<div class="flash ${kind}" role="${kind === 'refused' ? 'alert' : 'status'}">${icon(ICONS[kind])}<p><strong>${t(view.locale, `flash.${kind}`)}.</strong> ${text}${link ? html` <a href="${link.href}">${link.label}</a>` : ''}</p></div>`
}
