import { sql } from 'kysely'
import type { Projection } from '#src/cases/record.ts'
import { foldText } from '#src/manual/index.ts'
import type { Tx } from '#src/platform/db/types.ts'
import type { Act } from '#src/procedure/types.ts'

const write: Projection = async (tx, file, acts) => {
  for (const act of acts) {
    if (act.body.kind !== 'register-written') continue
    const { register, row, form, formSeq } = act.body
    const fields = formSeq === undefined ? {} : await formValues(tx, file.id, formSeq)
    const { id, folio } = await nextFolio(tx, register)
    await sql`
      insert into register_entry (register_id, folio, case_id, act_seq, row_number, written_at, written_by, form, fields)
      values (${id}, ${folio}, ${file.id}, ${act.seq}, ${row}, ${act.at}::timestamptz, ${personOf(act)}::uuid, ${form ?? null},
        ${JSON.stringify(fields)}::jsonb)`.execute(tx)
  }
}

/**
 * Writes the books that acts order, in the transaction of the acts. The folio comes from the book's own row, which stays locked until
 * the commit: no gaps, whatever rolls back.
 */
export const writeRegisters: Projection = Object.assign(write, { kinds: ['register-written'] as const })

async function nextFolio(tx: Tx, name: string): Promise<{ id: number; folio: number }> {
  const { rows } = await sql<{ id: number; folio: number }>`
    insert into register (name, folded_name, last_folio) values (${name}, ${foldText(name)}, 1)
    on conflict (folded_name) do update set last_folio = register.last_folio + 1
    returning id, last_folio as folio`.execute(tx)
  return rows[0]!
}

async function formValues(tx: Tx, caseId: number, seq: number): Promise<unknown> {
  const { rows } = await sql<{ form: unknown }>`
    select content -> 'form' as form from act_private where case_id = ${caseId} and seq = ${seq}`.execute(tx)
  return rows[0]?.form ?? {}
}

function personOf(act: Act): string | null {
  return act.actor.kind === 'person' ? act.actor.person : null
}
