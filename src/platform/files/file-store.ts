import { createHash, randomBytes } from 'node:crypto'
import { createReadStream, createWriteStream, type ReadStream } from 'node:fs'
import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { sniffContentType } from './sniff-content-type.ts'

export interface SavedFile {
  readonly sha256: string
  /** Bytes. */
  readonly size: number
  /** By its own bytes, not by its name or its sender. */
  readonly contentType: string
}

/** Files by the digest of their content, in a folder: the same content is kept once. */
export interface FileStore {
  /** Throws, with status 413, for an upload that was cut off at the limit of size: nothing of it is kept. */
  save(content: AsyncIterable<Uint8Array> | NodeJS.ReadableStream): Promise<SavedFile>
  /**
   * A content that somebody sent, for whoever asks for it: `reader` is the id of the person, absent for nobody in particular. Throws
   * when the content is not there, and a `Refused` when it must not be opened (`src/scan`).
   */
  open(sha256: string, reader?: string): Promise<Readable>
  /** A content that Ventanilla itself made: what it printed, a report. Never for what somebody sent. */
  openOwn(sha256: string): Promise<ReadStream>
  /** Asks whether what was just saved may stay; `infected` is already put away. */
  admit(sha256: string): Promise<Admission>
  /** Removes a content; one that is not there is no fault. */
  remove(sha256: string): Promise<void>
  /** Removes it also from where it was put apart: it was lawfully erased. */
  erase(sha256: string): Promise<void>
}

export type Admission = 'admitted' | 'infected'

/** The folder itself, with a place apart from which nothing is opened. */
export interface FolderStore extends FileStore {
  open(sha256: string): Promise<ReadStream>
  /** Puts a content where nothing opens it. One that is not there is no fault. */
  quarantine(sha256: string): Promise<void>
  openQuarantined(sha256: string): Promise<ReadStream>
  /** The same, back. False when it is not there. */
  release(sha256: string): Promise<boolean>
  removeQuarantined(sha256: string): Promise<void>
}

/** Folder, in that of the files, of what is never opened. */
const QUARANTINE = 'cuarentena'

export function fileStore(folder: string): FolderStore {
  const pathOf = (sha256: string) => join(folder, sha256.slice(0, 2), sha256)
  const apartOf = (sha256: string) => join(folder, QUARANTINE, digest(sha256))
  const open = async (sha256: string) => {
    await stat(pathOf(digest(sha256)))
    return createReadStream(pathOf(sha256))
  }
  return {
    open,
    openOwn: open,
    admit: async () => 'admitted',
    async save(content) {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const arriving = join(folder, `arriving-${randomBytes(8).toString('hex')}`)
      const measure = measured()
      try {
        // `flush` so that an acknowledged file survives a power cut.
        await pipeline(content, measure.stream, createWriteStream(arriving, { mode: 0o600, flush: true }))
        // A stream of an upload ends at the limit as if that were its end.
        if ((content as { truncated?: unknown }).truncated === true)
          throw Object.assign(new Error('the file is larger than is taken'), { statusCode: 413 })
        const saved = measure.result()
        await mkdir(dirname(pathOf(saved.sha256)), { recursive: true, mode: 0o700 })
        await rename(arriving, pathOf(saved.sha256))
        return saved
      } catch (error) {
        await rm(arriving, { force: true })
        throw error
      }
    },
    async remove(sha256) {
      if (/^[0-9a-f]{64}$/.test(sha256)) await rm(pathOf(sha256), { force: true })
    },
    async erase(sha256) {
      for (const path of [pathOf(digest(sha256)), apartOf(sha256)]) await rm(path, { force: true })
    },
    async quarantine(sha256) {
      await mkdir(join(folder, QUARANTINE), { recursive: true, mode: 0o700 })
      await moved(pathOf(digest(sha256)), apartOf(sha256))
    },
    async openQuarantined(sha256) {
      await stat(apartOf(sha256))
      return createReadStream(apartOf(sha256))
    },
    async release(sha256) {
      await mkdir(dirname(pathOf(digest(sha256))), { recursive: true, mode: 0o700 })
      return moved(apartOf(sha256), pathOf(sha256))
    },
    async removeQuarantined(sha256) {
      await rm(apartOf(sha256), { force: true })
    },
  }
}

/** False when there is nothing to move. */
async function moved(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to)
    return true
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return false
    throw error
  }
}

function digest(sha256: string): string {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error('not a digest')
  return sha256
}

function measured(): { stream: Transform; result(): SavedFile } {
  const hash = createHash('sha256')
  let size = 0
  let head = Buffer.alloc(0)
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      size += chunk.length
      if (head.length < 512) head = Buffer.concat([head, chunk.subarray(0, 512 - head.length)])
      done(null, chunk)
    },
  })
  return { stream, result: () => ({ sha256: hash.digest('hex'), size, contentType: sniffContentType(head) }) }
}
