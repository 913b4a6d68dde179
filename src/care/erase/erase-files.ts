import { sql } from 'kysely'
import type { Tx } from '#src/platform/db/types.ts'
import type { ErasureTarget } from './erase-cases.ts'

/**
 * Takes the files of cases away, of a case of others those of the acts alone, and notes their contents to be removed from the store.
 * Documents of manuals and files of articles are the institution's own and stay. Gives how many files of each case went.
 */
export async function eraseFiles(tx: Tx, targets: readonly ErasureTarget[], now: string): Promise<Map<number, number>> {
  const { rows } = await sql<{ caseId: number; files: number }>`
    with target as (
      select * from jsonb_to_recordset(${JSON.stringify(targets)}::jsonb) as t ("caseId" bigint, seqs integer[])
    ), named as (
      select target."caseId", (f ->> 'id')::uuid as id
      from target join case_file c on c.id = target."caseId"
        join act a on a.opened_month = c.opened_month and a.case_id = c.id and a.seq = any(target.seqs)
        cross join lateral jsonb_array_elements(coalesce(a.text::jsonb #> '{body,files}', '[]')) f
    ), gone as (
      delete from stored_file s using target
      where s.case_id = target."caseId" and (target.seqs is null or s.id in (select id from named))
        and not exists (select from manual_version where document_file = s.id)
        and not exists (select from manual_issue where file_id = s.id)
        and not exists (select from manual_draft where origin_file = s.id)
        and not exists (select from manual_import where file_id = s.id)
        and not exists (select from article_file where file_id = s.id)
      returning s.case_id, s.sha256
    ), noted as (
      insert into content_to_remove (sha256, since) select distinct sha256, ${now}::timestamptz from gone on conflict do nothing
    )
    select case_id as "caseId", count(*)::int as files from gone group by case_id`.execute(tx)
  return new Map(rows.map(({ caseId, files }) => [caseId, files]))
}
