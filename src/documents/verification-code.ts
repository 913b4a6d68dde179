import { type SigningKeyPair, signText } from '#src/platform/crypto/signing-key.ts'
import { hashToken, sha256Hex } from '#src/platform/crypto/token.ts'

/** Without I, L, O, U: nothing that is read or heard for another. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LENGTH = 20

/** What a printed form is of: the values that an act of a case holds. */
export interface PaperIdentity {
  readonly caseNumber: string
  readonly form: string
  readonly actSeq: number
}

/**
 * The code of a paper, `7K3M-…` in five groups of four: 100 bits that nobody without the installation's key can compute, and the
 * same each time that the same paper is printed (Ed25519 signs without chance). Only its digest is stored.
 */
export function verificationCode({ caseNumber, form, actSeq }: PaperIdentity, key: SigningKeyPair): string {
  const signature = signText(`ventanilla:printed-form\n${caseNumber}\n${form}\n${actSeq}`, key.privatePem)
  const bits = BigInt(`0x${sha256Hex(signature)}`) >> (256n - BigInt(LENGTH * 5))
  let rest = bits
  let code = ''
  for (let at = 0; at < LENGTH; at++) {
    code = LETTERS[Number(rest & 31n)] + code
    rest >>= 5n
  }
  return code.replace(/(.{4})(?=.)/g, '$1-')
}

/** The digest under which a code is stored, from what a person typed; null where it can be no code. */
export function codeHash(typed: string): string | null {
  const code = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}._]/gu, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
  if (code.length !== LENGTH || ![...code].every((letter) => LETTERS.includes(letter))) return null
  return hashToken(code)
}
