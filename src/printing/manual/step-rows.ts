import type { Branch, Jump, Procedure, Step } from '#src/manual/types.ts'
import { timeText } from '../facts/fact-lines.ts'
import type { Block, Cell, Run, TableRow } from '../paper/types.ts'
import { HEAD_FILL } from '../prose/prose-blocks.ts'
import { normPlace, procedurePlace, stepPlace } from './places.ts'

/** The step table as the office prints it: INICIO and FIN as rows, RESPONSABLE merged, each answer under its question. */
export function stepTable(procedure: Procedure): Block {
  const timed = procedure.steps.some(
    (step) => step.time !== undefined || step.branches.some(({ time }) => time !== undefined),
  )
  const rows = printedRows(procedure)
  return {
    kind: 'table',
    widths: timed ? [25, 8, 52, 15] : [27, 9, 64],
    head: ['RESPONSABLE', 'PASO', 'ACTIVIDAD', ...(timed ? ['TIEMPO'] : [])].map((text, at) => ({
      blocks: [{ kind: 'text', runs: [{ text, bold: true }], align: at === 0 || at === 2 ? 'left' : 'center' }],
      fill: HEAD_FILL,
      middle: true,
    })),
    rows: rows.map((row, at) => tableRow(procedure, row, rows[at - 1], timed)),
    after: 8,
  }
}

interface PrintedRow {
  readonly role: string | null
  readonly kind: 'start' | 'end' | 'step' | 'branch'
  readonly step: Step
  readonly branch?: Branch
}

function printedRows({ steps }: Procedure): PrintedRow[] {
  const rows = steps.flatMap((step): PrintedRow[] => [
    { role: step.role, kind: 'step', step },
    ...step.branches.map((branch): PrintedRow => ({ role: branch.role, kind: 'branch', step, branch })),
  ])
  const [first] = rows
  const last = rows.at(-1)
  if (first === undefined || last === undefined) return []
  return [{ ...first, kind: 'start' }, ...rows, { ...last, kind: 'end' }]
}

function tableRow(procedure: Procedure, row: PrintedRow, above: PrintedRow | undefined, timed: boolean): TableRow {
  const merged = above !== undefined && above.role === row.role
  const time = row.kind === 'step' ? row.step.time : row.branch?.time
  const number = row.kind === 'step' ? String(row.step.number).padStart(2, '0') : ''
  const place = row.kind === 'step' ? { place: stepPlace(procedure.number, row.step.number) } : {}
  return {
    // INICIO is not left alone at the foot, nor FIN at the head; nor an answer parted from its question where it can be avoided.
    keep: row.kind === 'start' || (row.kind === 'step' && row.step.branches.length > 0),
    cells: [
      merged ? { blocks: [], merged: true } : { header: true, blocks: roleBlocks(row.role) },
      {
        blocks:
          number === '' ? [] : [{ kind: 'text', runs: [{ text: number, bold: true }], align: 'center', ...place }],
      },
      { blocks: activity(procedure, row) },
      ...(timed && row.kind !== 'start' && row.kind !== 'end'
        ? [
            {
              blocks:
                time === undefined
                  ? []
                  : [{ kind: 'text', runs: [{ text: timeText('es', time) }], align: 'center' } as const],
            } as Cell,
          ]
        : timed
          ? [{ blocks: [] }]
          : []),
    ],
  }
}

export function roleBlocks(role: string | null): Block[] {
  if (role === null) return [{ kind: 'text', runs: [{ text: '—' }] }]
  const cut = role.lastIndexOf(' / ')
  if (cut < 0) return [{ kind: 'text', runs: [{ text: role, bold: true }] }]
  return [
    { kind: 'text', runs: [{ text: role.slice(0, cut) }], size: 8.5 },
    { kind: 'text', runs: [{ text: role.slice(cut + 3), bold: true }] },
  ]
}

function activity(procedure: Procedure, { kind, step, branch }: PrintedRow): Block[] {
  if (kind === 'start' || kind === 'end')
    return [{ kind: 'text', runs: [{ text: kind === 'start' ? 'INICIO' : 'FIN', bold: true }], align: 'center' }]
  const { text, jump, normRefs } = branch ?? step
  const runs: Run[] = []
  if (branch !== undefined) runs.push({ text: `${branch.number}. `, bold: true })
  if (branch?.answer !== undefined) runs.push({ text: `${branch.answer}. `, bold: true })
  runs.push(...linked(text, procedure.number, normRefs))
  if (branch === undefined && step.question !== undefined)
    runs.push({ text: `${text === '' ? '' : ' '}¿${step.question}?`, bold: true })
  if (branch === undefined && step.parallel) runs.push({ text: ' A la vez:', bold: true })
  if (jump !== undefined) runs.push({ text: text === '' ? '' : ' ' }, jumpRun(procedure.number, jump))
  return [{ kind: 'text', runs, indent: branch === undefined ? 0 : 12 }]
}

function jumpRun(procedure: string, jump: Jump): Run {
  switch (jump.kind) {
    case 'continue':
      return {
        text: `(Continúa en paso ${jump.step}).`,
        link: { kind: 'place', name: stepPlace(procedure, jump.step) },
      }
    case 'return':
      return { text: `(Regresa a paso ${jump.step}).`, link: { kind: 'place', name: stepPlace(procedure, jump.step) } }
    case 'end':
      return { text: '(Fin).' }
    case 'call':
      return jump.manual === undefined
        ? {
            text: `(Aplica procedimiento ${jump.procedure}).`,
            link: { kind: 'place', name: procedurePlace(jump.procedure) },
          }
        : { text: `(Aplica procedimiento ${jump.procedure} del manual ${jump.manual}).` }
  }
}

/** A text with its `ver norma n` and `según norma n` leading to the norms. */
function linked(text: string, procedure: string, refs: Step['normRefs']): Run[] {
  if (refs.length === 0) return text === '' ? [] : [{ text }]
  return text.split(/((?:seg[uú]n|ver) norma (?:general )?\d+(?:\.\d+)*)/i).map((part, at): Run => {
    const named = at % 2 === 1 ? /(general )?(\d+(?:\.\d+)*)$/i.exec(part) : null
    if (named === null) return { text: part }
    return {
      text: part,
      link: { kind: 'place', name: normPlace(named[1] === undefined ? procedure : null, named[2]!) },
    }
  })
}
