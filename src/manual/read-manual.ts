import { type Block, type KnownPieces, readBlocks } from './blocks.ts'
import { checkReferences } from './check-references.ts'
import { readDuties } from './duties.ts'
import { applyFichas, type DraftProcedure } from './facts.ts'
import { readFichas } from './fichas.ts'
import { fold, foldText } from './fold-text.ts'
import { readForm } from './forms.ts'
import { findFrontMatter, readFrontMatter } from './front-matter.ts'
import { type Known, type KnownProcedure, keyOf, placedAt } from './known.ts'
import { refuseOversize } from './limits.ts'
import { readNorms } from './norms.ts'
import { type Notes, notesFor } from './notes.ts'
import { cutParts, type Part, type Parts, PROCEDURE } from './parts.ts'
import { type Places, placesOf } from './places.ts'
import { type Roles, recorded, rolesOf, sameAnswers } from './roles.ts'
import { kindOfTable, readStepRows, type StepRow } from './step-table.ts'
import { readSteps } from './steps.ts'
import type { Finding, Manual } from './types.ts'

export interface Draft {
  /** As far as it could be read; null only where the text was refused unread. Not to be executed when a finding is an error. */
  readonly draft: Manual | null
  readonly findings: Finding[]
}

/** Reads what can be read, errors or not. */
export function readDraft(source: string, known?: Known): Draft {
  const places = placesOf(source)
  const notes = notesFor(places)
  const refusal = refuseOversize(source)
  if (refusal) {
    notes.say('manual-fuera-de-limites', refusal.offset, refusal.offset, refusal.problem)
    return { draft: null, findings: notes.findings }
  }
  const front = readFrontMatter(source, notes)
  const frontEnd = findFrontMatter(source)?.end ?? 0
  const parts = cutParts(bodyBlocks(source, known?.pieces))
  for (const { text, span } of parts.nearProcedures) {
    const number = /\d+(?:\.\d+)*/.exec(text)?.[0]
    const say = `Un procedimiento se titula «## PROCEDIMIENTO No. ${number}. TÍTULO», con dos almohadillas.`
    notes.say('titulo-mal-escrito', span.start.offset, span.end.offset, say)
  }
  const norms = readNorms(
    sectionsNamed(parts, /^normas(?: generales)?$/).flatMap((part) => part.blocks),
    source,
    places,
  )
  const forms = parts.forms
    .map((part) => readForm(part.heading, part.blocks, notes, places))
    .filter((form) => form !== null)
  const begun = parts.procedures.map((part) => beginProcedure(part, source, places, known))
  const duties = sectionsNamed(parts, /^responsabilidades/).flatMap((part) => readDuties(part.blocks))
  const roles = rolesOf(
    begun.map(({ cells }) => cells),
    duties,
  )
  const read = begun.map((one, table) => endProcedure(one, { table, roles, source, places }))
  for (const { findings } of read) notes.take(findings)
  const procedures = read.map(({ procedure }) => procedure)
  if (known) {
    known.procedures = new Map(read.map((one, index) => [begun[index]!.key, one]))
    known.placed = new Map(read.map((one) => [one.procedure, one]))
  }
  if (procedures.length === 0 && parts.nearProcedures.length === 0) {
    const say = 'El manual no tiene procedimientos; escriba «## PROCEDIMIENTO No. 1. TÍTULO» y su tabla.'
    notes.say('manual-sin-procedimientos', frontEnd, frontEnd, say)
  }
  const sections = parts.sections.map((part) => toSection(part, source, places))
  const draft: Manual = { source, front, sections, norms, procedures, forms, roles: roles.list }
  checkReferences(draft, parts, notes)
  return { draft, findings: notes.findings }
}

/** The blocks below the front matter. */
export function bodyBlocks(source: string, known?: KnownPieces): readonly Block[] {
  const end = findFrontMatter(source)?.end ?? 0
  // Blanked rather than cut off, so that every offset stays.
  return readBlocks(source.slice(0, end).replace(/[^\r\n]/g, ' ') + source.slice(end), known)
}

interface Begun {
  readonly part: Part
  readonly key: string
  /** Its reading of the last time, if it is to be had. */
  readonly known: KnownProcedure | undefined
  /** What its cells of RESPONSABLE say. */
  readonly cells: readonly string[]
  readonly rows: readonly StepRow[]
  readonly notes: Notes
}

// The names in all tables are known before the first role is resolved.
function beginProcedure(part: Part, source: string, places: Places, known: Known | undefined): Begun {
  const key = known ? keyOf(part, source) : ''
  const before = known?.procedures.get(key)
  const notes = notesFor(places)
  if (before) return { part, key, known: before, cells: before.cells, rows: [], notes }
  const rows = findRows(part, notes)
  const cells = rows.map((row) => row.responsible.text).filter((text) => text !== '' && text !== '—')
  return { part, key, known: undefined, cells, rows, notes }
}

interface Around {
  /** Index of the procedure's table among the manual's. */
  readonly table: number
  readonly roles: Roles
  readonly source: string
  readonly places: Places
}

function endProcedure({ part, known, cells, rows, notes }: Begun, around: Around): KnownProcedure {
  const { table, roles, source, places } = around
  const at = part.heading.span.start
  if (known && sameAnswers(roles, known.asked, table, places)) return placedAt(known, at)
  const all = known ? findRows(part, notes) : rows
  const { roles: own, asked } = recorded(roles)
  const procedure = readProcedure(part, all, table, own, source, places, notes)
  return { at, cells, asked, procedure, findings: notes.findings }
}

function findRows(part: Part, notes: Notes): StepRow[] {
  const { start, end } = part.heading.span
  const of = notes.of(numberOf(part))
  const tables = part.blocks.filter((block) => block.kind === 'table')
  const steps = tables.filter((table) => kindOfTable(table) === 'steps')
  const near = tables.find((table) => kindOfTable(table) === 'near')
  if (near) {
    const { span } = near.header
    const say =
      'Las columnas de la tabla de pasos son, en este orden, «| RESPONSABLE | PASO | ACTIVIDAD | TIEMPO |»; TIEMPO puede faltar.'
    of.say('tabla-mal-encabezada', span.start.offset, span.end.offset, say)
  } else if (steps.length === 0) {
    const say =
      'Falta la tabla de pasos: «| RESPONSABLE | PASO | ACTIVIDAD | TIEMPO |» y la línea «|---|---|---|---|» debajo.'
    of.say('procedimiento-sin-tabla', start.offset, end.offset, say)
  }
  for (const extra of steps.slice(1)) {
    const { span } = extra.header
    of.say(
      'dos-tablas-de-pasos',
      span.start.offset,
      span.end.offset,
      'Un procedimiento tiene una sola tabla de pasos; una las dos o abra otro procedimiento.',
    )
  }
  for (const block of part.blocks) {
    if (block.kind !== 'paragraph' || !/^\s*\|/m.test(block.text)) continue
    const { start, end } = block.span
    const say =
      'Estas filas quedan fuera de la tabla; quite la línea vacía de arriba, o ponga «|---|---|---|» bajo los títulos.'
    of.say('fila-mal-formada', start.offset, end.offset, say)
  }
  const rows = steps[0] ? readStepRows(steps[0], of) : []
  if (steps[0] && rows.length === 0) {
    of.say(
      'procedimiento-sin-tabla',
      start.offset,
      end.offset,
      'La tabla de pasos no tiene filas; escriba al menos el paso 1.',
    )
  }
  return rows
}

function readProcedure(
  part: Part,
  rows: readonly StepRow[],
  table: number,
  roles: Roles,
  source: string,
  places: Places,
  notes: Notes,
): DraftProcedure {
  const number = numberOf(part)
  const { heading, blocks } = part
  const at = blocks.findIndex((block) => block.kind === 'table' && kindOfTable(block) === 'steps')
  const end = blocks.at(-1)?.span.end.offset ?? heading.span.end.offset
  const of = notes.of(number)
  const procedure: DraftProcedure = {
    number,
    title: titleOf(part),
    norms: readNorms(at === -1 ? blocks : blocks.slice(0, at), source, places),
    steps: readSteps(rows, { procedure: number, table, roles, places, notes }),
    starts: [],
    assignments: [],
    prohibits: [],
    blockTimes: [],
    notes: [],
    details: [],
    span: places.span(heading.span.start.offset, end),
  }
  applyFichas(readFichas(blocks, source, of), { procedure, table, roles, places }, notes)
  return procedure
}

function numberOf({ heading }: Part): string {
  return PROCEDURE.exec(foldText(heading.text))![1]!
}

function titleOf({ heading }: Part): string {
  const folded = fold(heading.text)
  return heading.text.slice(folded.at(PROCEDURE.exec(folded.text)?.[0].length ?? 0)).trim()
}

function toSection({ heading, blocks }: Part, source: string, places: Places): Manual['sections'][number] {
  const end = blocks.at(-1)?.span.end.offset ?? heading.span.end.offset
  const markdown = source.slice(heading.span.end.offset, end).replace(/^(?:[ \t]*(?:\r\n|\n|\r))+/, '')
  return { title: heading.text, markdown, span: places.span(heading.span.start.offset, end) }
}

function sectionsNamed(parts: Parts, title: RegExp): readonly Part[] {
  return parts.sections.filter(({ heading }) => title.test(foldText(heading.text)))
}
