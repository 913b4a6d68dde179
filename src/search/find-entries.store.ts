import { type RawBuilder, sql } from 'kysely'
import { readableBy } from '#src/cases/case.store.ts'
import type { Queryable } from '#src/platform/db/types.ts'
import { type Stretch, stretchesBefore } from './stretches.ts'

/** Which entries are looked for. */
export interface EntrySearch {
  /** A `tsquery` as text with at least one word that must be there; null where only the other conditions count. */
  readonly query: string | null
  /** Whether a word of it occurs so seldom that it is quickest to look at all that have it. */
  readonly seldom: boolean
  /** About which part of all entries is found, at most: 0 to 1. It decides how far back is looked at first. */
  readonly density: number
  /** Entries are looked for up to this one. */
  readonly newest: number
  readonly kind: 'case' | 'message' | null
  /** Numbers of `search_reader`: of each list, one has to be among the entry's. */
  readonly marks: readonly (readonly number[])[]
  readonly from: string | null
  readonly until: string | null
  /** What the case is now; each a condition on `case_file`. */
  readonly now: readonly RawBuilder<boolean>[]
  /** Entries before this one. */
  readonly before: number | null
}

/** In whose name. */
export interface Reading {
  readonly person: string
  readonly readers: readonly string[]
  /** Numbers of the readers. */
  readonly numbers: readonly number[]
  /** How much of all that is newest they read: so few cases that looking through them is quicker than the index, or a good part. */
  readonly share: 'few' | 'some' | 'much'
}

export interface FoundEntry {
  readonly id: number
  readonly caseId: number
  readonly seq: number
  readonly at: string
  readonly number: string
  readonly title: string
  readonly status: 'open' | 'closed' | 'annulled'
  readonly versionId: number
  readonly procedure: string
  readonly requesterPerson: string | null
  readonly requesterName: string | null
  readonly content: unknown
  readonly internal: boolean
}

export interface FoundEntries {
  /** Newest first; those of them that the person may read and that are as was asked. */
  readonly entries: readonly FoundEntry[]
  /** The last entry looked at, when there may be more after it. */
  readonly last: number | null
}

/** Entries that are looked at in one go. */
export const ENTRIES_AT_ONCE = 24
/** The same where conditions on what the case is now may throw most of them away. */
const WITH_CONDITIONS = 300
const MOST_CASES_LOOKED_THROUGH = 300

/**
 * Entries newest first. Never looks at all that a common word has: it goes back in time by stretches, the first as long as should do for
 * how usual the word is, the next eight times as long, and stops as soon as it has enough.
 */
export async function findEntries(db: Queryable, search: EntrySearch, reading: Reading): Promise<FoundEntries> {
  const most = search.now.length === 0 ? ENTRIES_AT_ONCE : WITH_CONDITIONS
  const rows: Candidate[] = []
  for (const candidates of await candidatesOf(db, search, reading, most)) {
    const found = await readCandidates(db, candidates, search, reading)
    rows.push(...found.slice(0, most - rows.length))
    if (rows.length === most) break
  }
  const entries = rows.filter(({ shown }) => shown)
  return { entries, last: rows.length === most ? rows.at(-1)!.id : null }
}

type Candidate = FoundEntry & { readonly shown: boolean }

/** What is to be looked at, one after another while there are too few. */
async function candidatesOf(
  db: Queryable,
  search: EntrySearch,
  reading: Reading,
  most: number,
): Promise<readonly RawBuilder<unknown>[]> {
  if (reading.share === 'few') return [ofFewCases(search, reading, most)]
  if (search.query !== null && search.seldom) return [byWord(search, reading, most)]
  // Half as many again as are wanted; of what others read there may be more to leave out. A case has several entries.
  const wanted = (most * (search.kind === null ? 4 : 1.5)) / Math.max(search.density, 0.001)
  const stretches = stretchesBefore(await endOf(db, search), wanted)
  // Most often the first does: in one statement, to make the others ready would cost as much as to look through it.
  return stretches.map((stretch) => byStretch(search, stretch, reading, most))
}

async function readCandidates(
  db: Queryable,
  candidates: RawBuilder<unknown>,
  search: EntrySearch,
  reading: Reading,
): Promise<readonly Candidate[]> {
  // A row at a time: from the estimates for all the branches, the planner would rather read whole tables.
  const { rows } = await sql<Candidate>`
    select e.id, e.case_id as "caseId", e.seq, e.at, e.internal, c.*, c.number is not null as shown,
      (select content from act_private p where p.case_id = e.case_id and p.seq = e.seq and c.number is not null offset 0) as content
    from (${candidates}) e
    left join lateral (
      select number, title, status, manual_version_id as "versionId", procedure, requester_person as "requesterPerson",
        requester_name as "requesterName"
      from case_file where case_file.id = e.case_id and ${mayBeShown(reading)} ${joined(search.now)} ${notSeenYet(search, reading)} offset 0
    ) c on true
    order by e.id desc`.execute(db)
  return rows
}

/** The truth about who may read, whatever the index says. */
function mayBeShown(reading: Reading): RawBuilder<unknown> {
  return sql`(${readableBy(reading.readers)} and (not e.internal or ${ofTheOffice(reading)}))`
}

/**
 * What is of the office alone is found by who reads the case through a unit, and never by who asked for it, or for a case that was merged
 * into it.
 */
function ofTheOffice({ person, readers }: Reading): RawBuilder<unknown> {
  return sql`(
    case_file.requester_person is distinct from ${person}::uuid
    and position(${person}::text in coalesce(case_file.state #>> '{desk,absorbed}', '')) = 0
    and exists (select from case_reader r where r.case_id = case_file.id and r.reader = any(${readers}::uuid[]) and r.reader <> ${person}::uuid))`
}

/** A case that came on an earlier page, by a newer entry that was shown, does not come again. */
function notSeenYet({ kind, query, before }: EntrySearch, reading: Reading): RawBuilder<unknown> {
  if (kind !== null || before === null) return sql``
  const words = query === null ? sql`` : sql`and newer.document @@ ${query}::tsquery`
  return sql`and not exists (
    select from search_entry newer where newer.case_id = e.case_id and newer.id >= ${before}::bigint ${words}
      and (not newer.internal or ${ofTheOffice(reading)}) offset 0)`
}

function joined(conditions: readonly RawBuilder<boolean>[]): RawBuilder<unknown> {
  return conditions.length === 0 ? sql`` : sql`and ${sql.join(conditions, sql` and `)}`
}

const COLUMNS = sql`id, case_id, seq, at, internal`

/**
 * The newest of some entries. Where cases are looked for, of each case the newest one of the office and the newest other one: which of the
 * two is shown depends on the case.
 */
function newest({ kind }: EntrySearch, entries: RawBuilder<unknown>, most: number): RawBuilder<unknown> {
  const each =
    kind === null
      ? sql`select distinct on (case_id, internal) ${COLUMNS} from (${entries}) every order by case_id, internal, id desc`
      : entries
  // By an expression, so that the planner does not walk the table by its ids instead.
  return sql`select ${COLUMNS} from (${each}) one order by id + 0 desc limit ${sql.lit(most)}`
}

function ofFewCases(search: EntrySearch, { readers }: Reading, most: number): RawBuilder<unknown> {
  const own = sql`
    select ${COLUMNS} from (
      select * from search_entry
      where case_id = any(array(select case_id from case_reader where reader = any(${readers}::uuid[]) limit ${sql.lit(MOST_CASES_LOOKED_THROUGH * 2)}))
      offset 0
    ) own
    where true ${beforeOf(search)} ${conditionsOf(search)}`
  return newest(search, own, most)
}

/** All that have the word; who may read them is then looked up in each. */
function byWord(search: EntrySearch, { numbers }: Reading, most: number): RawBuilder<unknown> {
  const found = sql`
    select ${COLUMNS} from (select * from search_entry where document @@ ${search.query}::tsquery offset 0) found
    where marks && ${numbers}::int[] ${beforeOf(search)} ${conditionsOf({ ...search, query: null })}`
  return newest(search, found, most)
}

function beforeOf({ before }: EntrySearch): RawBuilder<unknown> {
  return before === null ? sql`` : sql`and id < ${before}::bigint`
}

/** The first entry that is not looked at. */
async function endOf(db: Queryable, { before, until, newest }: EntrySearch): Promise<number> {
  const end = before ?? newest + 1
  if (until === null) return end
  // Ids follow time but for acts that came to the index late; some hundreds of places are room enough.
  const { rows } = await sql<{ id: number }>`
    select id + 500 as id from search_entry where at < ${until}::timestamptz order by at desc limit 1`.execute(db)
  return Math.min(end, rows[0]?.id ?? 0)
}

function byStretch(
  search: EntrySearch,
  { end, marks }: Stretch,
  { numbers, share }: Reading,
  most: number,
): RawBuilder<unknown> {
  // Where they read much, going through the index of their entries costs more than looking at those that have the word.
  const mine =
    share === 'much' && search.query !== null
      ? sql`(marks || '{}'::int[]) && ${numbers}::int[]`
      : sql`marks && ${numbers}::int[]`
  const inIt = sql`
    select ${COLUMNS} from search_entry
    where id + 0 < ${end}::bigint ${marks === null ? sql`` : sql`and marks && ${marks}::int[]`} and ${mine} ${conditionsOf(search)}`
  return newest(search, inIt, most)
}

const KINDS = { case: -2000000001, message: -2000000002 } as const

function conditionsOf({ query, kind, marks, from, until }: EntrySearch): RawBuilder<unknown> {
  return sql`${query === null ? sql`` : sql`and document @@ ${query}::tsquery`}
    ${kind === null ? sql`` : sql`and marks @> array[${sql.lit(KINDS[kind])}]`}
    ${sql.join(
      marks.map((each) => sql`and marks && ${each}::int[]`),
      sql` `,
    )}
    ${from === null ? sql`` : sql`and at >= ${from}::timestamptz`}
    ${until === null ? sql`` : sql`and at < ${until}::timestamptz`}`
}

/** Numbers of readers that the index knows. */
export async function readerNumbers(db: Queryable, readers: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: number; reader: string }>`
    select id, reader from search_reader where reader = any(${readers}::uuid[])`.execute(db)
  return new Map(rows.map(({ id, reader }) => [reader, id]))
}

/** How much these readers read. */
export async function shareOf(db: Queryable, readers: readonly string[]): Promise<Reading['share']> {
  const { rows } = await sql<{ few: boolean; much: boolean }>`
    select
      (select count(*) from (
        select 1 from case_reader where reader = any(${readers}::uuid[]) limit ${sql.lit(MOST_CASES_LOOKED_THROUGH + 1)}
      ) own) <= ${sql.lit(MOST_CASES_LOOKED_THROUGH)} as few,
      (select count(*) from (
        select 1 from case_reader
        where reader = any(${readers}::uuid[]) and case_id > (select max(id) - ${sql.lit(NEWEST)} from case_file) limit ${sql.lit(MUCH)}
      ) newest) >= ${sql.lit(MUCH)} as much`.execute(db)
  return rows[0]!.few ? 'few' : rows[0]!.much ? 'much' : 'some'
}

/** Of the newest cases, so many are much. */
const NEWEST = 2_000
const MUCH = 100
