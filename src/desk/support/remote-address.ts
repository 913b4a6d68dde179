import type { RemoteTool } from '#src/procedure/index.ts'

/** What each tool's addresses look like, without the blanks and dashes that people put into them. */
const SHAPES: Readonly<Record<RemoteTool, RegExp>> = {
  anydesk: /^\d{9,10}$/,
  teamviewer: /^\d{8,10}$/,
  rustdesk: /^[0-9A-Za-z]{6,16}$/,
}

/** An address as the tool knows it, or null for what is none. */
export function readRemoteAddress(tool: RemoteTool, written: string): string | null {
  const plain = written.replace(/[\s.-]/g, '')
  return SHAPES[tool].test(plain) ? plain : null
}

/** The link that opens the tool on the official's machine. Only for an address that `readRemoteAddress` gave. */
export function remoteLink(tool: RemoteTool, address: string): string {
  if (readRemoteAddress(tool, address) !== address) throw new Error(`not an address of ${tool}`)
  switch (tool) {
    case 'anydesk':
      return `anydesk:${address}`
    case 'teamviewer':
      return `teamviewer10://control?device=${address}`
    case 'rustdesk':
      return `rustdesk://${address}`
  }
}

/** `123 456 789`, as people read it out. */
export function spokenAddress(address: string): string {
  return /^\d+$/.test(address) ? address.replace(/\B(?=(\d{3})+(?!\d))/g, ' ') : address
}
