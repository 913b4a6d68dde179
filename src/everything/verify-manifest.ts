import { existsSync, lstatSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { canonicalJson } from '#src/platform/crypto/canonical-json.ts'
import { keyFingerprint, verifyText } from '#src/platform/crypto/signing-key.ts'
import { FORMAT, type ManifestEntry, NAMES, type Seal, sealedPart } from './format.ts'
import { measure } from './out-folder.ts'
import { readLines } from './read-lines.ts'

/** A fault of an export. `path` is the file. */
export interface Fault {
  readonly code: string
  readonly path: string
  readonly message: string
}

/** Collects faults; past some it only counts, so that a folder full of them tells and ends. */
export interface Faults {
  add(code: string, path: string, message: string): void
  readonly listed: readonly Fault[]
  readonly count: () => number
}

const MOST_LISTED = 200

export function collectFaults(): Faults {
  const listed: Fault[] = []
  let count = 0
  return {
    listed,
    count: () => count,
    add(code, path, message) {
      count += 1
      if (listed.length < MOST_LISTED) listed.push({ code, path, message })
    },
  }
}

/** The seal, where it is whole and of this key; null with the fault told. */
export async function verifySeal(folder: string, publicKey: string, faults: Faults): Promise<Seal | null> {
  const file = join(folder, NAMES.seal)
  const fault = (code: string, message: string) => {
    faults.add(code, NAMES.seal, message)
    return null
  }
  if (!existsSync(file))
    return fault('sin-sello', 'La exportación no terminó: no tiene sello. Hágala otra vez en la misma carpeta.')
  if (lstatSync(file).size > 1_000_000) return fault('sello-ilegible', 'El sello es demasiado grande.')
  const text = await readFile(file, 'utf8')
  const seal = readSeal(text)
  if (seal === null) return fault('sello-ilegible', `El sello no es de una exportación «${FORMAT}».`)
  const fingerprint = keyFingerprint(publicKey)
  if (seal.seal.key !== fingerprint)
    return fault(
      'otra-llave',
      `Se selló con la llave ${seal.seal.key} y la llave dada es ${fingerprint}. Use la de la institución que la hizo.`,
    )
  const { signature } = seal.seal
  const asWritten = Buffer.from(signature, 'base64url').toString('base64url') === signature
  if (!asWritten || text !== `${canonicalJson(seal)}\n` || !verifyText(sealedPart(seal), signature, publicKey))
    return fault('sello-no-valido', 'El sello no corresponde a lo que dice: fue alterado.')
  return seal
}

function readSeal(text: string): Seal | null {
  try {
    const seal = JSON.parse(text) as Seal
    canonicalJson(seal)
    const whole =
      seal.format === FORMAT &&
      typeof seal.seal.signature === 'string' &&
      typeof seal.seal.key === 'string' &&
      typeof seal.manifest.sha256 === 'string' &&
      typeof seal.tables === 'object'
    return whole ? seal : null
  } catch {
    return null
  }
}

/** Holds every file of the folder against the manifest, and the manifest against the seal. */
export async function verifyManifest(folder: string, seal: Seal, faults: Faults): Promise<void> {
  const file = join(folder, NAMES.manifest)
  if (!existsSync(file)) return faults.add('falta', NAMES.manifest, 'Falta el manifiesto.')
  const own = await measure(file)
  if (own.sha256 !== seal.manifest.sha256)
    return faults.add('alterado', NAMES.manifest, 'El manifiesto no es el que se selló.')
  // Sealed, so what it says is what was written; no path of it leaves the folder.
  let files = 0
  for await (const line of readLines(file)) {
    files += 1
    await verifyEntry(folder, JSON.parse(line) as ManifestEntry, faults)
  }
  if (files !== seal.manifest.files)
    faults.add('cuenta', NAMES.manifest, `El sello dice ${seal.manifest.files} archivos y el manifiesto ${files}.`)
  if ((await countFiles(folder)) !== files + 2) await tellOthers(folder, file, faults)
}

async function verifyEntry(folder: string, { path, sha256, size }: ManifestEntry, faults: Faults): Promise<void> {
  if (!/^[\p{L}\p{N}_-][\p{L}\p{N}._-]*(?:\/[\p{L}\p{N}_-][\p{L}\p{N}._-]*)*$/u.test(path))
    return faults.add('ruta', path, 'El manifiesto nombra una ruta que no es de una exportación.')
  const file = join(folder, path)
  if (!existsSync(file)) return faults.add('falta', path, 'Falta este archivo.')
  if (!lstatSync(file).isFile()) return faults.add('no-es-archivo', path, 'No es un archivo.')
  const now = await measure(file)
  if (now.size !== size) faults.add('alterado', path, `Tiene ${now.size} bytes y se escribió con ${size}.`)
  else if (now.sha256 !== sha256) faults.add('alterado', path, 'Su contenido no es el que se escribió.')
  if (path.startsWith(`${NAMES.files}/`) && !path.endsWith(`/${sha256}`))
    faults.add('huella', path, 'Su nombre no es la huella de su contenido.')
}

async function countFiles(folder: string): Promise<number> {
  let count = 0
  for await (const _ of walk(folder, '')) count += 1
  return count
}

/** Only where the counts differ are all the names in memory. */
async function tellOthers(folder: string, manifest: string, faults: Faults): Promise<void> {
  const known = new Set<string>([NAMES.manifest, NAMES.seal])
  for await (const line of readLines(manifest)) known.add((JSON.parse(line) as ManifestEntry).path)
  for await (const path of walk(folder, '')) if (!known.has(path)) faults.add('sobra', path, 'No es de la exportación.')
}

async function* walk(folder: string, under: string): AsyncGenerator<string> {
  for (const each of await readdir(join(folder, under), { withFileTypes: true })) {
    const path = under === '' ? each.name : `${under}/${each.name}`
    if (each.isDirectory()) yield* walk(folder, path)
    else yield path
  }
}
