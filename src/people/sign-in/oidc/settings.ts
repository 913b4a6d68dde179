import type { Kysely } from 'kysely'
import { readSource, type StoredSource } from '../source.store.ts'

/** How the institution's OpenID provider is used. */
export interface OidcSettings {
  readonly issuer: string
  readonly clientId: string
  readonly scopes: string
  readonly claims: OidcClaims
  /** What the button of the sign-in page says. */
  readonly button: string
  readonly create: 'all' | 'mapped'
  /** Join those who are here already by an address that the provider vouches for. */
  readonly joinByMail: boolean
  /** The provider asks for two factors itself: none is asked here then. */
  readonly bothFactors: boolean
  /** `http://` to this same machine, for trials alone. */
  readonly allowHttp: boolean
}

export interface OidcClaims {
  readonly username: string
  readonly name: string
  readonly email: string
  readonly groups: string
}

export const OIDC_DEFAULTS: OidcSettings = {
  issuer: '',
  clientId: '',
  scopes: 'openid profile email',
  claims: { username: 'preferred_username', name: 'name', email: 'email', groups: 'groups' },
  button: 'Entrar con la cuenta institucional',
  create: 'mapped',
  joinByMail: false,
  bothFactors: false,
  allowHttp: false,
}

export function oidcSettingsOf(stored: StoredSource): OidcSettings {
  const settings = stored.settings as Partial<OidcSettings>
  return { ...OIDC_DEFAULTS, ...settings, claims: { ...OIDC_DEFAULTS.claims, ...settings.claims } }
}

/** Where the provider comes back to, after signing in. */
export const CALLBACK = '/entrar/openid/retorno'

/** The provider as it is set, when it is active; null otherwise. */
export async function activeOidc(db: Kysely<unknown>, secret: Uint8Array): Promise<StoredSource | null> {
  const stored = await readSource(db, 'openid', secret)
  return stored?.active ? stored : null
}

/** The label of the button on the sign-in page; null where there is none. */
export async function openidButton(db: Kysely<unknown>, secret: Uint8Array): Promise<string | null> {
  const stored = await activeOidc(db, secret)
  return stored && oidcSettingsOf(stored).button
}

/** Plain HTTP goes to this same machine, where the administrator has said so, and nowhere else. */
export function issuerIsFit({ issuer, allowHttp }: Pick<OidcSettings, 'issuer' | 'allowHttp'>): boolean {
  if (!URL.canParse(issuer)) return false
  const { protocol, hostname, username, search, hash } = new URL(issuer)
  if (username !== '' || search !== '' || hash !== '') return false
  return protocol === 'https:' || (protocol === 'http:' && allowHttp && LOOPBACK.has(hostname))
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])
