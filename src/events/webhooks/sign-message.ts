import { createHmac, randomBytes } from 'node:crypto'
import { openBox, sealBox } from '#src/platform/crypto/sealed-box.ts'
import type { Webhook } from './webhook.store.ts'

const START = 'whsec_'

/** A new secret as its receiver keeps it, and sealed as the database keeps it. */
export function newSecret(
  webhook: string,
  installation: Uint8Array,
): { readonly shown: string; readonly sealed: Buffer } {
  const secret = randomBytes(32)
  return { shown: START + secret.toString('base64'), sealed: sealBox(secret, [installation], aboutOf(webhook)) }
}

/** The secrets that are valid at an instant, the newest first; null when one does not open with the key of this installation. */
export function secretsOf(
  { id, secret, previousSecret, previousUntil }: Pick<Webhook, 'id' | 'secret' | 'previousSecret' | 'previousUntil'>,
  installation: Uint8Array,
  now: string,
): readonly Buffer[] | null {
  const both =
    previousSecret !== null && previousUntil !== null && Date.parse(previousUntil) > Date.parse(now)
      ? [secret, previousSecret]
      : [secret]
  const opened = both.map((box) => openBox(box, [installation], aboutOf(id)))
  return opened.every((each) => each !== null) ? opened : null
}

/**
 * The headers that say what a message is and who sent it, as standardwebhooks.com has them: HMAC-SHA-256 over
 * `id.timestamp.body`, one signature for each valid secret, separated by blanks.
 */
export function signedHeaders(
  { id, body, seconds }: { readonly id: string; readonly body: string; readonly seconds: number },
  secrets: readonly Uint8Array[],
): Readonly<Record<string, string>> {
  const sign = (secret: Uint8Array) =>
    `v1,${createHmac('sha256', secret).update(`${id}.${seconds}.${body}`).digest('base64')}`
  return {
    'webhook-id': id,
    'webhook-timestamp': String(seconds),
    'webhook-signature': secrets.map(sign).join(' '),
  }
}

const aboutOf = (webhook: string): string => `webhook ${webhook}`
