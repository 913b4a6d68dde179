import type { Revocation } from './make-crl.ts'
import type { Certificate } from './read-certificate.ts'
import { signatureFits } from './verify-signature.ts'

/** Why a signer's certificate is trusted or not. */
export type Trust =
  | { readonly kind: 'trusted'; readonly note?: 'expired-since' | 'revoked-since' }
  | { readonly kind: 'unknown-root' | 'not-yet' | 'expired' | 'not-for-signing' | 'bad-path' }
  | { readonly kind: 'revoked'; readonly at: Temporal.Instant }

export interface TrustBase {
  /** Those that the verifier believes by themselves. */
  readonly roots: readonly Certificate[]
  /** Certificates that may stand between. */
  readonly between?: readonly Certificate[]
  /** What each authority took back, by the fingerprint of its certificate. */
  readonly revoked?: ReadonlyMap<string, readonly Revocation[]>
}

const MAX_PATH = 8
// Certificates that name each other in circles would else be walked without end. A step is the check of one signature.
const MAX_STEPS = 200

/**
 * Whether a path leads from the certificate to a root, every certificate of it good when it signed. Without a stamp of a time authority
 * that instant is the signer's own word; so one taken back because its key was stolen is trusted for no instant.
 */
export function trustOf(
  certificate: Certificate,
  signedAt: Temporal.Instant,
  now: Temporal.Instant,
  base: TrustBase,
): Trust {
  if (certificate.usage?.sign === false || certificate.unknownCritical.length > 0) return { kind: 'not-for-signing' }
  const path = pathOf(certificate, base)
  if (path === null) return { kind: 'unknown-root' }
  for (const [at, each] of path.entries()) {
    if (at > 0 && !mayCertify(each, at - 1)) return { kind: 'bad-path' }
    if (Temporal.Instant.compare(signedAt, each.from) < 0) return { kind: 'not-yet' }
    if (Temporal.Instant.compare(signedAt, each.until) > 0) return { kind: 'expired' }
  }
  let note: 'expired-since' | 'revoked-since' | undefined
  for (const [at, each] of path.slice(0, -1).entries()) {
    const taken = base.revoked?.get(path[at + 1]!.fingerprint)?.find(({ serial }) => serial === each.serial)
    if (taken === undefined) continue
    if (taken.reason === 'key-compromise' || Temporal.Instant.compare(taken.at, signedAt) <= 0)
      return { kind: 'revoked', at: taken.at }
    note = 'revoked-since'
  }
  if (path.some(({ until }) => Temporal.Instant.compare(now, until) > 0)) note ??= 'expired-since'
  return { kind: 'trusted', ...(note && { note }) }
}

function mayCertify({ authority, pathLength, usage, unknownCritical }: Certificate, below: number): boolean {
  return (
    authority &&
    usage?.certify !== false &&
    unknownCritical.length === 0 &&
    (pathLength === null || pathLength >= below)
  )
}

/** From the certificate up to a root; null where none is reached. */
function pathOf(certificate: Certificate, base: TrustBase): Certificate[] | null {
  const isRoot = (each: Certificate) => base.roots.some(({ fingerprint }) => fingerprint === each.fingerprint)
  // A signer's certificate that was given as a root itself is believed as it stands.
  if (isRoot(certificate)) return [certificate]
  let steps = 0
  const search = (path: readonly Certificate[]): Certificate[] | null => {
    const last = path.at(-1)!
    if (path.length > 1 && isRoot(last)) return [...path]
    if (path.length > MAX_PATH) return null
    for (const above of [...base.roots, ...(base.between ?? []).slice(0, 50)]) {
      if (!above.subjectDer.equals(last.issuerDer) || path.some(({ fingerprint }) => fingerprint === above.fingerprint))
        continue
      steps += 1
      if (steps > MAX_STEPS) return null
      if (!issued(above, last)) continue
      const found = search([...path, above])
      if (found !== null) return found
    }
    return null
  }
  return search([certificate])
}

export function issued(above: Certificate, below: Certificate): boolean {
  const { algorithm, body, bits } = below.signature
  return signatureFits(above.key, algorithm, null, body, bits) === true
}
