import { durationName, foldText, readManual } from '#src/manual/index.ts'
import type { Branch, NormTime, Step } from '#src/manual/types.ts'

export interface ProposedTime {
  /** Printed number of the row. */
  readonly row: string
  readonly time: NormTime
  /** It is of the block that begins with the row, and stands in a fact below the table. */
  readonly ofBlock?: boolean
}

export interface Proposed {
  readonly text: string
  readonly written: readonly string[]
  /** Rows that the text no longer has, or not with a cell for the time. */
  readonly skipped: readonly string[]
}

/**
 * A manual's text with new times in the TIEMPO column of one procedure, or in the facts of its blocks; nothing else of it changes. A row
 * whose words are not those that were measured is left as it is. Null for a text that cannot be read.
 */
export function withTimes(
  source: string,
  procedure: string,
  times: readonly ProposedTime[],
  measured: (row: string) => string | undefined,
): Proposed | null {
  const places = placesOf(source, procedure)
  if (places === null) return null
  const { lines } = places
  const fitting = times.filter(({ row }) => lines.has(row) && sameWords(lines.get(row)!, measured(row)))
  let chosen = fitting
  let text = withAll(source, places, chosen)
  // Reading it again tells which rows have no cell for the time, and which blocks no fact: those are left as they were.
  const after = placesOf(text, procedure)
  const timeOf = ({ row, ofBlock }: ProposedTime) =>
    ofBlock === true ? after?.blocks.get(row) : after?.lines.get(row)?.time
  chosen = fitting.filter((each) => nameOf(timeOf(each)) === nameOf(each.time))
  if (chosen.length < fitting.length) text = withAll(source, places, chosen)
  const written = chosen.map(({ row }) => row)
  return { text, written, skipped: times.flatMap(({ row }) => (written.includes(row) ? [] : [row])) }
}

type Line = Step | Branch

/** Where times stand in a text. */
interface Places {
  readonly lines: ReadonlyMap<string, Line>
  /** By the first row of the block. */
  readonly blocks: ReadonlyMap<string, NormTime>
  readonly from: number
  readonly until: number
}

/** Those of a procedure; null where the text cannot be read. */
function placesOf(text: string, number: string): Places | null {
  const { manual } = readManual(text)
  if (manual === null) return null
  const procedure = manual.procedures.find((each) => each.number === number)
  const lines = (procedure?.steps ?? []).flatMap((step): Line[] => [step, ...step.branches])
  return {
    lines: new Map(lines.map((line) => [String(line.number), line])),
    blocks: new Map((procedure?.blockTimes ?? []).map(({ from, time }) => [String(from), time])),
    from: procedure?.span.start.offset ?? 0,
    until: procedure?.span.end.offset ?? 0,
  }
}

function sameWords(line: Line, measured: string | undefined): boolean {
  const words = 'question' in line && line.text === '' && line.question !== undefined ? `¿${line.question}?` : line.text
  return measured !== undefined && foldText(words) === foldText(measured)
}

/** The facts below the table first, then from the last row to the first, so that places before stay. */
function withAll(source: string, { lines, from, until }: Places, times: readonly ProposedTime[]): string {
  const own = times
    .filter(({ ofBlock }) => ofBlock === true)
    .reduce((text, each) => withFact(text, each), source.slice(from, until))
  const text = `${source.slice(0, from)}${own}${source.slice(until)}`
  return withCells(
    text,
    lines,
    times.filter(({ ofBlock }) => ofBlock !== true),
  )
}

/** `- Paso 3–15, Tiempo: 50 minutos.` with another time. */
function withFact(text: string, { row, time }: ProposedTime): string {
  const fact = new RegExp(
    `^([ \\t]*-[ \\t]*Pasos?[ \\t]+${row}[ \\t]*[–-][ \\t]*\\d+,[ \\t]*Tiempo:[ \\t]*)[^\\n.]*`,
    'mu',
  )
  return text.replace(fact, (_, before: string) => `${before}${nameOf(time)}`)
}

/** From the last row to the first, so that places before it stay. */
function withCells(source: string, lines: ReadonlyMap<string, Line>, times: readonly ProposedTime[]): string {
  return times
    .map(({ row, time }) => ({ span: lines.get(row)!.span, time }))
    .sort((a, b) => b.span.start.offset - a.span.start.offset)
    .reduce((text, { span, time }) => {
      const line = text.slice(span.start.offset, span.end.offset)
      // The row may end with a bar or without one.
      const [, before, after = ''] =
        /^([\s\S]*\|)[^|\n]*(\|[ \t]*)$/.exec(line) ?? /^([\s\S]*\|)[^|\n]*$/.exec(line) ?? []
      if (before === undefined) return text
      return `${text.slice(0, span.start.offset)}${before} ${nameOf(time)} ${after}${text.slice(span.end.offset)}`
    }, source)
}

function nameOf(time: NormTime | undefined): string | null {
  if (time === undefined) return null
  const { min, max, unit } = time
  return min === max ? durationName(max, unit) : `${min} a ${durationName(max, unit)}`
}
