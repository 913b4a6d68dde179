import { createHmac, randomBytes } from 'node:crypto'
import { equal } from '#src/platform/http/signed-cookie.ts'

/** Seconds for which a code holds, and how many digits it has: what every authenticator app takes for granted. */
const STEP_SECONDS = 30
const DIGITS = 6

/** 160 bits, as RFC 4226 recommends. */
export const newTotpSecret = (): Buffer => randomBytes(20)

/** The step of an instant: how many times 30 seconds have passed since 1970. */
export const stepOf = (epochMilliseconds: number): number => Math.floor(epochMilliseconds / 1000 / STEP_SECONDS)

/** The code of a step, RFC 6238 with SHA-1. */
export function codeOfStep(secret: Uint8Array, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', secret).update(counter).digest()
  const offset = mac[mac.length - 1]! & 15
  const number = mac.readUInt32BE(offset) & 0x7fffffff
  return String(number % 10 ** DIGITS).padStart(DIGITS, '0')
}

/**
 * The step whose code was typed: the current one, or the one before or after, for telephones whose clock is not quite right. Null when
 * it is none of them. Whether the step was used already, the database says.
 */
export function stepOfCode(secret: Uint8Array, typed: string, epochMilliseconds: number): number | null {
  const code = typed.replace(/[\s-]/g, '')
  const now = stepOf(epochMilliseconds)
  let found: number | null = null
  for (const step of [now - 1, now + 1, now]) if (equal(codeOfStep(secret, step), code)) found = step
  return found
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** Base 32 (RFC 4648) without padding, as apps take a secret by hand. */
export function base32(bytes: Uint8Array): string {
  let text = ''
  let bits = 0
  let held = 0
  for (const byte of bytes) {
    held = (held << 8) | byte
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text += LETTERS[(held >> bits) & 31]
    }
    held &= (1 << bits) - 1
  }
  return bits > 0 ? text + LETTERS[(held << (5 - bits)) & 31] : text
}

/** What the QR code says to the app. */
export function otpauthUri({
  secret,
  account,
  issuer,
}: {
  readonly secret: Uint8Array
  readonly account: string
  readonly issuer: string
}): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`
  return `otpauth://totp/${label}?secret=${base32(secret)}&issuer=${encodeURIComponent(issuer)}&algorithm=SHA1&digits=${DIGITS}&period=${STEP_SECONDS}`
}
