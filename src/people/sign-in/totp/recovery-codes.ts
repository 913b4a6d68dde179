import { randomInt } from 'node:crypto'
import { mac } from '#src/platform/http/signed-cookie.ts'

export const RECOVERY_CODES = 10

// Without vowels, so that it spells nothing, and without letters that look alike on paper.
const LETTERS = 'bcdfghjkmnpqrstvwxz23456789'

/** Ten codes of 47 random bits, to be printed and kept: each opens once, when the telephone is lost. */
export const newRecoveryCodes = (): string[] => Array.from({ length: RECOVERY_CODES }, oneCode)

const oneCode = () => {
  const letters = Array.from({ length: 10 }, () => LETTERS[randomInt(LETTERS.length)]).join('')
  return `${letters.slice(0, 5)}-${letters.slice(5)}`
}

/** What is stored of a code: short as it is, without the installation's secret it cannot be guessed from it. */
export function hashRecoveryCode(code: string, person: string, secret: Uint8Array): string {
  const plain = code.toLowerCase().replace(/[^a-z0-9]/g, '')
  return mac(`recovery\0${person}\0${plain}`, Buffer.from(secret).toString('hex'))
}

export const looksLikeRecoveryCode = (typed: string): boolean => /[a-z]/i.test(typed)
