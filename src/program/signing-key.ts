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
