import { attributes, type HtmlFragment, html } from '#src/platform/http/html.ts'
import { t } from '../locale/t.ts'
import type { View } from '../locale/time.ts'
import type { ButtonLook } from './button.ts'
import { type IconName, icon } from './icon.ts'

/** A sheet over the page. A popover: it opens with `dialogButton` without any script, and Escape closes it. */
export function dialog(
  view: Pick<View, 'locale'>,
  { id, title, body }: { readonly id: string; readonly title: string; readonly body: HtmlFragment },
): HtmlFragment {
  return html`<div class="dialog" id="${id}" popover role="dialog" aria-labelledby="${id}-title"><div class="dialog-head"><h2 id="${id}-title">${title}</h2><button type="button" class="button quiet small" popovertarget="${id}" popovertargetaction="hide">${icon('cross')}<span>${t(view.locale, 'dialog.close')}</span></button></div>${body}</div>`
}

export function dialogButton({
  dialog: id,
  label,
  look = 'secondary',
  icon: drawing,
  small,
}: {
  readonly dialog: string
  readonly label: string
  readonly look?: ButtonLook
  readonly icon?: IconName
  readonly small?: boolean
}): HtmlFragment {
  return html`<button type="button" class="button ${look} ${small ? 'small' : ''}" popovertarget="${id}">${drawing ? icon(drawing) : ''}<span>${label}</span></button>`
}

/** Something that opens in place: a form for a rarer action, an explanation. */
export function disclosure({
  id,
  summary,
  body,
  open = false,
  look = 'plain',
  action,
}: {
  readonly id?: string
  readonly summary: string
  readonly body: HtmlFragment | string
  readonly open?: boolean
  readonly look?: 'plain' | 'action'
  /** Where its form goes, for the keys that open it. */
  readonly action?: string
}): HtmlFragment {
  return html`<details class="disclosure ${look}"${attributes({ id, 'data-action': action })}${open ? html` open` : ''}><summary>${icon('right')}<span>${summary}</span></summary><div class="disclosure-body">${body}</div></details>`
}
