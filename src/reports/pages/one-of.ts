import { attributes, type HtmlFragment, html } from '#src/platform/http/html.ts'
import { type Choice, fieldId } from '#src/web/components/field.ts'
import { icon } from '#src/web/components/icon.ts'
import { t } from '#src/web/locale/t.ts'
import type { View } from '#src/web/locale/time.ts'

export interface OneOfInput {
  readonly name: string
  readonly label: string
  readonly choices: readonly Choice[]
  readonly value: string
  readonly error?: string | undefined
}

/** A field of which one choice is always made: without the empty one that the fields of manuals begin with. */
export function oneOf(
  { locale }: Pick<View, 'locale'>,
  { name, label, choices, value, error }: OneOfInput,
): HtmlFragment {
  const id = fieldId(name)
  const about = error
    ? html`<p class="field-error" id="${id}-error">${icon('alert')}<span><span class="visually-hidden">${t(locale, 'form.error-prefix')} </span>${error}</span></p>`
    : ''
  const own = {
    id,
    name,
    'aria-describedby': error ? `${id}-error` : undefined,
    'aria-invalid': error ? 'true' : undefined,
  }
  return html`<div class="field width-middle ${error ? 'invalid' : ''}"><label for="${id}">${label}</label>${about}<select${attributes(own)}>${choices.map((each) => html`<option${attributes({ value: each.value, selected: each.value === value })}>${each.label}</option>`)}</select></div>`
}
