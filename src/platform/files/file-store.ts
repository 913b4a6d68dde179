import { createHash, randomBytes } from 'node:crypto'
import { createReadStream, createWriteStream, type ReadStream } from 'node:fs'
import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Transform } from 'node:stream'
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
  save(content: AsyncIterable<Uint8Array> | NodeJS.ReadableStream): Promise<SavedFile>
  /** Throws when the content is not there. */
  open(sha256: string): Promise<ReadStream>
  /** Removes a content; one that is not there is no fault. */
  remove(sha256: string): Promise<void>
}

export function fileStore(folder: string): FileStore {
  const pathOf = (sha256: string) => join(folder, sha256.slice(0, 2), sha256)
  return {
    async save(content) {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const arriving = join(folder, `arriving-${randomBytes(8).toString('hex')}`)
      const measure = measured()
      try {
        // `flush` so that an acknowledged file survives a power cut.
        await pipeline(content, measure.stream, createWriteStream(arriving, { mode: 0o600, flush: true }))
        const saved = measure.result()
        await mkdir(dirname(pathOf(saved.sha256)), { recursive: true, mode: 0o700 })
        await rename(arriving, pathOf(saved.sha256))
        return saved
      } catch (error) {
        await rm(arriving, { force: true })
        throw error
      }
    },
    async open(sha256) {
      if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error('not a digest')
      await stat(pathOf(sha256))
      return createReadStream(pathOf(sha256))
    },
    async remove(sha256) {
      if (/^[0-9a-f]{64}$/.test(sha256)) await rm(pathOf(sha256), { force: true })
    },
  }
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
