import type { KnownPieces } from './blocks.ts'
import { distance, moved } from './moved.ts'
import type { Part } from './parts.ts'
import type { AskedRoles } from './roles.ts'
import type { Finding, Position, Procedure } from './types.ts'

/**
 * What of one reading serves the next one of nearly the same text. Whoever reads a text again and again, as an editor does, makes one
 * and hands it to each reading, which changes it. Reading with it gives what reading without it gives.
 */
export interface Known {
  readonly pieces: KnownPieces
  /** By `keyOf`. */
  procedures: ReadonlyMap<string, KnownProcedure>
  /** The same, by the procedure as it stands in the last manual read. */
  placed: ReadonlyMap<Procedure, KnownProcedure>
}

/** A procedure as read from a text, with all that it took from elsewhere. */
export interface KnownProcedure {
  /** Where its heading began. */
  readonly at: Position
  /** Its cells of RESPONSABLE. */
  readonly cells: readonly string[]
  readonly procedure: Procedure
  readonly findings: readonly Finding[]
  /** What it asked about roles, which other procedures decide too, and what the answers were. */
  readonly asked: AskedRoles
  /** What the rules about one procedure say of it, once they were asked. */
  lint?: readonly Finding[]
}

export function nothingKnown(): Known {
  return { pieces: new Map(), procedures: new Map(), placed: new Map() }
}

/**
 * Two parts with the same key are read in the same way: the same text, beginning at the same column, taken for the same blocks. That
 * last is not always so: a piece of the text that is parsed by itself may end inside it.
 */
export function keyOf({ heading, blocks }: Part, source: string): string {
  const { start } = heading.span
  const end = blocks.at(-1)?.span.end.offset ?? heading.span.end.offset
  const kinds = blocks.map(
    ({ kind, span }) => `${kind}${span.start.offset - start.offset}-${span.end.offset - start.offset}`,
  )
  return `${start.column} ${kinds.join(' ')}\n${source.slice(start.offset, end)}`
}

/** The same where its text lies now. */
export function placedAt(known: KnownProcedure, at: Position): KnownProcedure {
  const by = distance(known.at, at)
  if (by.offset === 0 && by.lines === 0) return known
  const { cells, asked, procedure, findings, lint } = known
  const here = { at, cells, asked, procedure: moved(procedure, by), findings: moved(findings, by) }
  return lint === undefined ? here : { ...here, lint: moved(lint, by) }
}
