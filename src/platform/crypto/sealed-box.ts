import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

/**
 * Encrypts with AES-256-GCM under a key made of all the secrets together: without any one of them nothing is read. `about` is bound in,
 * so that a box cannot be put in the place of another. 16 bytes of salt, 12 of nonce, 16 of tag, then the content.
 */
export function sealBox(content: Uint8Array, secrets: readonly Uint8Array[], about: string): Buffer {
  const [salt, nonce] = [randomBytes(16), randomBytes(12)]
  const cipher = createCipheriv('aes-256-gcm', keyOf(secrets, salt, about), nonce)
  const sealed = Buffer.concat([cipher.update(content), cipher.final()])
  return Buffer.concat([salt, nonce, cipher.getAuthTag(), sealed])
}

/** The content of a box; null when a secret or what it is about is another, or the box was changed. */
export function openBox(box: Uint8Array, secrets: readonly Uint8Array[], about: string): Buffer | null {
  const bytes = Buffer.from(box)
  if (bytes.length < 44) return null
  const decipher = createDecipheriv(
    'aes-256-gcm',
    keyOf(secrets, bytes.subarray(0, 16), about),
    bytes.subarray(16, 28),
    {
      authTagLength: 16,
    },
  )
  decipher.setAuthTag(bytes.subarray(28, 44))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(44)), decipher.final()])
  } catch {
    return null
  }
}

// Each secret with its length before it, so that no two lists of secrets run into the same bytes.
function keyOf(secrets: readonly Uint8Array[], salt: Uint8Array, about: string): Uint8Array {
  const parts = secrets.flatMap((secret) => [Buffer.from([secret.length >> 8, secret.length & 255]), secret])
  return new Uint8Array(hkdfSync('sha256', Buffer.concat(parts), salt, about, 32))
}
