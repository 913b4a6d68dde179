import type { FastifyRequest } from 'fastify'
import { Refused } from '#src/platform/refusal.ts'
import { csrfFits } from '../http/identify.ts'
import { peopleRefusal } from '../refusals.ts'
import { refusedToSign, type SigningRefusalCode } from './refusals.ts'

export interface Upload {
  readonly fields: Readonly<Record<string, string>>
  /** Content of the one file; null where none was chosen. */
  readonly file: Buffer | null
}

/** Reads a form with one small file into memory, and checks its token. A larger file is refused with `tooLarge`. */
export async function readUpload(
  request: FastifyRequest,
  limit: number,
  tooLarge: SigningRefusalCode,
): Promise<Upload> {
  const fields: Record<string, string> = {}
  let file: Buffer | null = null
  try {
    if (request.isMultipart()) {
      for await (const part of request.parts({ limits: { fileSize: limit, files: 1, fields: 20 } })) {
        if (part.type === 'field') fields[part.fieldname] = String(part.value ?? '')
        else {
          const content = await part.toBuffer()
          if (part.filename !== '' && content.length > 0) file = content
        }
      }
    }
  } catch (error) {
    const { code = '', message } = error as { code?: string; message: string }
    if (code === 'FST_REQ_FILE_TOO_LARGE') throw refusedToSign(tooLarge)
    if (code.startsWith('FST_') || /multipart|part header|boundary/i.test(message)) throw refusedToSign('file-missing')
    throw error
  }
  if (!csrfFits(request, fields)) throw new Refused(peopleRefusal('stale-form'))
  return { fields, file }
}

export function needFile({ file }: Upload): Buffer {
  if (file === null) throw refusedToSign('file-missing')
  return file
}
