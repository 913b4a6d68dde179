import { type RawBuilder, sql } from 'kysely'
import type { Queryable } from '#src/platform/db/types.ts'
import type { KnownSubject } from './subject.ts'

/** A case in which somebody's personal text stands. No word of it: whoever erases need not read. */
export interface Trace {
  readonly caseId: number
  readonly number: string
  readonly manual: string
  readonly procedure: string
  readonly status: 'open' | 'closed' | 'annulled'
  readonly held: boolean
  /** Acts of a case of others; null for the whole case. */
  readonly seqs: readonly number[] | null
  readonly acts: number
  readonly files: number
  readonly entries: number
}

export interface TraceCounts {
  readonly cases: number
  readonly open: number
  readonly held: number
  readonly acts: number
  readonly messages: number
  readonly files: number
  readonly entries: number
  readonly papers: number
  readonly articles: number
}

export const TRACES_PAGE = 50

/**
 * Where a subject stands, as `trace (case_id, seqs)`: the cases asked for by it and those that their steps opened, whole; and of cases
 * of others, the acts that carry its words or name it as somebody outside.
 */
function tracesOf({ kind, id, contacts, names, mails }: KnownSubject): RawBuilder<unknown> {
  const person = kind === 'person' ? id : null
  const number = kind === 'case' ? id : null
  return sql`recursive own as (
    (
      select id from case_file where requester_person = ${person}::uuid
      union select id from case_file where contact_id = any(${contacts}::uuid[])
      union select id from case_file where number = ${number}
      union select case_id from act_private
        where content ? 'contact' and lower(content #>> '{contact,email}') = any(${mails}::text[]) and seq = 1
    )
    union select c.id from case_file c join own on c.parent_case = own.id
  ), told as (
    select case_id, seq from act_private
    where content ? 'contact' and lower(content #>> '{contact,email}') = any(${mails}::text[])
    union select case_id, seq from act_private
    where content ? 'contact' and lower(content #>> '{contact,name}') = any(${names}::text[])
      and coalesce(content #>> '{contact,email}', '') = ''
    union select other.id, a.seq
    from own join case_file c on c.id = own.id
      cross join lateral jsonb_array_elements(coalesce(c.state #> '{desk,links}', '[]')) link
      join case_file other on other.number = link ->> 'number'
      join act a on a.opened_month = other.opened_month and a.case_id = other.id and a.kind in ('note-written', 'message-posted')
    where a.text::jsonb #>> '{body,carried,number}' = c.number
  ), trace as (
    select id as case_id, null::integer[] as seqs from own
    union all
    select case_id, array_agg(seq order by seq) from told where case_id not in (select id from own) group by case_id
  )`
}

/** Traces by case, newest first, one more than a page where there are others; `before` is the id of the last one shown. */
export async function listTraces(db: Queryable, subject: KnownSubject, before: number | null): Promise<Trace[]> {
  const { rows } = await sql<Trace>`
    with ${tracesOf(subject)}, page as (
      select * from trace where case_id < ${before ?? Number.MAX_SAFE_INTEGER}::bigint order by case_id desc limit ${TRACES_PAGE + 1}
    )
    select c.id as "caseId", c.number, v.manual_code as manual, c.procedure, c.status, c.held, t.seqs,
      (select count(*)::int from act_private p where p.case_id = c.id and p.content is not null
        and (t.seqs is null or p.seq = any(t.seqs))) as acts,
      case when t.seqs is null then (select count(*)::int from stored_file f where f.case_id = c.id) else 0 end as files,
      case when t.seqs is null then (select count(*)::int from register_entry r where r.case_id = c.id) else 0 end as entries
    from page t join case_file c on c.id = t.case_id join manual_version v on v.id = c.manual_version_id
    order by c.id desc`.execute(db)
  return rows
}

export async function countTraces(db: Queryable, subject: KnownSubject): Promise<TraceCounts> {
  const { rows } = await sql<TraceCounts>`
    with ${tracesOf(subject)}, texts as (
      select p.case_id, p.seq from trace t join act_private p on p.case_id = t.case_id and p.content is not null
        and (t.seqs is null or p.seq = any(t.seqs))
    )
    select
      (select count(*)::int from trace) as cases,
      (select count(*)::int from trace t join case_file c on c.id = t.case_id where c.status = 'open') as open,
      (select count(*)::int from trace t join case_file c on c.id = t.case_id where c.held) as held,
      (select count(*)::int from texts) as acts,
      (select count(*)::int from texts x join case_file c on c.id = x.case_id join act a
        on a.opened_month = c.opened_month and a.case_id = x.case_id and a.seq = x.seq and a.kind = 'message-posted') as messages,
      (select count(*)::int from trace t join stored_file f on f.case_id = t.case_id where t.seqs is null) as files,
      (select count(*)::int from trace t join register_entry r on r.case_id = t.case_id where t.seqs is null) as entries,
      (select count(*)::int from trace t join printed_document d on d.case_id = t.case_id where t.seqs is null) as papers,
      (select count(*)::int from trace t join article a on a.case_id = t.case_id) as articles`.execute(db)
  return rows[0]!
}

/** Keeps where the subject stands now as what a confirmed request is to erase; says how many cases those are. */
export async function keepTraces(db: Queryable, erasure: string, subject: KnownSubject): Promise<number> {
  const { rows } = await sql`
    with ${tracesOf(subject)}
    insert into erasure_case (erasure_id, case_id, seqs) select ${erasure}::uuid, case_id, seqs from trace
    on conflict do nothing returning case_id`.execute(db)
  return rows.length
}
