import type { OutsidePerson } from '../provisioning/types.ts'
import type { OidcSettings } from './settings.ts'

/** The claims of a provider as provisioning takes them. Pure. */
export function outsideFromClaims(
  {
    all,
    sub,
    issuer,
  }: { readonly all: Readonly<Record<string, unknown>>; readonly sub: string; readonly issuer: string },
  { claims }: Pick<OidcSettings, 'claims'>,
): OutsidePerson {
  const text = (claim: string, most: number) => {
    const value = claimAt(all, claim)
    return typeof value === 'string'
      ? value
          .normalize('NFC')
          .replace(/[\p{Cc}\s]+/gu, ' ')
          .trim()
          .slice(0, most)
          .trim()
      : ''
  }
  const email = text(claims.email, 254)
  const username = (text(claims.username, 64) || email.split('@')[0]!).toLowerCase()
  const groups = claimAt(all, claims.groups)
  return {
    source: 'openid',
    issuer,
    subject: sub.slice(0, 300),
    called: username || sub,
    username,
    name: text(claims.name, 200),
    email: /^[^\s@]+@[^\s@]+$/.test(email) ? email : null,
    // Only a plain yes: some providers let people write any address into their profile.
    emailVerified: all.email_verified === true && claims.email === 'email',
    phone: null,
    groups: (Array.isArray(groups) ? groups : typeof groups === 'string' ? [groups] : [])
      .filter((each): each is string => typeof each === 'string' && each !== '')
      .slice(0, 1_000)
      .map((each) => ({ dn: each.includes('=') ? each : null, name: each.replace(/^\//, '') })),
  }
}

/** A claim by its name, or by the way to it: `realm_access.roles`. */
function claimAt(all: Readonly<Record<string, unknown>>, claim: string): unknown {
  if (Object.hasOwn(all, claim)) return all[claim]
  return claim
    .split('.')
    .reduce<unknown>(
      (value, name) =>
        typeof value === 'object' && value !== null && Object.hasOwn(value, name)
          ? (value as Readonly<Record<string, unknown>>)[name]
          : undefined,
      all,
    )
}
