import type { FastifyReply } from 'fastify'

/** The `content-disposition` of what is to be saved under a name, never opened on our address (RFC 6266, name as of RFC 8187). */
export function attachment(name: string): string {
  return `attachment; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, escapedByte)}`
}

/** What `encodeURIComponent` leaves alone and the header's grammar does not allow. */
function escapedByte(char: string): string {
  return `%${char.charCodeAt(0).toString(16).toUpperCase()}`
}

/** Sends a file that was made for whoever asks, to be saved under a name; nobody between keeps it. */
export function sendMade(
  reply: FastifyReply,
  { name, type, bytes }: { readonly name: string; readonly type: string; readonly bytes: Uint8Array },
): FastifyReply {
  return reply
    .type(type)
    .header('cache-control', 'private, no-store')
    .header('content-disposition', attachment(name))
    .send(Buffer.from(bytes))
}
