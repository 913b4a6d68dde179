import { SaxesParser } from 'saxes'
import { guardXml } from '../xml/guard-xml.ts'

/** A decision table as its document has it: names of columns, and the text of each cell. */
export interface DecisionTable {
  readonly decision: string
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  readonly rules: readonly { readonly inputs: readonly string[]; readonly outputs: readonly string[] }[]
}

const DMN = /^https?:\/\/www\.omg\.org\/spec\/DMN\//

/** The decision tables of a DMN document of any version, in order. Throws `XmlRefused` where it is no XML that may be read. */
export function readDecisionTables(xml: string): DecisionTable[] {
  guardXml(xml)
  const tables: DecisionTable[] = []
  const path: string[] = []
  let decision = ''
  let open: { inputs: string[]; outputs: string[]; rules: { inputs: string[]; outputs: string[] }[] } | null = null
  let text: string | null = null
  const parser = new SaxesParser({ xmlns: true })
  parser.on('opentag', ({ local, uri, attributes }) => {
    const name = DMN.test(uri) ? local : ''
    path.push(name)
    if (name === 'decision') decision = attributes.id?.value ?? ''
    else if (name === 'decisionTable') open = { inputs: [], outputs: [], rules: [] }
    else if (name === 'output' && open !== null) open.outputs.push(attributes.name?.value ?? '')
    else if (name === 'rule' && open !== null) open.rules.push({ inputs: [], outputs: [] })
    else if (name === 'text') text = ''
  })
  const add = (more: string) => {
    if (text !== null) text += more
  }
  parser.on('text', add)
  parser.on('cdata', add)
  parser.on('closetag', () => {
    const name = path.pop()
    const parent = path.at(-1)
    if (name === 'text' && open !== null && text !== null) {
      const rule = open.rules.at(-1)
      if (parent === 'inputExpression') open.inputs.push(text.trim())
      else if (parent === 'inputEntry') rule?.inputs.push(text.trim())
      else if (parent === 'outputEntry') rule?.outputs.push(text.trim())
      text = null
    } else if (name === 'decisionTable' && open !== null) {
      tables.push({ decision, ...open })
      open = null
    }
  })
  parser.write(xml).close()
  return tables
}
