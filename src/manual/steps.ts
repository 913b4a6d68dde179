import { readActivity } from './activity.ts'
import type { Cell } from './blocks.ts'
import { parseNormTime } from './durations.ts'
import { foldText } from './fold-text.ts'
import type { Notes } from './notes.ts'
import type { Places } from './places.ts'
import type { Roles } from './roles.ts'
import type { StepRow } from './step-table.ts'
import type { Branch, Facts, Step } from './types.ts'

/** A value while it is being read. */
export type Draft<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer U)[] ? U[] : T[K] }

export type DraftFacts = Draft<Facts>
export type DraftBranch = Omit<Draft<Branch>, 'facts'> & { facts: DraftFacts }
export type DraftStep = Omit<Draft<Step>, 'facts' | 'branches'> & { facts: DraftFacts; branches: DraftBranch[] }

interface Reading {
  readonly procedure: string
  /** Index of the procedure's table among the manual's. */
  readonly table: number
  readonly roles: Roles
  readonly places: Places
  readonly notes: Notes
}

/** Reads the rows of a step table in order: numbers, roles, activities and times. */
export function readSteps(rows: readonly StepRow[], reading: Reading): DraftStep[] {
  const steps: DraftStep[] = []
  const seen = new Set<string>()
  let role: string | null | undefined
  for (const row of rows) {
    const number = readNumber(row.number, steps.at(-1), seen, reading.notes)
    if (!number) continue
    seen.add(number.printed)
    const notes = reading.notes.of(reading.procedure, number.printed)
    const named = row.responsible.text !== ''
    const own = named ? readRole(row.responsible, reading, notes) : role
    if (own === undefined) {
      say(
        row.number,
        'falta-responsable',
        'La primera fila dice su RESPONSABLE; escríbalo, o «—» si no hay nadie.',
        notes,
      )
    }
    if (number.branch === undefined) {
      role = own ?? null
      steps.push(readStep(row, number.step, role, named, steps.at(-1), reading, notes))
    } else {
      readBranch(row, number.printed, own ?? null, named, steps.at(-1)!, reading, notes)
    }
  }
  return steps
}

function readStep(
  row: StepRow,
  step: number,
  role: string | null,
  named: boolean,
  before: DraftStep | undefined,
  reading: Reading,
  notes: Notes,
): DraftStep {
  if (before?.parallel && !named) {
    const say_ = `El paso ${step} reúne el bloque del paso ${before.number}: diga su RESPONSABLE.`
    say(row.number, 'union-sin-responsable', say_, notes)
  }
  const activity = readActivity(
    row.activity.raw,
    row.activity.span.start.offset,
    { kind: 'step', step },
    notes,
    reading.places,
  )
  return {
    number: step,
    id: activity.id,
    role,
    text: activity.text,
    question: activity.question,
    parallel: activity.parallel,
    branches: [],
    jump: activity.jump,
    normRefs: [...activity.normRefs],
    time: readTime(row.time, notes),
    facts: emptyFacts(),
    span: row.row.span,
  }
}

function readBranch(
  row: StepRow,
  number: string,
  role: string | null,
  named: boolean,
  step: DraftStep,
  reading: Reading,
  notes: Notes,
): void {
  const kind = step.parallel ? 'parallel' : 'answer'
  if (!step.parallel && step.question === undefined && step.branches.length === 0) {
    const message = `El paso ${step.number} no pregunta ni abre «A la vez:», así que no lleva ramas; escriba su pregunta entre «¿» y «?».`
    say(row.number, 'rama-sin-pregunta', message, notes)
  }
  if (kind === 'answer' && named && role !== null && step.role !== null && foldText(role) !== foldText(step.role)) {
    const message = `Las ramas son de quien pregunta, «${step.role}»; deje la celda vacía y dé un paso propio a «${role}».`
    say(row.responsible, 'rama-con-otro-responsable', message, notes)
  }
  if (kind === 'parallel' && !named) {
    say(row.number, 'paralela-sin-responsable', 'Cada fila de un bloque «A la vez:» dice su RESPONSABLE.', notes)
  }
  const place = { kind, step: step.number } as const
  const activity = readActivity(row.activity.raw, row.activity.span.start.offset, place, notes, reading.places)
  step.branches.push({
    number,
    answer: activity.answer,
    role: kind === 'answer' ? step.role : role,
    text: activity.text,
    jump: activity.jump,
    normRefs: [...activity.normRefs],
    time: readTime(row.time, notes),
    facts: emptyFacts(),
    span: row.row.span,
  })
}

function readNumber(
  cell: Cell,
  last: DraftStep | undefined,
  seen: ReadonlySet<string>,
  notes: Notes,
): { step: number; branch?: number; printed: string } | null {
  const next = (last?.number ?? 0) + 1
  const written = cell.text
  if (written === '') {
    say(
      cell,
      'paso-sin-numero',
      `La fila no tiene número; escriba en PASO el ${next}, o ${last?.number ?? 1}.k si es una rama.`,
      notes,
    )
    return null
  }
  const match = /^([1-9]\d{0,3})(?:\.([1-9]\d{0,2}))?$/.exec(written)
  if (!match) {
    const digits = /(\d+)(?:\s*\.\s*(\d+))?/.exec(written)
    const meant = digits ? `${Number(digits[1])}${digits[2] ? `.${Number(digits[2])}` : ''}` : String(next)
    say(cell, 'paso-mal-escrito', `El número de un paso se escribe solo, con cifras: «${meant}».`, notes)
    return null
  }
  const step = Number(match[1])
  const branch = match[2] === undefined ? undefined : Number(match[2])
  if (seen.has(written)) {
    say(
      cell,
      'paso-repetido',
      `El paso ${written} ya está en la tabla; numere esta fila ${branch ? `${step}.${(last?.branches.length ?? 0) + 1}` : next}.`,
      notes,
    )
    return null
  }
  if (branch === undefined) {
    if (step !== next) say(cell, 'paso-salteado', `Después del paso ${next - 1} va el ${next}, no el ${step}.`, notes)
    return { step, printed: written }
  }
  if (step !== last?.number) {
    say(cell, 'rama-fuera-de-lugar', `La rama ${written} va debajo de la fila del paso ${step}.`, notes)
    return null
  }
  const expected = last.branches.length + 1
  if (branch !== expected)
    say(
      cell,
      'paso-salteado',
      `Después de ${expected === 1 ? `el paso ${step}` : `${step}.${expected - 1}`} va ${step}.${expected}, no ${written}.`,
      notes,
    )
  return { step, branch, printed: written }
}

function readRole(cell: Cell, reading: Reading, notes: Notes): string | null {
  if (cell.text === '—') return null
  const place = { from: cell.span.start.offset, to: cell.span.end.offset }
  return reading.roles.resolve(cell.text, reading.table, place, notes)
}

function readTime(cell: Cell | undefined, notes: Notes): Step['time'] {
  if (!cell) return undefined
  const parsed = parseNormTime(cell.text)
  if (parsed.ok) return parsed.value
  say(cell, 'tiempo-mal-escrito', parsed.problem, notes)
  return undefined
}

function say(cell: Cell, code: Parameters<Notes['say']>[0], message: string, notes: Notes): void {
  notes.say(code, cell.span.start.offset, cell.span.end.offset, message)
}

function emptyFacts(): DraftFacts {
  return { signatures: [], delivers: [], uses: [], actions: [], notes: [], details: [] }
}
