import { SaxesParser } from 'saxes'

/** Limits of an XML document that somebody hands in. */
const LIMITS = { bytes: 10_000_000, elements: 50_000, depth: 100, attributes: 200, name: 300 } as const

/** Why a document is not read; the message is a Spanish sentence for whoever brought it. */
export class XmlRefused extends Error {}

/**
 * Reads through a document without keeping it, and throws `XmlRefused` where it is malformed, too big, too deep, or has a DOCTYPE
 * (no diagram needs one, and entities are how a small file becomes a huge one). What passes may go to a parser that builds a tree.
 */
export function guardXml(xml: string): void {
  if (xml.length > LIMITS.bytes)
    throw new XmlRefused(`El archivo pasa de ${LIMITS.bytes / 1_000_000} MB; exporte un proceso por archivo.`)
  if (xml.trim() === '') throw new XmlRefused('El archivo está vacío.')
  if (!/^\s*(?:\uFEFF)?\s*</.test(xml)) throw new XmlRefused('El archivo no es XML: exporte el proceso como BPMN 2.0.')
  const parser = new SaxesParser({ xmlns: true })
  let depth = 0
  let elements = 0
  let refused: XmlRefused | null = null
  const refuse = (sentence: string) => {
    refused ??= new XmlRefused(sentence)
    throw refused
  }
  parser.on('error', (error) => {
    const place = /^(?:[^:]*:)?(\d+):(\d+): ?(.*)$/.exec(error.message)
    refuse(
      `El XML está mal formado${place ? ` en la línea ${place[1]}, columna ${place[2]}` : ''}: vuelva a exportarlo.`,
    )
  })
  parser.on('doctype', () => refuse('El archivo trae una declaración DOCTYPE, que aquí no se acepta: quítela.'))
  parser.on('opentagstart', ({ name }) => {
    elements += 1
    depth += 1
    if (elements > LIMITS.elements) refuse(`El archivo pasa de ${LIMITS.elements} elementos; divida el diagrama.`)
    if (depth > LIMITS.depth) refuse(`El archivo anida más de ${LIMITS.depth} niveles de elementos.`)
    if (name.length > LIMITS.name) refuse(`Un elemento tiene un nombre de más de ${LIMITS.name} caracteres.`)
  })
  let attributes = 0
  parser.on('opentag', () => {
    attributes = 0
  })
  parser.on('attribute', ({ name }) => {
    attributes += 1
    if (attributes > LIMITS.attributes) refuse(`Un elemento tiene más de ${LIMITS.attributes} atributos.`)
    if (name.length > LIMITS.name) refuse(`Un atributo tiene un nombre de más de ${LIMITS.name} caracteres.`)
  })
  parser.on('closetag', () => {
    depth -= 1
  })
  for (let at = 0; at < xml.length; at += CHUNK) parser.write(xml.slice(at, at + CHUNK))
  parser.close()
}

// A refusal stops the reading within this many characters.
const CHUNK = 65_536
