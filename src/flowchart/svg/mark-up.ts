/** Text of an XML element or attribute. Signs that XML cannot hold are left out. */
export function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

/** A coordinate with at most two decimals. */
export function n(value: number): string {
  return String(Math.round(value * 100) / 100)
}

export type Attributes = Readonly<Record<string, string | number | undefined>>

export function element(name: string, attributes: Attributes, inside = ''): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${typeof value === 'number' ? n(value) : escapeXml(value!)}"`)
    .join('')
  return inside === '' ? `<${name}${written}/>` : `<${name}${written}>${inside}</${name}>`
}

export interface TextLook {
  readonly size: number
  readonly bold?: boolean
  readonly anchor?: 'start' | 'middle' | 'end'
  readonly class?: string
  readonly fill?: string
}

/** One line of text by its baseline. */
export function textLine(text: string, x: number, y: number, look: TextLook): string {
  return element(
    'text',
    {
      x,
      y,
      'font-size': look.size,
      ...(look.bold ? { 'font-weight': 'bold' } : {}),
      ...(look.anchor && look.anchor !== 'start' ? { 'text-anchor': look.anchor } : {}),
      fill: look.fill ?? INK,
      class: look.class ?? 'fc-text',
    },
    escapeXml(text),
  )
}

export const INK = '#1b2430'
export const LINE_INK = '#2b3a4a'
export const SOFT = '#5a6877'
export const PAPER = '#ffffff'
export const TINT = '#eef2f7'
