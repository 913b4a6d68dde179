import type { FastifyRequest } from 'fastify'
import type { Db } from '#src/platform/db/types.ts'
import type { FileStore } from '#src/platform/files/file-store.ts'
import { insertStoredFile } from './insert-stored-file.ts'

/** What a page's form sent. */
export interface Post {
  readonly fields: Readonly<Record<string, string>>
  readonly files: readonly PostedFile[]
}

/** A file that a form brought, stored but not attached yet. `field` is the name of its input. */
export interface PostedFile {
  readonly field: string
  readonly id: string
  readonly name: string
  readonly sha256: string
  readonly size: number
  readonly contentType: string
  /** The virus scanner found something: it is attached to nothing, and what asks for it is refused. */
  readonly infected?: true
}

export interface FileDeps {
  readonly db: Db
  readonly files: FileStore
  readonly clock: () => string
}

/** Reads a form, with or without files. Files are stored at once, so that a refused form does not lose them. */
export async function readPost(request: FastifyRequest, deps: FileDeps, person: string): Promise<Post> {
  if (!request.isMultipart()) return { fields: stringsOf(request.body), files: [] }
  try {
    return await readParts(request, deps, person)
  } catch (error) {
    throw brokenUpload(error)
  }
}

/** The error of a body that is cut off or is no multipart at all as the sender's fault; any other as it is. */
export function brokenUpload(error: unknown): unknown {
  const broken = error instanceof Error && /multipart|part header|boundary/i.test(error.message)
  return broken ? Object.assign(new Error('broken multipart', { cause: error }), { statusCode: 400 }) : error
}

async function readParts(request: FastifyRequest, deps: FileDeps, person: string): Promise<Post> {
  const fields: Record<string, string> = {}
  const files: PostedFile[] = []
  for await (const part of request.parts()) {
    if (part.type === 'field') {
      if (typeof part.value === 'string') fields[part.fieldname] = part.value.replaceAll('\u0000', '')
    } else if (part.filename === '') {
      // An empty file input still sends a part; its bytes must be read for the next part to come.
      part.file.resume()
    } else {
      files.push(await storeFile(deps, person, part.fieldname, part.filename, part.file))
    }
  }
  return { fields, files }
}

export async function storeFile(
  deps: FileDeps,
  person: string,
  field: string,
  sentName: string,
  content: NodeJS.ReadableStream,
): Promise<PostedFile> {
  const saved = await deps.files.save(content)
  const name = safeFileName(sentName)
  const infected = (await deps.files.admit(saved.sha256)) === 'infected'
  const id = await insertStoredFile(deps.db, { ...saved, name, by: person, at: deps.clock() })
  return { field, id, name, ...saved, ...(infected ? { infected } : {}) }
}

/** What a form brought but for what must not stay: for drawing it again. */
export function withoutInfected(post: Post): Post {
  return { ...post, files: post.files.filter(({ infected }) => infected !== true) }
}

/** The last part of a path, without control characters or direction marks, at most 150 characters with its ending kept. */
export function safeFileName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? ''
  const plain = last.replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '').trim()
  if (plain === '' || plain === '.' || plain === '..') return 'archivo'
  if (plain.length <= 150) return plain
  const ending = /\.[^.]{1,12}$/.exec(plain)?.[0] ?? ''
  return plain.slice(0, 150 - ending.length) + ending
}

function stringsOf(body: unknown): Record<string, string> {
  if (typeof body !== 'object' || body === null) return {}
  const fields: Record<string, string> = {}
  for (const [name, value] of Object.entries(body)) {
    if (typeof value === 'string') fields[name] = value
    // A repeated name: the last one counts, as in a browser's own reading of radio buttons.
    else if (Array.isArray(value) && typeof value.at(-1) === 'string') fields[name] = value.at(-1)
  }
  return fields
}
