import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { t } from '../locale/t.ts'
import type { View } from '../locale/time.ts'
import { postButton } from './button.ts'
import { type IconName, icon } from './icon.ts'

export type FlashKind = 'done' | 'notice' | 'warning' | 'refused'

export interface Flash {
  readonly kind: FlashKind
  readonly text: string
  readonly link?: { readonly label: string; readonly href: string }
  /** Takes back what was done: a form that is one button. */
  readonly undo?: { readonly action: string; readonly fields: Readonly<Record<string, string>> }
}

const ICONS: Record<FlashKind, IconName> = { done: 'check', notice: 'info', warning: 'alert', refused: 'cross' }

/**
 * What is to be known of the page or of the last action. A refusal interrupts a screen reader, the others wait their turn. What
 * answers an action (`answer`) can have the focus: whoever sent a form is led to it.
 */
export function flash(
  view: Pick<View, 'locale'>,
  { kind, text, link, undo }: Flash,
  { csrf = '', answer = false }: { readonly csrf?: string; readonly answer?: boolean } = {},
): HtmlFragment {
  return html`<div class="flash ${kind}" role="${kind === 'refused' ? 'alert' : 'status'}"${answer ? html` tabindex="-1"` : ''}>${icon(ICONS[kind])}<p><strong>${t(view.locale, `flash.${kind}`)}.</strong> ${text}${link ? html` <a href="${link.href}">${link.label}</a>` : ''}</p>${undo ? postButton({ ...undo, csrf, label: t(view.locale, 'flash.undo'), small: true, look: 'secondary' }) : ''}</div>`
}
