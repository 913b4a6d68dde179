import { hash, randomBytes } from 'node:crypto'

/** 256 random bits as 43 letters that fit a URL: session ids, reset links, API keys. */
export function randomToken(): string {
  return randomBytes(32).toString('base64url')
}

/** What is stored of a token, in hexadecimal. Plain SHA-256 is enough: a random token cannot be guessed from it. */
export function hashToken(token: string): string {
  return sha256Hex(token)
}

/** SHA-256 in lower-case hexadecimal; text is taken as UTF-8. */
export function sha256Hex(data: string | Uint8Array): string {
  return hash('sha256', data)
}
