import { SaxesParser } from 'saxes'
import { LIMITS } from './limits.ts'
import { refuse } from './refuse.ts'

export interface XmlHandler {
  /** `name` without its prefix; attributes too. */
  readonly open: (name: string, attribute: (name: string) => string | undefined) => void
  readonly close: (name: string) => void
  readonly text?: (text: string) => void
}

/** Reads XML that came from outside: no DOCTYPE, so no entities; nothing is fetched; depth and number of elements are bounded. */
export function readXml(xml: string, { open, close, text }: XmlHandler): void {
  const parser = new SaxesParser({ xmlns: false })
  let depth = 0
  let elements = 0
  parser.on('doctype', () => refuse('forbidden-xml'))
  parser.on('error', () => refuse('broken-zip'))
  parser.on('opentag', ({ name, attributes }) => {
    depth += 1
    elements += 1
    if (depth > LIMITS.xmlDepth) refuse('too-deep')
    if (elements > LIMITS.xmlElements) refuse('too-many-rows')
    open(local(name), (wanted) => {
      const key = Object.keys(attributes).find((one) => local(one) === wanted)
      return key === undefined ? undefined : String(attributes[key])
    })
  })
  parser.on('closetag', ({ name }) => {
    depth -= 1
    close(local(name))
  })
  if (text) parser.on('text', text)
  parser.write(xml).close()
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}
