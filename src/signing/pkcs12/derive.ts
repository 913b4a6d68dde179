import { hash } from 'node:crypto'

/** What a derived value is for (RFC 7292, appendix B.3). */
export const PURPOSE = { key: 1, iv: 2, mac: 3 } as const

/** Derives bytes of a password as PKCS #12 did before PBKDF2 (RFC 7292, appendix B). */
export function derivePkcs12(
  algorithm: string,
  password: string,
  salt: Buffer,
  iterations: number,
  purpose: 1 | 2 | 3,
  size: number,
): Buffer {
  const block = algorithm === 'sha384' || algorithm === 'sha512' ? 128 : 64
  // Big endian UTF-16 with a zero at the end.
  const word = Buffer.from(`${password}\0`, 'utf16le').swap16()
  const input = Buffer.concat([repeated(salt, block), repeated(word, block)])
  const diversifier = Buffer.alloc(block, purpose)
  const out: Buffer[] = []
  for (let made = 0; made < size; ) {
    let digest = hash(algorithm, Buffer.concat([diversifier, input]), 'buffer')
    for (let each = 1; each < iterations; each += 1) digest = hash(algorithm, digest, 'buffer')
    out.push(digest)
    made += digest.length
    const addend = repeated(digest, block).subarray(0, block)
    for (let at = 0; at < input.length; at += block) add(input.subarray(at, at + block), addend)
  }
  return Buffer.concat(out).subarray(0, size)
}

function repeated(bytes: Buffer, block: number): Buffer {
  if (bytes.length === 0) return bytes
  const size = Math.ceil(bytes.length / block) * block
  return Buffer.alloc(size, bytes)
}

function add(target: Buffer, addend: Buffer): void {
  let carry = 1
  for (let at = target.length - 1; at >= 0; at -= 1) {
    carry += target[at]! + addend[at]!
    target[at] = carry & 255
    carry >>= 8
  }
}
