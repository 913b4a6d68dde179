/** Where a clamd listens. */
export type ClamdAddress =
  | { readonly kind: 'unix'; readonly path: string }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number }

/** `/run/clamav/clamd.ctl`, `host:3310` or `[::1]:3310`; null for anything else. */
export function readClamdAddress(text: string): ClamdAddress | null {
  if (text.startsWith('/')) return text.length <= 107 ? { kind: 'unix', path: text } : null
  const found = /^(?:\[([0-9a-fA-F:.]+)\]|([A-Za-z0-9._-]+)):(\d{1,5})$/.exec(text)
  if (found === null) return null
  const port = Number(found[3])
  const host = found[1] ?? found[2]
  return host === undefined || port < 1 || port > 65_535 ? null : { kind: 'tcp', host, port }
}
