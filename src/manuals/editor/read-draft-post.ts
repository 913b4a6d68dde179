import type { FastifyRequest } from 'fastify'

export interface DraftPost {
  readonly fields: Readonly<Record<string, string>>
  readonly source: string
  readonly examples: string
}

/** Reads the form of a draft, sent as a browser sends it or as the editor does; line ends as the file system writes them. */
export async function readDraftPost(request: FastifyRequest): Promise<DraftPost> {
  const fields: Record<string, string> = {}
  if (request.isMultipart()) {
    for await (const part of request.parts({ limits: { fieldSize: MOST_BYTES } })) {
      if (part.type === 'field') {
        if (typeof part.value === 'string') fields[part.fieldname] = part.value
      } else part.file.resume()
    }
  } else {
    for (const [name, value] of Object.entries((request.body ?? {}) as Record<string, unknown>))
      if (typeof value === 'string') fields[name] = value
  }
  return { fields, source: plain(fields.texto), examples: plain(fields.ejemplos) }
}

// Of one text. What is longer than a manual may be is read to be given back with the reason, nothing of it lost.
const MOST_BYTES = 4_000_000

const plain = (text = '') => text.replace(/\r\n?/g, '\n').replaceAll('\u0000', '\u{FFFD}')
