import { sql } from 'kysely'
import type { Projection } from '#src/cases/record.ts'
import { foldText } from '#src/manual/index.ts'
import type { Tx } from '#src/platform/db/types.ts'
import type { Act } from '#src/procedure/types.ts'
import { type EntryFacts, keptInstant, linkHash, type OpenBook, salted } from './chain/link.ts'

const write: Projection = async (tx, file, acts) => {
  for (const act of acts) {
    if (act.body.kind !== 'register-written') continue
    const { register, row, form, formSeq } = act.body
    const book = await nextFolio(tx, register, {
      caseId: file.id,
      formSeq: formSeq ?? null,
      act,
    })
    const { salt, digest } = salted(book.fields)
    const entry: EntryFacts = {
      kind: 'entry',
      folio: book.folio,
      case: file.id,
      act: act.seq,
      row,
      at: keptInstant(act.at),
      by: personOf(act),
      form: form ?? null,
      formAct: formSeq ?? null,
      digest,
    }
    await insertEntry(tx, book, entry, salt)
  }
}

/**
 * Writes the books that acts order, in the transaction of the acts. The folio comes from the book's own row, which stays locked until
 * the commit: no gaps, whatever rolls back.
 */
export const writeRegisters: Projection = Object.assign(write, { kinds: ['register-written'] as const })

interface BookToWrite extends OpenBook {
  readonly folio: number
  readonly fields: Readonly<Record<string, unknown>>
}

/** Locks the book, or begins it, and gives its next folio with what the form says. */
async function nextFolio(
  tx: Tx,
  name: string,
  { caseId, formSeq, act }: { readonly caseId: number; readonly formSeq: number | null; readonly act: Act },
): Promise<BookToWrite> {
  const { rows } = await sql<BookToWrite>`
    insert into register (name, folded_name, last_folio, last_link, unit_id)
    values (${name}, ${foldText(name)}, 1, 1, ${unitOf(act)})
    on conflict (folded_name) do update set last_folio = register.last_folio + 1, last_link = register.last_link + 1,
      unit_id = coalesce(register.unit_id, excluded.unit_id)
    returning id, name, last_folio as folio, last_link as link, head_hash as prev,
      coalesce((select content -> 'form' from act_private where case_id = ${caseId} and seq = ${formSeq}::int), '{}') as fields`.execute(
    tx,
  )
  return rows[0]!
}

/** The unit in which whoever writes holds a position, or else works. */
function unitOf(act: Act) {
  const person = personOf(act)
  if (person === null) return sql`null::uuid`
  return sql`coalesce((
      select position.unit_id from tenure join position on position.id = tenure.position_id
      where tenure.person_id = ${person}::uuid and tenure.from_on <= ${act.at}::timestamptz::date
        and coalesce(tenure.until_on, 'infinity') >= ${act.at}::timestamptz::date
      order by tenure.from_on, position.title limit 1),
    (select unit_id from person where id = ${person}::uuid))`
}

function personOf(act: Act): string | null {
  return act.actor.kind === 'person' ? act.actor.person : null
}

async function insertEntry(tx: Tx, book: BookToWrite, entry: EntryFacts, salt: string): Promise<void> {
  const hash = linkHash(book, entry)
  await sql`
    with entry as (
      insert into register_entry
        (register_id, folio, link, case_id, act_seq, row_number, written_at, written_by, form, form_seq, digest, hash)
      values (${book.id}, ${entry.folio}, ${book.link}, ${entry.case}, ${entry.act}, ${entry.row}, ${entry.at}::timestamptz,
        ${entry.by}::uuid, ${entry.form}, ${entry.formAct}, ${entry.digest}, ${hash})
    ), private as (
      insert into register_entry_private (register_id, folio, salt, fields)
      values (${book.id}, ${entry.folio}, ${salt}, ${JSON.stringify(book.fields)}::jsonb)
    )
    update register set head_hash = ${hash} where id = ${book.id}`.execute(tx)
}
