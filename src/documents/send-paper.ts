import type { FastifyReply, FastifyRequest } from 'fastify'
import { attachment } from '#src/platform/http/attachment.ts'
import type { KeptPaper } from './kept-paper.ts'

/** Sends a document to be saved under a name. The browser may ask whether its copy still stands. */
export async function sendPaper(
  request: FastifyRequest,
  reply: FastifyReply,
  paper: KeptPaper,
  name: string,
): Promise<FastifyReply> {
  const etag = `"${paper.sha256}"`
  reply.header('etag', etag).header('cache-control', 'private, no-cache')
  if (request.headers['if-none-match'] === etag) return reply.code(304).send()
  const safe = name.replace(/[^\p{L}\p{N}. _-]+/gu, '-')
  return reply
    .type('application/pdf')
    .header('content-length', paper.size)
    .header('content-disposition', attachment(safe))
    .send(await paper.open())
}
