import { createHash, type Hash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { type FileHandle, lstat, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { FORMAT, type ManifestEntry, NAMES } from './format.ts'

/**
 * Writes one file, whole or not at all, measured as it goes. `await using` gives it up where something fails before `close`: an open
 * file that nobody closes would end the process when its memory is collected.
 */
export interface OutFile extends AsyncDisposable {
  write(text: string | Uint8Array): Promise<void>
  /** After it, the file is there under its name. */
  close(): Promise<ManifestEntry>
}

const BUFFER = 256 * 1024
/** First line of what tells an export of ours from any other folder. */
export const FIRST_LINE = `Exportación completa de Ventanilla (${FORMAT})`

/**
 * Makes the folder ready: a new or empty one, or that of an earlier export, whose contents of files stay and whose rest is written
 * anew. Its manifest and seal go first, so that an export that is cut short cannot be taken for a whole one. Throws with a sentence.
 */
export async function readyFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const there = await readdir(folder)
  if (there.length > 0 && !(await isOurs(folder)))
    throw new Error(
      `${folder} tiene otras cosas. Dé una carpeta nueva o vacía, o la de una exportación completa anterior, que se pone al día.`,
    )
  for (const name of [NAMES.seal, NAMES.manifest]) await rm(join(folder, name), { force: true })
  await putText(folder, NAMES.readMe, `${FIRST_LINE}\n\nLa exportación no ha terminado.\n`)
  for (const name of there.filter((each) => each !== NAMES.files && each !== NAMES.readMe))
    await rm(join(folder, name), { recursive: true, force: true })
}

async function isOurs(folder: string): Promise<boolean> {
  const known = new Set<string>(Object.values(NAMES))
  if (!(await readdir(folder)).every((name) => known.has(name) || name.endsWith('.parcial'))) return false
  const readMe = await readFile(join(folder, NAMES.readMe), 'utf8').catch(() => '')
  return readMe.startsWith(`${FIRST_LINE}\n`)
}

/** Opens a file to be written. */
export async function openOut(folder: string, path: string): Promise<OutFile> {
  const target = join(folder, path)
  const partial = `${target}.parcial`
  await mkdir(dirname(target), { recursive: true, mode: 0o700 })
  const handle = await open(partial, 'w', 0o600)
  const hash = createHash('sha256')
  let size = 0
  let waiting: Buffer[] = []
  let held = 0
  const flush = async () => {
    if (held === 0) return
    const data = Buffer.concat(waiting)
    waiting = []
    held = 0
    await writeAll(handle, data, hash)
    size += data.length
  }
  return {
    async write(text) {
      const data = typeof text === 'string' ? Buffer.from(text) : Buffer.from(text)
      waiting.push(data)
      held += data.length
      if (held >= BUFFER) await flush()
    },
    async close() {
      await flush()
      await handle.sync()
      await handle.close()
      await rename(partial, target)
      return { path, sha256: hash.digest('hex'), size }
    },
    async [Symbol.asyncDispose]() {
      // Closed already: nothing happens.
      await handle.close()
    },
  }
}

async function writeAll(handle: FileHandle, data: Buffer, hash: Hash): Promise<void> {
  hash.update(data)
  await handle.writeFile(data)
}

/** Writes a whole text. */
export async function putText(folder: string, path: string, text: string): Promise<ManifestEntry> {
  await using file = await openOut(folder, path)
  await file.write(text)
  return await file.close()
}

/** Copies a content under its digest, unless it is there already, whole. Null where what came has another digest. */
export async function putContent(
  folder: string,
  path: string,
  sha256: string,
  content: () => Promise<Readable>,
): Promise<ManifestEntry | null> {
  const target = join(folder, path)
  if (existsSync(target)) {
    const known = await measure(target)
    if (known.sha256 === sha256) return { path, ...known }
    await rm(target, { force: true })
  }
  const source = await content()
  await using file = await openOut(folder, path)
  for await (const chunk of source) await file.write(chunk as Buffer)
  const entry = await file.close()
  if (entry.sha256 === sha256) return entry
  await rm(target, { force: true })
  return null
}

/** Digest and size of a file, a piece at a time. Throws on what is no plain file. */
export async function measure(file: string): Promise<{ readonly sha256: string; readonly size: number }> {
  if (!(await lstat(file)).isFile()) throw new Error(`${file}: no es un archivo`)
  const hash = createHash('sha256')
  let size = 0
  for await (const chunk of createReadStream(file)) {
    hash.update(chunk as Buffer)
    size += (chunk as Buffer).length
  }
  return { sha256: hash.digest('hex'), size }
}
