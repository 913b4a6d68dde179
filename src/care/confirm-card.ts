import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import type { Refusal } from '#src/platform/refusal.ts'
import { button } from '#src/web/components/button.ts'
import { card } from '#src/web/components/card.ts'
import { field } from '#src/web/components/field.ts'
import { form } from '#src/web/components/form.ts'
import type { View } from '#src/web/locale/time.ts'
import { formErrors } from './form-errors.ts'
import { words } from './words.ts'

export interface ToConfirm {
  readonly title: string
  /** What confirming does. */
  readonly text: string
  readonly action: string
  readonly csrf: string
  readonly refusal?: Refusal
}

/** What a second administrator confirms, with the password. */
export function confirmCard(view: View, { title, text, action, csrf, refusal }: ToConfirm): HtmlFragment {
  const { locale } = view
  return card({
    title,
    body: [
      html`<p>${text}</p>`,
      form(view, {
        action,
        csrf,
        errors: formErrors(view, refusal, {}),
        body: field(view, {
          name: 'contrasena',
          label: words(locale, 'password'),
          help: words(locale, 'password.help'),
          type: { kind: 'password' },
          required: true,
          autocomplete: 'current-password',
        }),
        submit: button({ label: title, look: 'danger' }),
      }),
    ],
  })
}
