import type { KeyWithCertificate } from '../certificates/make-certificate.ts'
import { Pkcs12Fault } from '../pkcs12/fault.ts'
import { APART, PEOPLE, workApart } from './work-apart.ts'

/** As `readPkcs12`, in a thread of its own: deriving the keys takes as long as the file says. */
export async function openPkcs12Apart(
  bytes: Uint8Array,
  password: string,
  limits = APART,
): Promise<KeyWithCertificate> {
  const answer = await workApart(PEOPLE, { kind: 'open-pkcs12', bytes, password }, limits)
  switch (answer.kind) {
    case 'opened': {
      const { key, certificate, chain } = answer.key
      return { key, certificate: Buffer.from(certificate), chain: chain.map((each) => Buffer.from(each)) }
    }
    case 'pkcs12-fault':
      throw new Pkcs12Fault(answer.code)
    case 'too-much':
      throw new Pkcs12Fault('too-much')
    default:
      throw new Error(`a file of a key was answered with ${answer.kind}`)
  }
}
