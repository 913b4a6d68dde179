import { requestersOf } from '#src/cases/part-in.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { postButton } from '#src/web/components/button.ts'
import type { View } from '#src/web/locale/time.ts'
import type { RequestPageInput } from './request-page.ts'
import { words } from './words.ts'

/** Somebody asks to enter the equipment of whoever asked: nobody does without a yes. */
export function consentCard({ locale }: View, input: RequestPageInput): HtmlFragment | '' {
  const { reading, person, csrf, idempotencyKey } = input
  const { file, institution } = reading
  const asked = file.state.desk?.support?.sessions.find(({ status }) => status === 'asked')
  if (asked === undefined || file.status !== 'open' || !requestersOf(file.state).includes(person)) return ''
  const name = asked.askedBy === null ? 'Ventanilla' : institution.directory.personName(asked.askedBy)
  const answer = (consent: 'si' | 'no') =>
    postButton({
      action: `/portal/solicitudes/${file.number}/sesion`,
      csrf,
      fields: { sesion: String(asked.session), autoriza: consent, clave: `${idempotencyKey}-${consent}` },
      label: words(locale, consent === 'si' ? 'consent.yes' : 'consent.no'),
      look: consent === 'si' ? 'primary' : 'secondary',
    })
  return html`<section class="light-turn" aria-labelledby="t-autorizar"><h2 id="t-autorizar">${words(locale, 'consent.title')}</h2><p>${words(locale, 'consent.text', { name })}</p><div class="form-submit">${answer('si')}${answer('no')}</div></section>`
}
