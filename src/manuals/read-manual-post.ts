import type { FastifyRequest } from 'fastify'

export interface ManualPost {
  readonly fields: Readonly<Record<string, string>>
  /** The file's text where one was chosen, else what was typed; line ends as the file system writes them. */
  readonly text: string
  readonly fault: 'not-utf8' | 'too-large' | null
}

/** Bytes of a file read before it is known to be no manual: four times the longest text that the reader takes. */
const MOST_BYTES = 1_200_000

/** Reads the form of a manual: its text typed or as a file. A file that cannot be read leaves what was typed. */
export async function readManualPost(request: FastifyRequest): Promise<ManualPost> {
  const fields: Record<string, string> = {}
  let file: { readonly text: string } | null = null
  let fault: ManualPost['fault'] = null
  if (request.isMultipart()) {
    for await (const part of request.parts()) {
      if (part.type === 'field') {
        if (typeof part.value === 'string') fields[part.fieldname] = part.value
      } else {
        const bytes = await readBytes(part.file)
        if (part.fieldname !== 'archivo' || part.filename === '') continue
        const text = bytes === null ? null : decode(bytes)
        if (bytes === null) fault = 'too-large'
        else if (text === null) fault = 'not-utf8'
        else file = { text }
      }
    }
  } else {
    for (const [name, value] of Object.entries((request.body ?? {}) as Record<string, unknown>))
      if (typeof value === 'string') fields[name] = value
  }
  // Browsers send a textarea's lines with CRLF: the same text must be the same version.
  const text = (file?.text ?? fields.texto ?? '').replace(/\r\n?/g, '\n').replaceAll('\u0000', '\u{FFFD}')
  return { fields, text, fault }
}

async function readBytes(stream: AsyncIterable<Buffer>): Promise<Buffer | null> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of stream) {
    size += chunk.length
    if (size <= MOST_BYTES) chunks.push(chunk)
  }
  return size > MOST_BYTES ? null : Buffer.concat(chunks)
}

function decode(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}
