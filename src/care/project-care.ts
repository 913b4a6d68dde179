import { sql } from 'kysely'
import type { Projection } from '#src/cases/record.ts'
import type { ErasedPart } from '#src/procedure/index.ts'

/** The bits of `case_file.erased_parts`. */
export const PART_BITS: Readonly<Record<ErasedPart, number>> = { text: 1, files: 2, contact: 4 }

export const bitsOf = (parts: readonly ErasedPart[]): number => parts.reduce((bits, part) => bits | PART_BITS[part], 0)

const write: Projection = async (tx, file, acts) => {
  const { held, erased } = file.state.desk?.care ?? {}
  // What was written after a case was reopened is not erased yet.
  const last = acts.findLast(({ body }) => body.kind === 'case-reopened' || body.kind === 'personal-data-erased')
  const reopened = last?.body.kind === 'case-reopened'
  await sql`
    update case_file set held = ${held !== undefined}, erased_parts = ${reopened ? 0 : bitsOf(erased?.parts ?? [])}::smallint
    where id = ${file.id}`.execute(tx)
}

/** Says in the row of a case whether it is held, and what of it was erased: by that the next ones to erase are found. */
export const writeCare: Projection = Object.assign(write, {
  kinds: ['legal-hold-put', 'legal-hold-lifted', 'personal-data-erased', 'case-reopened'] as const,
  rebuilt: true as const,
})
