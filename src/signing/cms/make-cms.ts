import { createHash } from 'node:crypto'
import type { KeyWithCertificate } from '../certificates/make-certificate.ts'
import { signedBy } from '../certificates/make-certificate.ts'
import { OID } from '../certificates/oids.ts'
import { readCertificate } from '../certificates/read-certificate.ts'
import { element, explicit, integer, nothing, octets, oid, sequence, setOf } from '../der.ts'

/**
 * A detached CAdES signature (baseline B-B) over content of this digest: the signer's certificate is bound to it by the attribute
 * signing-certificate-v2, the chain goes along. The time stands in the PDF's signature dictionary, not here (ETSI EN 319 142-1).
 */
export function makeCms(signer: KeyWithCertificate, contentDigest: Buffer): Buffer {
  const { issuerDer, serial, der } = readCertificate(signer.certificate)
  const sha256 = sequence(oid(OID.sha256), nothing())
  const attributes = [
    attribute(OID.contentType, oid(OID.data)),
    attribute(OID.messageDigest, octets(contentDigest)),
    // ESSCertIDv2 with its default digest, SHA-256, left out as DER wants it.
    attribute(
      OID.signingCertificateV2,
      sequence(sequence(sequence(octets(createHash('sha256').update(der).digest())))),
    ),
  ]
  const signedSet = setOf(...attributes)
  const { algorithm, signature } = signedBy(signer.key, signedSet)
  const signerInfo = sequence(
    integer(1),
    sequence(issuerDer, integer(Buffer.from(serial, 'hex'))),
    sha256,
    // The same bytes under the tag [0] instead of SET.
    Buffer.concat([Buffer.from([0xa0]), signedSet.subarray(1)]),
    algorithm,
    octets(signature),
  )
  const certificates = element(0xa0, ...[der, ...signer.chain].toSorted(Buffer.compare))
  const signedData = sequence(integer(1), setOf(sha256), sequence(oid(OID.data)), certificates, setOf(signerInfo))
  return sequence(oid(OID.signedData), explicit(0, signedData))
}

function attribute(type: string, value: Buffer): Buffer {
  return sequence(oid(type), setOf(value))
}
