import type { FastifyRequest } from 'fastify'
import { type Kysely, sql } from 'kysely'
import { buildEndSessionUrl } from 'openid-client'
import { openBox, sealBox } from '#src/platform/crypto/sealed-box.ts'
import type { PeopleDeps } from '../../http/deps.ts'
import { idTokenBox } from '../enter.ts'
import { originOf } from '../origin.ts'
import { beginStep } from '../step.store.ts'
import { openProvider } from './provider.ts'
import { activeOidc } from './settings.ts'

/**
 * Before a session of the provider's ends here: keeps the address at which it ends there, and gives the step to go to it by. Null where
 * the session is none of the provider's, or the provider has no such place or does not answer.
 */
export async function endOpenid(deps: PeopleDeps, request: FastifyRequest): Promise<string | null> {
  const { db, secret } = deps
  const { session } = request
  const sealed = session && (await sealedIdToken(db, session.tokenHash))
  if (!session || !sealed) return null
  const idToken = openBox(sealed, [secret], idTokenBox(session.person))
  const stored = await activeOidc(db, secret)
  if (idToken === null || stored === null) return null
  const provider = await openProvider(stored).catch(() => null)
  if (provider?.serverMetadata().end_session_endpoint === undefined) return null
  const url = buildEndSessionUrl(provider, {
    id_token_hint: idToken.toString(),
    post_logout_redirect_uri: `${originOf(deps, request)}/entrar`,
  })
  const sealedUrl = sealBox(Buffer.from(url.href), [secret], 'openid end')
  return beginStep(db, { kind: 'openid-end', sealed: sealedUrl, now: deps.now().toString() })
}

async function sealedIdToken(db: Kysely<unknown>, tokenHash: string): Promise<Buffer | null> {
  const { rows } = await sql<{ sealed: Buffer | null }>`select sealed_id_token as sealed from session
    where token_hash = ${tokenHash} and method = 'openid'`.execute(db)
  return rows[0]?.sealed ?? null
}
