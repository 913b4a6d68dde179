import { allowInsecureRequests, ClientSecretPost, type Configuration, discovery, None } from 'openid-client'
import { refusedSignIn } from '../refusals.ts'
import type { StoredSource } from '../source.store.ts'
import { issuerIsFit, oidcSettingsOf } from './settings.ts'

const SECONDS = 10
/** Milliseconds for which what the provider says of itself is kept. */
const KEPT = 600_000

let kept: { readonly key: string; readonly until: number; readonly provider: Promise<Configuration> } | null = null

/** What the provider says of itself, with our own part. Refuses with `openid-down` when it cannot be asked. */
export async function openProvider(stored: StoredSource): Promise<Configuration> {
  const settings = oidcSettingsOf(stored)
  if (!issuerIsFit(settings)) throw refusedSignIn('openid-down')
  const key = JSON.stringify([stored.revision, settings.issuer, settings.clientId, stored.secret])
  if (kept?.key !== key || kept.until < performance.now()) {
    kept = { key, until: performance.now() + KEPT, provider: discover(stored) }
  }
  try {
    return await kept.provider
  } catch (error) {
    kept = null
    throw Object.assign(refusedSignIn('openid-down'), { cause: error })
  }
}

function discover(stored: StoredSource): Promise<Configuration> {
  const { issuer, clientId } = oidcSettingsOf(stored)
  const authentication = stored.secret ? ClientSecretPost(stored.secret) : None()
  const insecure = new URL(issuer).protocol === 'http:' ? { execute: [allowInsecureRequests] } : {}
  return discovery(new URL(issuer), clientId, undefined, authentication, { timeout: SECONDS, ...insecure })
}
