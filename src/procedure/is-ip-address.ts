const BYTE = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)'
const V4 = new RegExp(`^${BYTE}(?:\\.${BYTE}){3}$`)

/** Is the text an IPv4 address, or an IPv6 address without zone? Leading zeros are refused: some programs read them as octal. */
export function isIpAddress(text: string): boolean {
  return V4.test(text) || isV6(text)
}

function isV6(text: string): boolean {
  const halves = text.split('::')
  if (halves.length > 2 || !text.includes(':')) return false
  const groups = halves.map((half) => (half === '' ? [] : half.split(':')))
  const all = groups.flat()
  const last = all.at(-1)
  const embedded = last !== undefined && groups.at(-1)?.length !== 0 && V4.test(last)
  const hex = embedded ? all.slice(0, -1) : all
  const size = hex.length + (embedded ? 2 : 0)
  return hex.every((group) => /^[0-9a-f]{1,4}$/i.test(group)) && (halves.length === 2 ? size < 8 : size === 8)
}
