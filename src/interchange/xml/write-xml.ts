/** An element to be written: attributes without a value are left out. */
export interface XmlElement {
  readonly name: string
  readonly attributes?: Readonly<Record<string, string | number | boolean | undefined>>
  readonly children?: readonly (XmlElement | null)[]
  readonly text?: string
}

/** The element as indented text, without the XML declaration. */
export function writeXml(element: XmlElement, indent = ''): string {
  const { name, attributes = {}, children = [], text } = element
  const written = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${escapeXml(String(value))}"`],
  )
  const open = `${indent}<${name}${written.join('')}`
  if (text !== undefined) return `${open}>${escapeXml(text)}</${name}>\n`
  const inner = children.map((child) => (child === null ? '' : writeXml(child, `${indent}  `))).join('')
  return inner === '' ? `${open} />\n` : `${open}>\n${inner}${indent}</${name}>\n`
}

/** Text for an element or an attribute; what XML forbids becomes U+FFFD. */
export function escapeXml(text: string): string {
  return text.replace(SPECIAL, (sign) => ESCAPES[sign] ?? '\uFFFD')
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
}
const SPECIAL =
  /[&<>"\u0000-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g
