import { createHmac, timingSafeEqual } from 'node:crypto'

/** Signs a cookie's value: `value.signature`, HMAC-SHA-256 in base64url. The name is part of what is signed. */
export function signCookie(name: string, value: string, secret: string): string {
  return `${value}.${mac(`cookie\0${name}\0${value}`, secret)}`
}

/** The value of a signed cookie, or undefined when it is not ours. Older secrets are accepted after the first. */
export function readSignedCookie(
  name: string,
  signed: string | undefined,
  secrets: readonly [string, ...string[]],
): string | undefined {
  const dot = signed?.lastIndexOf('.') ?? -1
  if (signed === undefined || dot < 0) return undefined
  const value = signed.slice(0, dot)
  return secrets.some((secret) => signed.length < 8192 && equal(signCookie(name, value, secret), signed))
    ? value
    : undefined
}

/** HMAC-SHA-256 in base64url. */
export function mac(text: string, secret: string): string {
  return createHmac('sha256', secret).update(text).digest('base64url')
}

/** Compares two texts in a time that tells nothing of where they differ. */
export function equal(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}
