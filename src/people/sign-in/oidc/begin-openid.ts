import type { Kysely } from 'kysely'
import {
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client'
import type { InstantText } from '#src/calendar/types.ts'
import { sealBox } from '#src/platform/crypto/sealed-box.ts'
import { refusedSignIn } from '../refusals.ts'
import { beginStep } from '../step.store.ts'
import type { FactorDeps } from '../totp/second-factor.ts'
import { openProvider } from './provider.ts'
import { activeOidc, CALLBACK, oidcSettingsOf } from './settings.ts'

/** Where to send the browser, and the step with which it must come back: code flow with PKCE, state and nonce. */
export async function beginOpenid(
  db: Kysely<unknown>,
  { secret }: FactorDeps,
  { origin, back, now }: { readonly origin: string; readonly back: string; readonly now: InstantText },
): Promise<{ readonly url: string; readonly step: string }> {
  const stored = await activeOidc(db, secret)
  if (stored === null) throw refusedSignIn('openid-off')
  const provider = await openProvider(stored)
  const [state, nonce, verifier] = [randomState(), randomNonce(), randomPKCECodeVerifier()]
  const redirect = origin + CALLBACK
  const url = buildAuthorizationUrl(provider, {
    redirect_uri: redirect,
    scope: oidcSettingsOf(stored).scopes,
    state,
    nonce,
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  })
  const step = await beginStep(db, {
    kind: 'openid',
    data: { state, nonce, redirect, back },
    sealed: sealBox(Buffer.from(verifier), [secret], `openid ${state}`),
    now,
  })
  return { url: url.href, step }
}
