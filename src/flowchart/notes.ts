import type { CompiledProcedure } from '#src/procedure/index.ts'

export interface Notes {
  /** Number of the note of a row. */
  readonly numberOf: ReadonlyMap<string, number>
  readonly texts: readonly string[]
}

/** The notes of steps, numbered in the order printed; several of one row are one. */
export function notesOf(version: CompiledProcedure): Notes {
  const numberOf = new Map<string, number>()
  const texts: string[] = []
  for (const { number, facts } of version.rows.values()) {
    if (facts.notes.length === 0) continue
    texts.push(facts.notes.join(' '))
    numberOf.set(number, texts.length)
  }
  return { numberOf, texts }
}
