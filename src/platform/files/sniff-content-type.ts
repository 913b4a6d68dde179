/** Content type by the first 512 bytes. Never a type that a browser would run: HTML, SVG and XML are plain bytes here. */
export function sniffContentType(head: Uint8Array): string {
  const bytes = Buffer.from(head)
  for (const { type, magic, at = 0 } of SIGNATURES) {
    if (bytes.subarray(at, at + magic.length).equals(magic)) return type
  }
  return looksLikeText(bytes) ? 'text/plain; charset=utf-8' : 'application/octet-stream'
}

const SIGNATURES: readonly { readonly type: string; readonly magic: Buffer; readonly at?: number }[] = [
  { type: 'application/pdf', magic: Buffer.from('%PDF-') },
  { type: 'image/png', magic: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) },
  { type: 'image/jpeg', magic: Buffer.from([0xff, 0xd8, 0xff]) },
  { type: 'image/gif', magic: Buffer.from('GIF8') },
  { type: 'image/webp', magic: Buffer.from('WEBP'), at: 8 },
  { type: 'image/tiff', magic: Buffer.from([0x49, 0x49, 0x2a, 0x00]) },
  { type: 'image/tiff', magic: Buffer.from([0x4d, 0x4d, 0x00, 0x2a]) },
  // Word, Excel, OpenDocument and plain archives alike: what is inside is for whoever opens it.
  { type: 'application/zip', magic: Buffer.from([0x50, 0x4b, 0x03, 0x04]) },
]

function looksLikeText(bytes: Buffer): boolean {
  if (bytes.length === 0) return false
  const markup = /^\s*(?:\ufeff)?\s*<(?:!doctype|html|head|body|script|svg|\?xml|iframe|style)/i
  const text = bytes.toString('utf8')
  return !markup.test(text) && !bytes.includes(0)
}
