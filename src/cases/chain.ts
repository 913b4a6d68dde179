import { randomBytes } from 'node:crypto'
import { canonicalJson } from '#src/platform/crypto/canonical-json.ts'
import { sha256Hex } from '#src/platform/crypto/token.ts'
import type { Act, PrivateText } from '#src/procedure/types.ts'

/** Hash before the first act of a case. */
export const FIRST_HASH = '0'.repeat(64)

export interface ChainedAct {
  readonly act: Act
  readonly text: string
  readonly hash: string
  readonly salt: string | null
}

/** Chains acts to a case whose last hash is `head`. The text of each is what is hashed, and names the hash before. */
export function chain(caseNumber: string, head: string, acts: readonly Act[]): { chained: ChainedAct[]; head: string } {
  const chained: ChainedAct[] = []
  let prev = head
  for (const act of acts) {
    const salt = act.private === undefined ? null : randomBytes(16).toString('hex')
    const text = actText(caseNumber, act, prev, salt)
    const hash = sha256Hex(text)
    chained.push({ act, text, hash, salt })
    prev = hash
  }
  return { chained, head: prev }
}

/** SHA-256 over salt and canonical personal text, in hexadecimal. */
export function privateDigest(salt: string, content: PrivateText | unknown): string {
  return sha256Hex(salt + canonicalJson(content))
}

function actText(caseNumber: string, act: Act, prev: string, salt: string | null): string {
  return canonicalJson({
    case: caseNumber,
    seq: act.seq,
    at: act.at,
    actor: act.actor,
    body: act.body,
    ...(salt === null ? {} : { private: privateDigest(salt, act.private) }),
    prev,
  })
}
