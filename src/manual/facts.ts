import { parseAssignment } from './assignment-value.ts'
import { PLACE_OF } from './claves.ts'
import { parseNormTime } from './durations.ts'
import type { Ficha } from './fichas.ts'
import { foldText } from './fold-text.ts'
import type { Notes } from './notes.ts'
import type { Parsed } from './parsed.ts'
import type { Places } from './places.ts'
import type { Roles } from './roles.ts'
import {
  type DeadlineWords,
  type Piece,
  parseAction,
  parseArchive,
  parseDeadline,
  parseLimit,
  parseVerbs,
  parseWait,
} from './row-values.ts'
import { parseStart } from './start-value.ts'
import type { Draft, DraftBranch, DraftStep } from './steps.ts'
import type { Assignment, Deadline, Procedure, SignatureKind, Wait } from './types.ts'

export type DraftProcedure = Omit<Draft<Procedure>, 'steps'> & { steps: DraftStep[] }

interface Reading {
  readonly procedure: DraftProcedure
  readonly table: number
  readonly roles: Roles
  readonly places: Places
}

/** Writes what the fichas say into the procedure and its steps. */
export function applyFichas(fichas: readonly Ficha[], reading: Reading, notes: Notes): void {
  const rows = new Map<string, DraftStep | DraftBranch>()
  for (const step of reading.procedure.steps) {
    rows.set(String(step.number), step)
    for (const branch of step.branches) rows.set(branch.number, branch)
  }
  const seen = new Set<string>()
  for (const ficha of fichas) {
    const number = ficha.target.kind === 'row' ? ficha.target.number : undefined
    const of = notes.of(reading.procedure.number, number)
    if (!belongs(ficha, rows, reading, of) || repeated(ficha, seen, of)) continue
    if (ficha.target.kind === 'procedure') ofProcedure(ficha, reading, of)
    else if (ficha.target.kind === 'range') ofBlock(ficha, ficha.target, reading, of)
    else ofRow(ficha, rows.get(ficha.target.number)!, reading, of)
  }
}

function belongs(ficha: Ficha, rows: ReadonlyMap<string, unknown>, reading: Reading, notes: Notes): boolean {
  const { on } = PLACE_OF[ficha.clave]
  const { target } = ficha
  const numbers =
    target.kind === 'row' ? [target.number] : target.kind === 'range' ? [`${target.from}`, `${target.to}`] : []
  const missing = numbers.find((number) => !rows.has(number))
  if (missing !== undefined) {
    const steps = reading.procedure.steps.length
    notes.say(
      'ficha-de-paso-desconocido',
      ficha.start,
      ficha.to,
      `No hay paso ${missing} en este procedimiento; tiene ${steps} pasos.`,
    )
    return false
  }
  const holds =
    target.kind === 'procedure' ? on !== 'row' : target.kind === 'range' ? ficha.clave === 'Tiempo' : on !== 'procedure'
  if (!holds) {
    const where =
      ficha.clave === 'Tiempo'
        ? '«- Procedimiento, Tiempo: …» o «- Paso 2–5, Tiempo: …»; el de un paso va en la columna TIEMPO'
        : on === 'procedure'
          ? `«- Procedimiento, ${ficha.clave}: …»`
          : `«- Paso n, ${ficha.clave}: …»`
    notes.say('clave-fuera-de-lugar', ficha.start, ficha.to, `«${ficha.clave}» se escribe ${where}.`)
  }
  return holds
}

function repeated(ficha: Ficha, seen: Set<string>, notes: Notes): boolean {
  const subject = `${JSON.stringify(ficha.target)} ${ficha.clave}`
  const key = PLACE_OF[ficha.clave].repeats ? `${subject} ${foldText(ficha.value)} ${ficha.below}` : subject
  if (!seen.has(key)) {
    seen.add(key)
    return false
  }
  notes.say('ficha-repetida', ficha.start, ficha.to, `«${ficha.clave}» ya está dicho de lo mismo; deje una sola ficha.`)
  return true
}

function ofProcedure(ficha: Ficha, reading: Reading, notes: Notes): void {
  const { procedure } = reading
  const span = reading.places.span(ficha.start, ficha.to)
  switch (ficha.clave) {
    case 'Inicio':
      take(parseStart(ficha.value, span), ficha, notes, (start) => procedure.starts.push(start))
      break
    case 'Asigna':
      assign(ficha, reading, notes)
      break
    case 'Prohíbe':
      take(parseVerbs(ficha.value), ficha, notes, (verbs) => procedure.prohibits.push(...verbs))
      break
    case 'Tiempo':
      take(parseNormTime(ficha.value), ficha, notes, (time) => {
        procedure.time = time
      })
      break
    case 'Calendario':
      procedure.calendar = ficha.value
      break
    case 'Autoridad':
      procedure.authority = roleAt({ text: ficha.value, at: 0 }, ficha, reading, notes) ?? undefined
      break
    case 'Nota':
      procedure.notes.push(`${ficha.value}.`)
      break
    default:
      procedure.details.push(detail(ficha))
  }
}

function ofBlock(ficha: Ficha, { from, to }: { from: number; to: number }, reading: Reading, notes: Notes): void {
  if (from >= to)
    notes.say('valor-mal-escrito', ficha.start, ficha.to, `El bloque va de menor a mayor: «Paso ${to}–${from}».`)
  take(parseNormTime(ficha.value), ficha, notes, (time) => {
    if (time) reading.procedure.blockTimes.push({ from, to, time })
  })
}

const SIGNATURES: Readonly<Record<string, SignatureKind>> = {
  Firma: 'firma',
  'Visto bueno': 'visto-bueno',
  Sello: 'sello',
  Conformidad: 'conformidad',
}

function ofRow(ficha: Ficha, row: DraftStep | DraftBranch, reading: Reading, notes: Notes): void {
  const { facts } = row
  const whole = { text: ficha.value, at: 0 }
  const span = reading.places.span(ficha.start, ficha.to)
  switch (ficha.clave) {
    case 'Plazo':
      take(parseDeadline(ficha.value), ficha, notes, ({ onExpiry, ...time }) => {
        const then = expiry(onExpiry, row, ficha, reading, notes)
        if (then) facts.deadline = { ...time, onExpiry: then, span }
      })
      break
    case 'Espera':
      take(parseWait(ficha.value), ficha, notes, (wait) => {
        if (wait.kind === 'duration') facts.wait = { kind: 'duration', ...wait.duration, span }
        else facts.wait = replyFrom(wait.from, ficha, reading, notes)
      })
      break
    case 'Límite':
      take(parseLimit(ficha.value), ficha, notes, ({ rounds, role }) => {
        const key = roleAt(role, ficha, reading, notes)
        if (key) facts.limit = { rounds, role: key }
        sayNoReturn(row, ficha, reading.procedure.number, notes)
      })
      break
    case 'Firma':
    case 'Visto bueno':
    case 'Sello':
    case 'Conformidad': {
      const role = foldText(ficha.value) === 'solicitante' ? 'solicitante' : roleAt(whole, ficha, reading, notes)
      if (role) facts.signatures.push({ kind: SIGNATURES[ficha.clave]!, role, span })
      break
    }
    case 'Forma':
      facts.form = ficha.value
      break
    case 'Registro':
      if (/^libro del? \S/.test(foldText(ficha.value))) facts.register = ficha.value
      else notes.say('valor-mal-escrito', ficha.from, ficha.to, 'Un registro se escribe «libro de …».')
      break
    case 'Archivo':
      take(parseArchive(ficha.value), ficha, notes, (archive) => {
        facts.archive = archive
      })
      break
    case 'Entrega':
      facts.delivers.push(ficha.value)
      break
    case 'Usa':
      facts.uses.push(ficha.value)
      break
    case 'Acción':
      take(parseAction(ficha.value), ficha, notes, (action) => facts.actions.push(action))
      break
    case 'Calendario':
      facts.calendar = ficha.value
      break
    case 'Nota':
      facts.notes.push(`${ficha.value}.`)
      break
    default:
      facts.details.push(detail(ficha))
  }
}

function expiry(
  words: DeadlineWords['onExpiry'],
  row: DraftStep | DraftBranch,
  ficha: Ficha,
  reading: Reading,
  notes: Notes,
): Deadline['onExpiry'] | null {
  if (words.kind === 'continue') return words
  if (words.kind !== 'answer') {
    const role = roleAt(words.words, ficha, reading, notes)
    return role === null ? null : { kind: words.kind, role }
  }
  const answers = answersAt(row, reading)
  const answer = answers.find((known) => foldText(known) === foldText(words.words.text))
  if (answer) return { kind: 'answer', answer }
  const own =
    answers.length > 0
      ? `una de las ${'branches' in row ? 'respuestas del paso' : 'otras respuestas'} (${answers.join(', ')}), `
      : ''
  const say = `Al vencer va ${own}«continúa en paso n», «avisa a Cargo» o «escala a Cargo».`
  notes.say('plazo-mal-escrito', ficha.from + words.words.at, ficha.to, say)
  return null
}

/** Answers that a deadline may give: on a step those of its question, on a branch the other ones of it. */
function answersAt(row: DraftStep | DraftBranch, { procedure }: Reading): string[] {
  const step = 'branches' in row ? row : procedure.steps.find(({ branches }) => branches.includes(row))
  const given = (step?.branches ?? []).filter((branch) => branch !== row).map(({ answer }) => answer)
  return given.filter((answer) => answer !== undefined)
}

function replyFrom(from: Piece, ficha: Ficha, reading: Reading, notes: Notes): Wait | undefined {
  const span = reading.places.span(ficha.start, ficha.to)
  if (foldText(from.text) === 'solicitante') return { kind: 'reply', from: { kind: 'requester' }, span }
  if (!from.text.includes(' / ') && !reading.roles.isPost(from.text)) {
    return { kind: 'reply', from: { kind: 'unit', unit: from.text.trim() }, span }
  }
  const role = roleAt(from, ficha, reading, notes)
  return role ? { kind: 'reply', from: { kind: 'role', role }, span } : undefined
}

function sayNoReturn(row: DraftStep | DraftBranch, ficha: Ficha, of: string, notes: Notes): void {
  const jumps = [row.jump, ...('branches' in row ? row.branches.map((branch) => branch.jump) : [])]
  // A return that is there but badly written has its own finding.
  const misread = notes.findings.some(({ code, procedure }) => /^salto-|^pregunta-/.test(code) && procedure === of)
  if (misread || jumps.some((jump) => jump?.kind === 'return')) return
  notes.say(
    'limite-sin-regresa',
    ficha.start,
    ficha.to,
    'Aquí nada dice «(Regresa a paso n).»; ponga el límite en el paso que regresa o en su pregunta.',
  )
}

function assign(ficha: Ficha, reading: Reading, notes: Notes): void {
  take(parseAssignment(ficha.value), ficha, notes, (words) => {
    const span = reading.places.span(ficha.start, ficha.to)
    const role = roleAt({ text: words.role, at: 0 }, ficha, reading, notes)
    if (!role) return
    const { by } = words
    if (by.kind !== 'head-of-role' && by.kind !== 'external') {
      reading.procedure.assignments.push({ role, by, span } as Assignment)
      return
    }
    const other = roleAt({ text: by.role, at: by.at }, ficha, reading, notes)
    if (!other) return
    const rule =
      by.kind === 'external'
        ? ({ kind: 'external', handledBy: other } as const)
        : ({ kind: 'head-of-role', role: other } as const)
    reading.procedure.assignments.push({ role, by: rule, span })
  })
}

function roleAt(piece: Piece, ficha: Ficha, reading: Reading, notes: Notes): string | null {
  const from = ficha.from + piece.at
  return reading.roles.resolve(piece.text, reading.table, { from, to: from + piece.text.trimEnd().length }, notes)
}

function take<T>(parsed: Parsed<T>, ficha: Ficha, notes: Notes, then: (value: T) => void): void {
  if (parsed.ok) then(parsed.value)
  else
    notes.say(ficha.clave === 'Plazo' ? 'plazo-mal-escrito' : 'valor-mal-escrito', ficha.from, ficha.to, parsed.problem)
}

function detail(ficha: Ficha): string {
  return [ficha.value === '' ? '' : `${ficha.value}.`, ficha.below].filter((part) => part !== '').join('\n\n')
}
