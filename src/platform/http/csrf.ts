import { randomBytes } from 'node:crypto'
import { equal, mac } from './signed-cookie.ts'

/**
 * A token for the forms of one session (before sign-in: of one anonymous visitor's cookie). It is bound to the session
 * by an HMAC, so a token planted from another session or a sister domain does not fit. The salt makes every page's
 * token another, so that compressed pages do not leak it letter by letter.
 */
export function csrfToken(session: string, secret: string): string {
  const salt = randomBytes(9).toString('base64url')
  return `${salt}.${mac(`csrf\0${session}\0${salt}`, secret)}`
}

/** Whether a form's token belongs to the session. Anything else than text is false. */
export function csrfTokenFits(token: unknown, session: string, secret: string): boolean {
  if (typeof token !== 'string') return false
  const match = /^([\w-]{12})\.([\w-]{43})$/.exec(token)
  return match !== null && equal(mac(`csrf\0${session}\0${match[1]}`, secret), match[2]!)
}

/**
 * Whether a browser says that the request comes from another site (`Sec-Fetch-Site`, or an `Origin` that is not the
 * host asked). A second lock beside the token; programs that send neither header pass.
 */
export function fromAnotherSite(headers: Readonly<Record<string, string | string[] | undefined>>): boolean {
  const site = headers['sec-fetch-site']
  if (typeof site === 'string') return site === 'cross-site' || site === 'same-site'
  const { origin, host } = headers
  return typeof origin === 'string' && (!URL.canParse(origin) || new URL(origin).host !== host)
}
