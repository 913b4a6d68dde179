import type { Manual, Norm, NormTable } from '#src/manual/types.ts'
import { writeXml, type XmlElement } from '../xml/write-xml.ts'
import { type Decision, decisionOfNorm } from './decision-of-norm.ts'

const DMN = 'https://www.omg.org/spec/DMN/20191111/MODEL/'
const BOX = { width: 180, height: 80, input: 45, gap: 40 } as const

/** The tables of a manual's norms as one DMN 1.3 document with its diagram; null where no norm has a table. */
export function exportDmn(manual: Manual): string | null {
  const decisions = decisionsOf(manual)
  return decisions.length === 0 ? null : writeDmn(`${manual.front.code} ${manual.front.title}`, decisions)
}

/** Decisions as one DMN 1.3 document with its diagram. */
export function writeDmn(name: string, decisions: readonly Decision[]): string {
  const places = placesOf(decisions)
  return `<?xml version="1.0" encoding="UTF-8"?>\n${writeXml({
    name: 'definitions',
    attributes: {
      xmlns: DMN,
      'xmlns:dmndi': 'https://www.omg.org/spec/DMN/20191111/DMNDI/',
      'xmlns:dc': 'http://www.omg.org/spec/DMN/20180521/DC/',
      'xmlns:di': 'http://www.omg.org/spec/DMN/20180521/DI/',
      id: 'Definiciones',
      name,
      namespace: 'urn:ventanilla:dmn:1',
      exporter: 'Ventanilla',
      exporterVersion: '1',
    },
    children: [
      ...decisions.flatMap((decision) => [
        ...decision.inputs.map((_, index) => inputData(decision, index)),
        decisionOf(decision),
      ]),
      diagram(decisions, places),
    ],
  })}`
}

/** Every norm with a table: the manual's own, then each procedure's. */
export function decisionsOf(manual: Manual): Decision[] {
  const assigned = (norm: Norm, procedure: string | null) =>
    manual.procedures.flatMap(({ number, assignments }) =>
      assignments.flatMap(({ by }) => {
        if (by.kind !== 'column' && by.kind !== 'head-of-column') return []
        const same = by.norm.number === norm.number && (by.norm.general ? procedure === null : procedure === number)
        return same ? [by.column] : []
      }),
    )
  const general = manual.norms.filter(hasTable).map((norm) =>
    decisionOfNorm(norm, {
      id: `Norma_general_${idPart(norm.number)}`,
      name: `Norma general ${norm.number}`,
      assigned: assigned(norm, null),
    }),
  )
  const own = manual.procedures.flatMap(({ number, norms }) =>
    norms.filter(hasTable).map((norm) =>
      decisionOfNorm(norm, {
        id: `Procedimiento_${idPart(number)}_norma_${idPart(norm.number)}`,
        name: `Procedimiento ${number}, norma ${norm.number}`,
        assigned: assigned(norm, number),
      }),
    ),
  )
  return unique([...general, ...own])
}

function hasTable(norm: Norm): norm is Norm & { readonly table: NormTable } {
  return norm.table !== undefined && norm.table.rows.length > 0
}

/** Two norms of one number are a fault of the manual, but no reason for a file that no tool opens. */
function unique(decisions: readonly Decision[]): Decision[] {
  const taken = new Map<string, number>()
  return decisions.map((decision) => {
    const count = (taken.get(decision.id) ?? 0) + 1
    taken.set(decision.id, count)
    return count === 1 ? decision : { ...decision, id: `${decision.id}_${count}` }
  })
}

function idPart(number: string): string {
  return number.replaceAll('.', '_')
}

const inputId = ({ id }: Decision, index: number): string => `${id}_entrada_${index + 1}`

function inputData(decision: Decision, index: number): XmlElement {
  const id = inputId(decision, index)
  const { name, label } = decision.inputs[index]!
  return {
    name: 'inputData',
    attributes: { id, name, label },
    children: [{ name: 'variable', attributes: { id: `${id}_variable`, name, typeRef: 'string' } }],
  }
}

function decisionOf(decision: Decision): XmlElement {
  const { id, name, description, hitPolicy, inputs, outputs, rules } = decision
  const several = outputs.length > 1
  return {
    name: 'decision',
    attributes: { id, name },
    children: [
      { name: 'description', text: description.replace(/\s+/g, ' ') },
      { name: 'variable', attributes: { id: `${id}_variable`, name, ...(several ? {} : { typeRef: 'string' }) } },
      ...inputs.map((_, index) => ({
        name: 'informationRequirement',
        attributes: { id: `${id}_requiere_${index + 1}` },
        children: [{ name: 'requiredInput', attributes: { href: `#${inputId(decision, index)}` } }],
      })),
      {
        name: 'decisionTable',
        attributes: { id: `${id}_tabla`, hitPolicy },
        children: [
          ...inputs.map((column, index) => ({
            name: 'input',
            attributes: { id: `${id}_columna_${index + 1}`, label: column.label },
            children: [
              {
                name: 'inputExpression',
                attributes: { id: `${id}_expresion_${index + 1}`, typeRef: 'string' },
                children: [{ name: 'text', text: column.name }],
              },
            ],
          })),
          ...outputs.map((column, index) => ({
            name: 'output',
            attributes: {
              id: `${id}_resultado_${index + 1}`,
              name: column.name,
              label: column.label,
              typeRef: 'string',
            },
          })),
          ...rules.map((rule, at) => ({
            name: 'rule',
            attributes: { id: `${id}_fila_${at + 1}` },
            children: [
              ...rule.inputs.map((text, index) =>
                entry('inputEntry', `${id}_fila_${at + 1}_entrada_${index + 1}`, text),
              ),
              ...rule.outputs.map((text, index) =>
                entry('outputEntry', `${id}_fila_${at + 1}_resultado_${index + 1}`, text),
              ),
            ],
          })),
        ],
      },
    ],
  }
}

function entry(name: string, id: string, text: string): XmlElement {
  return { name, attributes: { id }, children: [{ name: 'text', text }] }
}

interface Place {
  readonly decision: { readonly x: number; readonly y: number }
  readonly inputs: readonly { readonly x: number; readonly y: number }[]
}

/** Decisions in a row, each over what it needs to know. */
function placesOf(decisions: readonly Decision[]): Place[] {
  let x = 80
  return decisions.map(({ inputs }) => {
    const width = Math.max(1, inputs.length) * (BOX.width + BOX.gap)
    const place = {
      decision: { x: x + Math.round((width - BOX.gap - BOX.width) / 2), y: 80 },
      inputs: inputs.map((_, index) => ({ x: x + index * (BOX.width + BOX.gap), y: 80 + BOX.height + 100 })),
    }
    x += width
    return place
  })
}

function diagram(decisions: readonly Decision[], places: readonly Place[]): XmlElement {
  const shape = (id: string, { x, y }: { x: number; y: number }, height: number): XmlElement => ({
    name: 'dmndi:DMNShape',
    attributes: { id: `${id}_di`, dmnElementRef: id },
    children: [{ name: 'dc:Bounds', attributes: { height, width: BOX.width, x, y } }],
  })
  const middle = BOX.width / 2
  const shapes = decisions.flatMap((decision, at) => [
    shape(decision.id, places[at]!.decision, BOX.height),
    ...decision.inputs.map((_, index) => shape(inputId(decision, index), places[at]!.inputs[index]!, BOX.input)),
  ])
  const edges = decisions.flatMap((decision, at) =>
    decision.inputs.map((_, index): XmlElement => {
      const from = places[at]!.inputs[index]!
      const to = places[at]!.decision
      return {
        name: 'dmndi:DMNEdge',
        attributes: {
          id: `${decision.id}_requiere_${index + 1}_di`,
          dmnElementRef: `${decision.id}_requiere_${index + 1}`,
        },
        children: [
          { name: 'di:waypoint', attributes: { x: from.x + middle, y: from.y } },
          { name: 'di:waypoint', attributes: { x: to.x + middle, y: to.y + BOX.height } },
        ],
      }
    }),
  )
  return {
    name: 'dmndi:DMNDI',
    children: [{ name: 'dmndi:DMNDiagram', attributes: { id: 'Diagrama' }, children: [...shapes, ...edges] }],
  }
}
