import { existsSync } from 'node:fs'
import { readConfig } from '#src/platform/config.ts'
import { keyFiles } from '#src/program/signing-key.ts'

/** The file of the key by which exports are verified: the one given, else this installation's. Throws with a sentence. */
export function publicKeyFile(given: unknown): string {
  if (typeof given === 'string') return given
  const own = keyFiles(readConfig(process.env).dataDir).publicKey
  if (existsSync(own)) return own
  throw new Error(
    `No se encontró la llave pública de la institución (${own}). Descárguela de /.well-known/ventanilla/public-key.pem y dé su ruta con --key.`,
  )
}
