import { attributes, type HtmlFragment, html } from '#src/platform/http/html.ts'
import { t } from '../locale/t.ts'
import type { View } from '../locale/time.ts'
import { type IconName, icon } from './icon.ts'

export type ButtonLook = 'primary' | 'secondary' | 'quiet' | 'danger'

export interface ButtonInput {
  readonly label: string
  readonly look?: ButtonLook
  readonly icon?: IconName
  readonly name?: string
  readonly value?: string
  /** Sends the form elsewhere than to its own action. */
  readonly formAction?: string
  /** Sends although fields are missing, as «Guardar borrador» does. */
  readonly formNoValidate?: boolean
  readonly small?: boolean
}

/** A button that sends its form. */
export function button({
  label,
  look = 'secondary',
  icon: drawing,
  name,
  value,
  formAction,
  formNoValidate,
  small,
}: ButtonInput): HtmlFragment {
  return html`<button type="submit" class="button ${look} ${small ? 'small' : ''}"${attributes({ name, value, formaction: formAction, formnovalidate: formNoValidate })}>${drawing ? icon(drawing) : ''}<span>${label}</span></button>`
}

/** A link that looks like a button: it goes somewhere and changes nothing. */
export function buttonLink({
  label,
  href,
  look = 'secondary',
  icon: drawing,
  small,
  download,
}: Pick<ButtonInput, 'label' | 'look' | 'icon' | 'small'> & {
  readonly href: string
  /** Leads to a file: the browser saves it, and the page stays as it is. */
  readonly download?: boolean
}): HtmlFragment {
  return html`<a class="button ${look} ${small ? 'small' : ''}" href="${href}"${download ? html` data-turbo="false" download` : ''}>${drawing ? icon(drawing) : ''}<span>${label}</span></a>`
}

/** The action that is not allowed, with its reason in sight. It can have the focus, so that the reason is read out too. */
export function disabledButton(
  view: Pick<View, 'locale'>,
  {
    id,
    label,
    reason,
    icon: drawing,
  }: { readonly id: string; readonly label: string; readonly reason: string; readonly icon?: IconName },
): HtmlFragment {
  return html`<span class="disabled-action"><button type="button" class="button" aria-disabled="true" aria-describedby="${id}">${drawing ? icon(drawing) : ''}<span>${label}</span></button><span class="reason" id="${id}">${icon('lock')}<span>${t(view.locale, 'button.why-not', { reason })}</span></span></span>`
}

/** A form that is one button: POST with the token. `fields` go along unseen. */
export function postButton({
  action,
  csrf,
  fields = {},
  ...input
}: ButtonInput & {
  readonly action: string
  readonly csrf: string
  readonly fields?: Readonly<Record<string, string>>
}): HtmlFragment {
  return html`<form method="post" action="${action}" class="inline-form">${hiddenFields({ _csrf: csrf, ...fields })}${button(input)}</form>`
}

/** Hidden inputs, the CSRF token among them. */
export function hiddenFields(fields: Readonly<Record<string, string>>): HtmlFragment[] {
  return Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)
}
