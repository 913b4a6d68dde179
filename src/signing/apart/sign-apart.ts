import { PdfFault } from '../pdf/types.ts'
import { NotSignable, type SignatureRequest } from '../sign-pdf.ts'
import { APART, PEOPLE, workApart } from './work-apart.ts'

/** As `signPdf`, in a thread of its own, for a document that somebody brought. The key goes there as a `KeyObject`. */
export async function signApart(bytes: Uint8Array, request: SignatureRequest, limits = APART): Promise<Buffer> {
  const job = { kind: 'sign', bytes, request: { ...request, at: request.at.toString() } } as const
  const answer = await workApart(PEOPLE, job, limits)
  switch (answer.kind) {
    case 'signed':
      return Buffer.from(answer.bytes.buffer, answer.bytes.byteOffset, answer.bytes.length)
    case 'not-signable':
      throw new NotSignable(answer.detail)
    case 'pdf-fault':
      throw new PdfFault(answer.code, answer.detail)
    case 'too-much':
      throw new PdfFault('too-much', 'its time or memory was over')
    default:
      throw new Error(`a signature was answered with ${answer.kind}`)
  }
}
