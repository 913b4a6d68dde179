import type { TableBlock } from '../blocks.ts'
import { readFichas } from '../fichas.ts'
import { fold, foldText } from '../fold-text.ts'
import { findFrontMatter } from '../front-matter.ts'
import type { Known } from '../known.ts'
import { notesFor } from '../notes.ts'
import { cutParts, type Part, PROCEDURE } from '../parts.ts'
import { placesOf } from '../places.ts'
import { bodyBlocks } from '../read-manual.ts'
import { kindOfTable, readStepRows, type StepRow } from '../step-table.ts'
import type { Branch, Finding, Manual, Procedure, Step } from '../types.ts'

export type MarkKind =
  | 'front-key'
  | 'front-value'
  | 'heading'
  | 'procedure'
  | 'form'
  | 'column'
  | 'role'
  | 'number'
  | 'answer'
  | 'question'
  | 'parallel'
  | 'jump'
  | 'norm'
  | 'id'
  | 'time'
  | 'field'
  | 'ficha-target'
  | 'ficha-key'
  | 'ficha-value'

/** A stretch of the text that the reader took for something. Half-open, in UTF-16 units. */
export interface Mark {
  readonly kind: MarkKind
  readonly from: number
  readonly to: number
}

/**
 * What the reader understood of a text, in order and without overlap. `draft` and `findings` are of the same text. Where an error
 * lies nothing is marked: what looks like a phrase with meaning and is none stays plain.
 */
export function marksOf(source: string, draft: Manual, findings: readonly Finding[], known?: Known): readonly Mark[] {
  const parts = cutParts(bodyBlocks(source, known?.pieces))
  const found: Mark[] = [
    ...frontMarks(source),
    ...parts.sections.map(({ heading }) => of('heading', heading.span.start.offset, heading.span.end.offset)),
    ...parts.procedures.flatMap((part) => procedureMarks(source, part, draft)),
    ...parts.forms.flatMap((part) => formMarks(part, draft)),
  ]
  const wrong = findings
    .filter(({ severity, code }) => severity === 'error' && !WHOLE.has(code))
    .map(({ span }) => [span.start.offset, Math.max(span.end.offset, span.start.offset + 1)] as const)
  return withoutOverlap(found.filter(({ from, to }) => !wrong.some(([start, end]) => start < to && from < end)))
}

// Said of a whole row or procedure, whose parts are understood all the same.
const WHOLE: ReadonlySet<string> = new Set(['paso-inalcanzable', 'sin-salida-a-fin', 'encabezado-incompleto'])

const of = (kind: MarkKind, from: number, to: number): Mark => ({ kind, from, to })

function withoutOverlap(marks: readonly Mark[]): readonly Mark[] {
  const kept: Mark[] = []
  for (const mark of [...marks].sort((a, b) => a.from - b.from || b.to - a.to)) {
    if (mark.from < mark.to && mark.from >= (kept.at(-1)?.to ?? 0)) kept.push(mark)
  }
  return kept
}

function frontMarks(source: string): Mark[] {
  const place = findFrontMatter(source)
  if (!place) return []
  return [
    ...source.slice(place.from, place.to).matchAll(/^([ \t-]*)([\p{L} ]{1,40}?)(:)(?:[ \t]+([^\r\n]*))?/gmu),
  ].flatMap((match) => {
    const key = place.from + match.index + match[1]!.length
    const end = key + match[2]!.length
    const whole = place.from + match.index + match[0].length
    return [of('front-key', key, end), ...(match[4] ? [of('front-value', whole - match[4].length, whole)] : [])]
  })
}

function procedureMarks(source: string, { heading, blocks }: Part, draft: Manual): Mark[] {
  const number = PROCEDURE.exec(foldText(heading.text))?.[1]
  const procedure = draft.procedures.find(
    (each) => each.number === number && each.span.start.offset === heading.span.start.offset,
  )
  const marks = [of('procedure', heading.span.start.offset, heading.span.end.offset)]
  if (!procedure) return marks
  const table = blocks.find((block) => block.kind === 'table' && kindOfTable(block) === 'steps') as
    | TableBlock
    | undefined
  const silent = notesFor(placesOf(''))
  if (table) {
    marks.push(...table.header.cells.map(({ span }) => of('column', span.start.offset, span.end.offset)))
    for (const row of readStepRows(table, silent)) marks.push(...rowMarks(row, procedure))
  }
  for (const { start, from, to } of readFichas(blocks, source, silent)) {
    const comma = source.indexOf(',', start)
    const key = comma + 1 + (/^\s*/.exec(source.slice(comma + 1, from))?.[0].length ?? 0)
    const colon = source.lastIndexOf(':', from)
    marks.push(of('ficha-target', start, comma), of('ficha-key', key, colon))
    marks.push(...valueMarks(source.slice(from, to), from))
  }
  return marks
}

/** A value, its durations apart. */
function valueMarks(value: string, from: number): Mark[] {
  const marks: Mark[] = []
  let at = 0
  for (const match of value.matchAll(DURATION)) {
    marks.push(of('ficha-value', from + at, from + match.index))
    marks.push(of('time', from + match.index, from + match.index + match[0].length))
    at = match.index + match[0].length
  }
  return [...marks, of('ficha-value', from + at, from + value.length)]
}

const DURATION =
  /\d+ (?:minutos?|horas?(?: corridas?)?|d[íi]as? (?:h[áa]bil(?:es)?|calendario)|mes(?:es)?)(?![\p{L}])/giu

function rowMarks({ responsible, number, activity, time }: StepRow, procedure: Procedure): Mark[] {
  const [step, branch] = number.text.split('.')
  const whole = procedure.steps.find((each) => String(each.number) === step)
  const row: Step | Branch | undefined = branch ? whole?.branches.find((each) => each.number === number.text) : whole
  if (!row) return []
  const marks = [of('number', number.span.start.offset, number.span.end.offset)]
  if (responsible.text !== '') marks.push(of('role', responsible.span.start.offset, responsible.span.end.offset))
  if (time && time.text !== '' && (row.time || time.text === '—'))
    marks.push(of('time', time.span.start.offset, time.span.end.offset))
  return [...marks, ...activityMarks(row, activity.raw, activity.span.start.offset)]
}

function activityMarks(row: Step | Branch, raw: string, start: number): Mark[] {
  const marks = row.normRefs.map(({ span }) => of('norm', span.start.offset, span.end.offset))
  if (row.jump) marks.push(of('jump', row.jump.span.start.offset, row.jump.span.end.offset))
  if ('answer' in row && row.answer !== undefined) marks.push(of('answer', start, start + raw.indexOf('.') + 1))
  if ('question' in row && row.question !== undefined)
    marks.push(of('question', start + raw.indexOf('¿'), start + raw.indexOf('?') + 1))
  if ('parallel' in row && row.parallel) {
    const folded = fold(raw)
    const at = folded.text.lastIndexOf('a la vez')
    if (at !== -1) marks.push(of('parallel', start + folded.at(at), start + raw.indexOf(':', folded.at(at)) + 1))
  }
  if ('id' in row && row.id !== undefined) {
    const at = raw.indexOf('{#')
    marks.push(of('id', start + at, start + raw.indexOf('}', at) + 1))
  }
  return marks
}

function formMarks({ heading, blocks }: Part, draft: Manual): Mark[] {
  const form = draft.forms.find(({ span }) => span.start.offset === heading.span.start.offset)
  if (!form) return []
  const table = blocks.find((block) => block.kind === 'table')
  if (table?.kind !== 'table') return [of('form', heading.span.start.offset, heading.span.end.offset)]
  return [
    of('form', heading.span.start.offset, heading.span.end.offset),
    ...table.header.cells.map(({ span }) => of('column', span.start.offset, span.end.offset)),
    ...table.rows.flatMap(({ cells }) => {
      const [name, type] = cells
      if (!name || !type || !form.fields.some((field) => field.name === name.text)) return []
      return [
        of('field', name.span.start.offset, name.span.end.offset),
        of('time', type.span.start.offset, type.span.end.offset),
      ]
    }),
  ]
}
