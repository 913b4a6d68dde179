import { durationName, foldText, readManual } from '#src/manual/index.ts'
import type { Branch, NormTime, Step } from '#src/manual/types.ts'

export interface ProposedTime {
  /** Printed number of the row. */
  readonly row: string
  readonly time: NormTime
}

export interface Proposed {
  readonly text: string
  readonly written: readonly string[]
  /** Rows that the text no longer has, or not with a cell for the time. */
  readonly skipped: readonly string[]
}

/**
 * A manual's text with new times in the TIEMPO column of one procedure; nothing else of it changes. A row whose words are not those that
 * were measured is left as it is. Null for a text that cannot be read.
 */
export function withTimes(
  source: string,
  procedure: string,
  times: readonly ProposedTime[],
  measured: (row: string) => string | undefined,
): Proposed | null {
  const lines = linesOf(source, procedure)
  if (lines === null) return null
  const fitting = times.filter(({ row }) => lines.has(row) && sameWords(lines.get(row)!, measured(row)))
  let chosen = fitting
  let text = withCells(source, lines, chosen)
  // Reading it again tells which rows have no cell for the time: those are left as they were.
  const after = linesOf(text, procedure)
  chosen = fitting.filter(({ row, time }) => nameOf(after?.get(row)?.time) === nameOf(time))
  if (chosen.length < fitting.length) text = withCells(source, lines, chosen)
  const written = chosen.map(({ row }) => row)
  return { text, written, skipped: times.flatMap(({ row }) => (written.includes(row) ? [] : [row])) }
}

type Line = Step | Branch

/** The rows of a procedure of a text; null where the text cannot be read. */
function linesOf(text: string, procedure: string): ReadonlyMap<string, Line> | null {
  const { manual } = readManual(text)
  if (manual === null) return null
  const steps = manual.procedures.find(({ number }) => number === procedure)?.steps ?? []
  return new Map(steps.flatMap((step): Line[] => [step, ...step.branches]).map((line) => [String(line.number), line]))
}

function sameWords(line: Line, measured: string | undefined): boolean {
  const words = 'question' in line && line.text === '' && line.question !== undefined ? `¿${line.question}?` : line.text
  return measured !== undefined && foldText(words) === foldText(measured)
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
