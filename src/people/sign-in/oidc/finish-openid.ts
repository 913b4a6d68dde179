import type { Kysely } from 'kysely'
import { authorizationCodeGrant, fetchUserInfo } from 'openid-client'
import type { InstantText } from '#src/calendar/types.ts'
import { openBox } from '#src/platform/crypto/sealed-box.ts'
import type { PersonId } from '#src/procedure/types.ts'
import { provisionOne } from '../provisioning/provision-one.ts'
import { refusedSignIn } from '../refusals.ts'
import { takeStep } from '../step.store.ts'
import type { FactorDeps } from '../totp/second-factor.ts'
import { outsideFromClaims } from './claims.ts'
import { openProvider } from './provider.ts'
import { activeOidc, oidcSettingsOf } from './settings.ts'

/**
 * Who came back from the provider, provisioned as the groups say. Refuses what does not carry the state of this browser's own step, a
 * step that was used, and whatever the provider's answer does not prove.
 */
export async function finishOpenid(
  db: Kysely<unknown>,
  { secret }: FactorDeps,
  { step: token, query, now }: { readonly step: string | undefined; readonly query: string; readonly now: InstantText },
): Promise<{
  readonly person: PersonId
  readonly idToken: string | undefined
  readonly bothFactors: boolean
  readonly back: string
}> {
  const step = await takeStep(db, { kind: 'openid', token, now })
  if (step === null) throw refusedSignIn('step-over')
  const { state, nonce, redirect, back } = step.data as Readonly<
    Record<'state' | 'nonce' | 'redirect' | 'back', string>
  >
  const verifier = step.sealed && openBox(step.sealed, [secret], `openid ${state}`)
  const stored = await activeOidc(db, secret)
  if (stored === null || !verifier) throw refusedSignIn('openid-off')
  const settings = oidcSettingsOf(stored)
  const provider = await openProvider(stored)
  const answer = new URL(redirect)
  answer.search = query
  const claims = await authorizationCodeGrant(provider, answer, {
    pkceCodeVerifier: verifier.toString(),
    expectedState: state,
    expectedNonce: nonce,
    idTokenExpected: true,
  })
    .then(async (tokens) => {
      const proven = tokens.claims()!
      // Groups and mail are often told there alone; the subject must be the same.
      const more = provider.serverMetadata().userinfo_endpoint
        ? await fetchUserInfo(provider, tokens.access_token, proven.sub)
        : {}
      return { all: { ...more, ...proven }, sub: proven.sub, issuer: proven.iss, idToken: tokens.id_token }
    })
    .catch((error: unknown) => {
      throw Object.assign(refusedSignIn('openid-refused'), { cause: error })
    })
  const outside = outsideFromClaims(claims, settings)
  const rules = { create: settings.create, join: settings.joinByMail ? 'verified-email' : null } as const
  const person = await provisionOne(db, outside, { rules, now })
  return { person, idToken: claims.idToken, bothFactors: settings.bothFactors, back }
}
