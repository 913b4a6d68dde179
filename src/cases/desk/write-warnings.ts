import { sql } from 'kysely'
import type { Projection } from '../record.ts'

/** Who was told of what, for the list of each person. A person's mark that it was seen stays. */
export const writeWarnings: Projection = Object.assign(
  async (...[tx, file, acts]: Parameters<Projection>) => {
    for (const { seq, at, body } of acts) {
      if (body.kind !== 'case-warned' || body.persons.length === 0) continue
      await sql`
        insert into case_warning (person_id, case_id, seq, target, percent, due_at, given_at)
        select person, ${file.id}, ${seq}, ${body.target}, ${body.percent}, ${body.due}::timestamptz, ${at}::timestamptz
        from unnest(${body.persons}::uuid[]) person on conflict do nothing`.execute(tx)
    }
  },
  { kinds: ['case-warned'] as const, rebuilt: true as const },
)
