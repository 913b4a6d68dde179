import type { Goal, ImportedFact, ImportedNode, ImportedProcess } from './imported-process.ts'
import { orderNodes } from './order-nodes.ts'
import { doubt, factText } from './safe-text.ts'

/** What writing found out about a node. */
export interface WritingNote {
  readonly id: string
  readonly message: string
}

interface Planned {
  readonly node: ImportedNode
  readonly number: number
  /** The row after it that only jumps: a call or a block cannot. */
  readonly bridge?: number
}

const NOBODY = '—'

/** A process as a PROCEDIMIENTO of the notation. */
export function writeProcedure(process: ImportedProcess): {
  readonly text: string
  readonly notes: readonly WritingNote[]
  /** The number that each node's row got. */
  readonly numbers: ReadonlyMap<string, number>
} {
  const { nodes, unreached } = orderNodes(process)
  const plan = number(nodes)
  const numbers = new Map(plan.map(({ node, number }) => [node.id, number]))
  const last = plan.at(-1)
  const end = last ? (last.bridge ?? last.number) : 0
  const rows: string[] = []
  const fichas: string[] = process.facts.map((fact) => ficha('Procedimiento', fact))
  const notes: WritingNote[] = unreached.map(({ id }) => ({
    id,
    message: 'Ningún camino del diagrama llega a este paso.',
  }))
  let above: string | null = null
  const put = (role: string | null, cells: readonly string[], always = false) => {
    const shown = role ?? NOBODY
    rows.push(row([shown === above && !always ? '' : shown, ...cells, '']))
    above = shown
  }
  for (const { node, number: at, bridge } of plan) {
    const subject = `Paso ${at}`
    const { way } = node
    const jump = (to: Goal, from: number) => jumpTo(to, from, numbers, end)
    switch (way.kind) {
      case 'on':
        put(node.role, [String(at), join(node.text, jump(way.to, at))])
        break
      case 'call':
        put(node.role, [String(at), join(node.text, `(Aplica procedimiento ${way.procedure}).`)])
        break
      case 'question':
        put(node.role, [String(at), join(node.text, `¿${way.question}?`)])
        for (const [index, { answer, text, to }] of way.answers.entries()) {
          rows.push(row(['', `${at}.${index + 1}`, join(`${answer}.`, text, answerJump(to, at, numbers)), '']))
        }
        break
      case 'block':
        put(node.role, [String(at), join(node.text, 'A la vez:')])
        for (const [index, one] of way.rows.entries()) {
          const call = one.procedure === undefined ? '' : `(Aplica procedimiento ${one.procedure}).`
          rows.push(row([one.role ?? NOBODY, `${at}.${index + 1}`, join(one.text, call), '']))
          for (const fact of one.facts) fichas.push(ficha(`Paso ${at}.${index + 1}`, fact))
        }
        above = null
    }
    if (bridge !== undefined && 'to' in way) {
      put(null, [String(bridge), join('Sigue su curso.', jump(way.to, bridge))], true)
    }
    for (const fact of node.facts) fichas.push(ficha(subject, fact))
    const due = deadlineFact(node, at, numbers)
    if (due) fichas.push(ficha(subject, due.fact))
    if (due?.problem) notes.push({ id: node.id, message: due.problem })
  }
  const table = ['| RESPONSABLE | PASO | ACTIVIDAD | TIEMPO |', '|---|---|---|---|', ...rows]
  const parts = [`## PROCEDIMIENTO No. ${process.number}. ${process.title}`, table.join('\n')]
  if (fichas.length > 0) parts.push([...new Set(fichas)].join('\n'))
  return { text: parts.join('\n\n'), notes, numbers }
}

/** Numbers the rows; one that cannot jump itself gets a row after it where what follows is not the next row. */
function number(nodes: readonly ImportedNode[]): Planned[] {
  let at = 0
  return nodes.map((node, index) => {
    at += 1
    const own = at
    const { way } = node
    const next = nodes[index + 1]?.id ?? null
    if (way.kind === 'block' ? way.to === null || way.to !== next : way.kind === 'call' && way.to !== next) {
      at += 1
      return { node, number: own, bridge: at }
    }
    return { node, number: own }
  })
}

function jumpTo(to: Goal, from: number, numbers: ReadonlyMap<string, number>, end: number): string {
  if (to === null) return from === end ? '' : '(Fin).'
  const step = numbers.get(to)!
  return step === from + 1 ? '' : onwards(step, from)
}

function answerJump(to: Goal, from: number, numbers: ReadonlyMap<string, number>): string {
  return to === null ? '(Fin).' : onwards(numbers.get(to)!, from)
}

function onwards(step: number, from: number): string {
  return step > from ? `(Continúa en paso ${step}).` : `(Regresa a paso ${step}).`
}

function deadlineFact(
  { deadline }: ImportedNode,
  from: number,
  numbers: ReadonlyMap<string, number>,
): { fact: ImportedFact; problem?: string } | null {
  if (!deadline) return null
  const { duration, expiry } = deadline
  if ('answer' in expiry) return { fact: { key: 'Plazo', value: `${duration}; al vencer, ${expiry.answer}` } }
  const step = expiry.to === null ? undefined : numbers.get(expiry.to)
  if (step !== undefined && step > from)
    return { fact: { key: 'Plazo', value: `${duration}; al vencer, continúa en paso ${step}` } }
  const goes = step === undefined ? 'terminaba' : `volvía al ${step}`
  const problem = `Al vencer su plazo de ${duration}, el original ${goes}; un Plazo solo continúa hacia adelante.`
  return { fact: { key: 'Nota', value: doubt(problem) }, problem }
}

function ficha(subject: string, { key, value }: ImportedFact): string {
  return `- ${subject}, ${key}: ${factText(value)}.`
}

function join(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' ')
}

function row(cells: readonly string[]): string {
  return `|${cells.map((cell) => (cell === '' ? ' ' : ` ${cell} `)).join('|')}|`
}
