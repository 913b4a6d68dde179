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
  let text = source
  const written: string[] = []
  const skipped: string[] = []
  for (const { row, time } of times) {
    const line = lineOf(text, procedure, row)
    if (line === null) return null
    const next = line === undefined || !sameWords(line, measured(row)) ? null : withTime(text, line, time)
    if (next !== null && timeOf(next, procedure, row) === name(time)) {
      text = next
      written.push(row)
    } else skipped.push(row)
  }
  return { text, written, skipped }
}

/** The row of a text; undefined where it has none, null where the text cannot be read. */
function lineOf(text: string, procedure: string, row: string): Step | Branch | undefined | null {
  const { manual } = readManual(text)
  if (manual === null) return null
  const steps = manual.procedures.find(({ number }) => number === procedure)?.steps ?? []
  return steps
    .flatMap((step): (Step | Branch)[] => [step, ...step.branches])
    .find(({ number }) => String(number) === row)
}

function sameWords(line: Step | Branch, measured: string | undefined): boolean {
  const words = 'question' in line && line.text === '' && line.question !== undefined ? `¿${line.question}?` : line.text
  return measured !== undefined && foldText(words) === foldText(measured)
}

/** The last cell of the row's line. */
function withTime(text: string, { span }: Step | Branch, time: NormTime): string | null {
  const { offset } = span.start
  const line = text.slice(offset, span.end.offset)
  // The row may end with a bar or without one.
  const [, before, after = ''] = /^([\s\S]*\|)[^|\n]*(\|[ \t]*)$/.exec(line) ?? /^([\s\S]*\|)[^|\n]*$/.exec(line) ?? []
  if (before === undefined) return null
  return `${text.slice(0, offset)}${before} ${name(time)} ${after}${text.slice(span.end.offset)}`
}

function timeOf(text: string, procedure: string, row: string): string | null {
  const line = lineOf(text, procedure, row)
  return line?.time === undefined ? null : name(line.time)
}

function name({ min, max, unit }: NormTime): string {
  return min === max ? durationName(max, unit) : `${min} a ${durationName(max, unit)}`
}
