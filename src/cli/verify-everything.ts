import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { NAMES } from '#src/everything/format.ts'
import { verifyEverything } from '#src/everything/verify-everything.ts'
import { keyFingerprint } from '#src/platform/crypto/signing-key.ts'
import { BadUse, readArguments } from './arguments.ts'
import { publicKeyFile } from './public-key.ts'
import { readText } from './read-file.ts'

const HOW_TO = 'ventanilla verify-everything [--json] [--key LLAVE.pem] CARPETA'

/** Checks an export of everything: seal, manifest, digests, counts and the chain of every case. Needs no database and no network. */
export async function runVerifyEverything(args: readonly string[]): Promise<number> {
  const { files, values } = readArguments(args, { json: { type: 'boolean' }, key: { type: 'string' } }, HOW_TO)
  const [folder] = files
  if (folder === undefined || files.length > 1) throw new BadUse(`Dé una carpeta, y una sola.\nUso: ${HOW_TO}`)
  if (!existsSync(folder)) throw new Error(`${folder}: no existe.`)
  const { file, own } = keyOf(folder, values.key)
  const publicKey = readText(file)
  const { seal, faults, count } = await verifyEverything(folder, publicKey)
  if (values.json === true) process.stdout.write(`${JSON.stringify({ folder, faults, count, seal }, null, 2)}\n`)
  else {
    for (const { code, path, message } of faults)
      process.stdout.write(`${path === '' ? folder : join(folder, path)}: ${code}: ${message}\n`)
    if (count > faults.length) process.stdout.write(`… y ${count - faults.length} faltas más.\n`)
    if (count === 0 && seal !== null)
      process.stdout.write(
        `${folder} está íntegra: ${seal.institution}, ${seal.exportedAt}; ${seal.cases} expedientes con ${seal.acts} actos, ${seal.manifest.files} archivos, sello válido.\n`,
      )
  }
  if (own)
    process.stderr.write(
      `Se usó la llave que va en la carpeta (huella ${keyFingerprint(publicKey)}): prueba que nada cambió, no quién la selló. Compare la huella con la que publica la institución, o dé su llave con --key.\n`,
    )
  return count > 0 ? 1 : 0
}

/** The key given, else this installation's, else the one in the folder. */
function keyOf(folder: string, given: unknown): { readonly file: string; readonly own: boolean } {
  try {
    return { file: publicKeyFile(given), own: false }
  } catch (error) {
    const inside = join(folder, NAMES.key)
    if (!existsSync(inside)) throw error
    return { file: inside, own: true }
  }
}
