import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import {
  generateSigningKey,
  keyFingerprint,
  publicPemOf,
  type SigningKeyPair,
} from '#src/platform/crypto/signing-key.ts'
import type { Db } from '#src/platform/db/types.ts'

/** Where the installation keeps the key that seals its exports: the private half only its own user may read. */
export const keyFiles = (dataDir: string) => ({
  /** Seals the private keys in the database. Lost, nobody can sign with the certificates that are there. */
  secret: join(dataDir, 'llaves', 'firmas.key'),
  privateKey: join(dataDir, 'llaves', 'instalacion.key.pem'),
  publicKey: join(dataDir, 'llaves', 'instalacion.pub.pem'),
})

/** The key of this installation, made at the first start. Its public half is also kept in the database, so that old ones are known. */
export async function installationKey(dataDir: string, db: Db, now: string): Promise<SigningKeyPair> {
  const key = readKey(dataDir) ?? makeKey(dataDir)
  await sql`
    insert into installation_key (fingerprint, public_key, made_at)
    values (${keyFingerprint(key.publicPem)}, ${key.publicPem}, ${now}::timestamptz) on conflict do nothing`.execute(db)
  return key
}

/** The secret of this installation, made at the first start: 32 random bytes that only its own user may read. */
export function installationSecret(dataDir: string): Uint8Array {
  const { secret } = keyFiles(dataDir)
  if (existsSync(secret)) {
    const kept = Buffer.from(readFileSync(secret, 'utf8').trim(), 'hex')
    if (kept.length === 32) return kept
    throw new Error(`La llave ${secret} está dañada: debe tener 64 cifras hexadecimales. Recupérela del respaldo.`)
  }
  const made = randomBytes(32)
  mkdirSync(join(dataDir, 'llaves'), { recursive: true, mode: 0o700 })
  writeFileSync(secret, `${made.toString('hex')}\n`, { mode: 0o600, flag: 'wx' })
  return made
}

function readKey(dataDir: string): SigningKeyPair | null {
  const { privateKey } = keyFiles(dataDir)
  if (!existsSync(privateKey)) return null
  const privatePem = readFileSync(privateKey, 'utf8')
  return { privatePem, publicPem: publicPemOf(privatePem) }
}

function makeKey(dataDir: string): SigningKeyPair {
  const files = keyFiles(dataDir)
  const key = generateSigningKey()
  mkdirSync(join(dataDir, 'llaves'), { recursive: true, mode: 0o700 })
  writeFileSync(files.privateKey, key.privatePem, { mode: 0o600 })
  writeFileSync(files.publicKey, key.publicPem, { mode: 0o644 })
  return key
}
