import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'

const brotli = promisify(brotliCompress)
const zip = promisify(gzip)

/** Below this many characters nothing is gained. */
const SMALLEST = 1_000

/**
 * Sends a page compressed as its reader accepts. Never one that repeats what its own address says: whoever can make a browser ask for
 * addresses and count the bytes of the answers could guess the form's token letter by letter.
 */
export async function sendCompressed(
  request: FastifyRequest,
  reply: FastifyReply,
  text: string,
): Promise<FastifyReply> {
  reply.type('text/html; charset=utf-8').header('vary', 'accept-encoding')
  const repeats = request.url.includes('?') || request.method !== 'GET'
  const accepted = String(request.headers['accept-encoding'] ?? '')
  if (repeats || text.length < SMALLEST) return reply.send(text)
  if (/\bbr\b/.test(accepted))
    return reply
      .header('content-encoding', 'br')
      .send(await brotli(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }))
  if (/\bgzip\b/.test(accepted)) return reply.header('content-encoding', 'gzip').send(await zip(text, { level: 6 }))
  return reply.send(text)
}
