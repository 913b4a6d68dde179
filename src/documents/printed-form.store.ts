import { sql } from 'kysely'
import type { InstantText } from '#src/calendar/types.ts'
import type { Queryable } from '#src/platform/db/types.ts'

export interface NewPrintedForm {
  readonly codeHash: string
  readonly caseId: number
  readonly form: string
  readonly actSeq: number
  readonly digest: string
  readonly at: InstantText
  readonly by: string
}

/** Remembers that a paper went out; one that went out before stays as it was. */
export async function recordPrintedForm(db: Queryable, printed: NewPrintedForm): Promise<void> {
  const { codeHash, caseId, form, actSeq, digest, at, by } = printed
  await sql`
    insert into printed_form (code_hash, case_id, form, act_seq, values_digest, printed_at, printed_by)
    values (${codeHash}, ${caseId}, ${form}, ${actSeq}, ${digest}, ${at}::timestamptz, ${by}::uuid)
    on conflict do nothing`.execute(db)
}

/** What a paper's bearer is told of it. */
export interface PaperFound {
  readonly caseNumber: string
  readonly status: 'open' | 'closed' | 'annulled'
  readonly versionId: number
  readonly form: string
  readonly digest: string
  readonly filledAt: InstantText
  readonly printedAt: InstantText
  /** Whether the case still holds the values printed. */
  readonly latest: boolean
}

/** The paper of a code's digest, or null: one statement either way. */
export async function findPaper(db: Queryable, codeHash: string): Promise<PaperFound | null> {
  const { rows } = await sql<PaperFound>`
    select c.number as "caseNumber", c.status, c.manual_version_id as "versionId", p.form, p.values_digest as digest,
      a.at as "filledAt", p.printed_at as "printedAt",
      coalesce((c.state -> 'forms' ->> p.form)::integer = p.act_seq, false) as latest
    from printed_form p
    join case_file c on c.id = p.case_id
    join act a on a.opened_month = c.opened_month and a.case_id = p.case_id and a.seq = p.act_seq
    where p.code_hash = ${codeHash}`.execute(db)
  return rows[0] ?? null
}
