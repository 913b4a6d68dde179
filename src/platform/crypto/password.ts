import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify(argon2)

// OWASP's minimum for argon2id: 19 MiB, two passes, one lane. About 40–90 ms on an office PC.
const cost = { memory: 19_456, passes: 2, parallelism: 1 }

/** Hashes a password as an encoded argon2id string (`$argon2id$v=19$m=19456,t=2,p=1$salt$hash`). */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16)
  const hash = await argon2id(password, { ...cost, nonce, tagLength: 32 })
  const { memory, passes, parallelism } = cost
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${encode(nonce)}$${encode(hash)}`
}

/**
 * Whether `password` is the one of `encoded`. With `undefined` (no such person) it takes the same time and answers
 * false, so that an answer's time does not tell who has an account. Throws on text that is no argon2id encoding.
 */
export async function verifyPassword(password: string, encoded: string | undefined): Promise<boolean> {
  if (encoded === undefined) {
    await hashPassword(password)
    return false
  }
  const match = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/.exec(encoded)
  if (!match) throw new Error('not an argon2id encoding')
  const [memory, passes, parallelism] = [Number(match[1]), Number(match[2]), Number(match[3])]
  const expected = Buffer.from(match[5]!, 'base64')
  const nonce = Buffer.from(match[4]!, 'base64')
  const hash = await argon2id(password, { memory, passes, parallelism, nonce, tagLength: expected.length })
  return timingSafeEqual(hash, expected)
}

/** 32 bytes made of a password and a salt, to open what is sealed with them. As slow as a hash, and never stored. */
export function passwordKey(password: string, salt: Uint8Array): Promise<Buffer> {
  return argon2id(password, { ...cost, nonce: Buffer.from(salt), tagLength: 32 })
}

/** Whether a hash that verified should be made again because the cost was raised since. */
export function passwordIsStale(encoded: string): boolean {
  return !encoded.startsWith(`$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$`)
}

type Argon2 = { memory: number; passes: number; parallelism: number; nonce: Buffer; tagLength: number }

// Two at a time: a hundred people who sign in at eight o'clock must not take 2 GB, nor every thread that reads files.
const MOST_AT_ONCE = 2
let running = 0
const waiting: (() => void)[] = []

// One written form of a password: the same letters typed on another keyboard give other code points.
async function argon2id(password: string, options: Argon2): Promise<Buffer> {
  if (running >= MOST_AT_ONCE) await new Promise<void>((turn) => waiting.push(turn))
  running += 1
  try {
    return (await derive('argon2id', { ...options, message: password.normalize('NFKC') })) as Buffer
  } finally {
    running -= 1
    waiting.shift()?.()
  }
}

function encode(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '')
}
