import { sql } from 'kysely'
import type { Projection } from '#src/cases/record.ts'
import { foldText } from '#src/manual/index.ts'
import type { Act } from '#src/procedure/types.ts'

const write: Projection = async (tx, file, acts) => {
  for (const act of acts) {
    if (act.body.kind !== 'register-written') continue
    const { register, row, form, formSeq } = act.body
    await sql`
      with book as (
        insert into register (name, folded_name, last_folio) values (${register}, ${foldText(register)}, 1)
        on conflict (folded_name) do update set last_folio = register.last_folio + 1
        returning id, last_folio
      )
      insert into register_entry (register_id, folio, case_id, act_seq, row_number, written_at, written_by, form, fields)
      select id, last_folio, ${file.id}, ${act.seq}, ${row}, ${act.at}::timestamptz, ${personOf(act)}::uuid, ${form ?? null},
        coalesce((select content -> 'form' from act_private where case_id = ${file.id} and seq = ${formSeq ?? null}::int), '{}')
      from book`.execute(tx)
  }
}

/**
 * Writes the books that acts order, in the transaction of the acts. The folio comes from the book's own row, which stays locked until
 * the commit: no gaps, whatever rolls back.
 */
export const writeRegisters: Projection = Object.assign(write, { kinds: ['register-written'] as const })

function personOf(act: Act): string | null {
  return act.actor.kind === 'person' ? act.actor.person : null
}
