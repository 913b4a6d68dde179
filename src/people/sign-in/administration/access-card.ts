import type { Kysely } from 'kysely'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { badge } from '#src/web/components/badges.ts'
import { buttonLink } from '#src/web/components/button.ts'
import { card } from '#src/web/components/card.ts'
import { formatInstant, type View } from '#src/web/locale/time.ts'
import type { Person } from '../../types.ts'
import { identitiesOf } from '../identity.store.ts'
import { passkeysOf } from '../passkeys/passkey.store.ts'
import { totpOf } from '../totp/totp.store.ts'
import { ingresoWords as words } from './words.ts'

/** On a person's page of the administration: what the person enters with beside the password, and «Ver como». */
export async function accessCard(
  db: Kysely<unknown>,
  view: View,
  { id, leftOn }: Person,
  viewer: string,
): Promise<HtmlFragment> {
  const { locale } = view
  const [identities, passkeys, totp] = await Promise.all([identitiesOf(db, id), passkeysOf(db, id), totpOf(db, id)])
  const own = `/administracion/personas/${id}`
  const door = (path: string, label: string) =>
    html`<p>${buttonLink({ label, href: `${own}${path}`, small: true })}</p>`
  const factors = totp?.confirmedAt != null || passkeys.length > 0
  return card({
    title: words(locale, 'title'),
    body: html`<div class="roomy">${identities.map(
      ({ source, name, linkedAt, missingSince }) =>
        html`<p>${words(locale, 'outside-since', { source: words(locale, source), date: formatInstant(view, linkedAt), called: name })}</p>${missingSince === null ? '' : html`<p>${badge(words(locale, 'outside-missing', { date: formatInstant(view, missingSince) }))}</p>`}`,
    )}${totp?.confirmedAt != null ? html`<p>${words(locale, 'factor-has')}</p>` : ''}${passkeys.length > 0 ? html`<p>${words(locale, 'passkeys-has', { count: String(passkeys.length) })}</p>` : ''}${factors ? door('/segundo-factor', words(locale, 'reset-factor')) : ''}${identities.length > 0 ? door('/cuenta-externa/separar', words(locale, 'unlink')) : ''}${leftOn === null && id !== viewer ? door('/ver-como', words(locale, 'view-as')) : ''}</div>`,
  })
}
