import { createHash } from 'node:crypto'
import { OID } from '../certificates/oids.ts'
import { type Certificate, readCertificate } from '../certificates/read-certificate.ts'
import { DIGESTS, signatureFits } from '../certificates/verify-signature.ts'
import { child, type Der, octetsOf, oidOf, readDer, timeOf } from '../read-der.ts'

/** What a detached CMS signature says of the content. `unreadable` also stands for forms that this program does not take. */
export type CmsCheck =
  | { readonly kind: 'unreadable' | 'weak' }
  | {
      readonly kind: 'read'
      /** The content is the one that was signed, by the key of `signer`. */
      readonly fits: boolean
      readonly signer: Certificate
      readonly certificates: readonly Certificate[]
      readonly signedAt: Temporal.Instant | null
    }

/** Checks a signature of `Contents` over the content. Never throws on bad input. */
export function checkCms(
  contents: Buffer,
  content: readonly Buffer[],
  { bound }: { readonly bound: boolean },
): CmsCheck {
  try {
    return check(contents, content, bound)
  } catch {
    return { kind: 'unreadable' }
  }
}

function check(contents: Buffer, content: readonly Buffer[], bound: boolean): CmsCheck {
  const info = readDer(contents)
  // Behind the signature stands nothing but the zeros that fill its room.
  if (info.rest.some((byte) => byte !== 0) || oidOf(child(info, 0)) !== OID.signedData) return { kind: 'unreadable' }
  const signedData = child(child(info, 1, 0xa0), 0, 0x30)
  const inner = child(signedData, 2, 0x30)
  const signers = signedData.items.at(-1)!
  // Detached: nothing inside, or one could be shown and the other signed. One signer, or it would be open which one counts.
  if (oidOf(child(inner, 0)) !== OID.data || inner.items.length !== 1 || signers.items.length !== 1)
    return { kind: 'unreadable' }
  const certificates = (signedData.items.find(({ tag }) => tag === 0xa0)?.items ?? [])
    .filter(({ tag }) => tag === 0x30)
    .slice(0, 50)
    .map(({ raw }) => readCertificate(raw))
  const signerInfo = child(signers, 0, 0x30)
  const signer = certificates.find((each) => isSigner(each, child(signerInfo, 1)))
  const attributes = signerInfo.items.find(({ tag }) => tag === 0xa0)
  if (signer === undefined || attributes === undefined) return { kind: 'unreadable' }
  const digest = DIGESTS[oidOf(child(child(signerInfo, 2), 0))]
  if (digest === undefined) return { kind: 'weak' }
  const after = signerInfo.items.indexOf(attributes)
  const signature = octetsOf(child(signerInfo, after + 2, 0x04))
  const signedBytes = Buffer.concat([Buffer.from([0x31]), attributes.raw.subarray(1)])
  const bySigner = signatureFits(signer.key, child(signerInfo, after + 1), digest, signedBytes, signature)
  if (bySigner === null) return { kind: 'weak' }
  const hash = createHash(digest)
  for (const part of content) hash.update(part)
  const said = (type: string) => attributes.items.filter((each) => oidOf(child(each, 0)) === type)
  const one = (type: string) => {
    const [only, ...more] = said(type)
    return only === undefined || more.length > 0 || child(only, 1).items.length !== 1 ? null : child(child(only, 1), 0)
  }
  const type = one(OID.contentType)
  const messageDigest = one(OID.messageDigest)
  const time = one(OID.signingTime)
  const fits =
    bySigner &&
    type !== null &&
    oidOf(type) === OID.data &&
    messageDigest !== null &&
    hash.digest().equals(octetsOf(messageDigest)) &&
    namesSigner(one(OID.signingCertificateV2), signer, bound)
  return { kind: 'read', fits, signer, certificates, signedAt: time === null ? null : timeOf(time) }
}

function isSigner(certificate: Certificate, sid: Der): boolean {
  // Only issuer and serial: the other way of naming a signer is not one that PDF signatures use.
  if (sid.tag !== 0x30) return false
  const serial = child(sid, 1, 0x02)
    .content.toString('hex')
    .replace(/^(?:00)+(?=..)/, '')
  return child(sid, 0).raw.equals(certificate.issuerDer) && serial === certificate.serial
}

/** The attribute that binds the certificate, without which another of the same key could be put in its place. */
function namesSigner(attribute: Der | null, signer: Certificate, needed: boolean): boolean {
  if (attribute === null) return !needed
  const first = child(child(attribute, 0), 0)
  const named = first.items[0]?.tag === 0x30 ? DIGESTS[oidOf(child(first.items[0], 0))] : 'sha256'
  const hash = first.items.find(({ tag }) => tag === 0x04)
  if (named === undefined || hash === undefined) return false
  return createHash(named).update(signer.der).digest().equals(octetsOf(hash))
}
