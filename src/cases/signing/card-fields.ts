import { SIGNING_REFUSALS } from '#src/people/signing/refusals.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { buttonLink } from '#src/web/components/button.ts'
import { field } from '#src/web/components/field.ts'
import type { View } from '#src/web/locale/time.ts'
import type { TaskCardInput } from '../task-card-input.ts'
import { words } from '../words.ts'
import { isSigning } from './signs-now.ts'

/** What stands where the button would, when the person's certificate does not allow signing; null when it does. */
export function signingBarred({ locale }: View, { reading, task }: TaskCardInput): HtmlFragment | null {
  const { signer } = reading
  if (!isSigning(task) || signer === null || signer === 'ready' || signer === 'issued-at-signing') return null
  return html`<p class="reason">${SIGNING_REFUSALS[signer][locale]}</p><p>${buttonLink({ label: words(locale, 'sign.my-signature'), href: '/mi-firma' })}</p>`
}

/** The password, asked for at every signature; never drawn again with what was typed. */
export function passwordField(view: View, { reading, task }: TaskCardInput): HtmlFragment | '' {
  if (!isSigning(task)) return ''
  const { locale } = view
  const help = words(locale, reading.signer === 'issued-at-signing' ? 'sign.password-first' : 'sign.password-help')
  const demo =
    reading.institution.directory.rows.institution?.demo === true ? ` ${words(locale, 'sign.password-demo')}` : ''
  return field(view, {
    name: 'contrasena',
    id: `contrasena-${task.id}`,
    label: words(locale, 'sign.password'),
    type: { kind: 'password' },
    required: true,
    autocomplete: 'current-password',
    help: help + demo,
  })
}
