import { type RawBuilder, sql } from 'kysely'
import type { Queryable, Tx } from '#src/platform/db/types.ts'
import type { ArticleFace, ArticleFile, ArticleInput, ArticleText, Service } from './types.ts'

const FACE = sql`
  a.id, a.unit_id as "unitId", a.public, v.title, a.latest, a.published, a.published_at as "publishedAt",
  to_char(a.review_by, 'YYYY-MM-DD') as "reviewBy", a.archived_at as "archivedAt", a.created_by as "createdBy",
  (select jsonb_build_object('version', r.version, 'by', r.asked_by, 'at', to_char(r.asked_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))
    from article_review r where r.article_id = a.id and r.reviewed_at is null) as asked`

export async function findArticle(db: Queryable, id: number): Promise<ArticleFace | null> {
  const { rows } = await sql<ArticleFace>`
    select ${FACE} from article a join article_version v on v.article_id = a.id and v.version = coalesce(a.published, a.latest)
    where a.id = ${id}`.execute(db)
  return rows[0] ?? null
}

export async function lockArticle(tx: Tx, id: number): Promise<ArticleFace | null> {
  await sql`select id from article where id = ${id} for update`.execute(tx)
  return findArticle(tx, id)
}

export async function findText(db: Queryable, id: number, version: number): Promise<ArticleText | null> {
  const { rows } = await sql<ArticleText>`
    select version, title, question, solution, keywords, written_by as "writtenBy", written_at as "writtenAt"
    from article_version where article_id = ${id} and version = ${version}`.execute(db)
  return rows[0] ?? null
}

/** Versions, the latest first, without their texts. */
export async function listVersions(
  db: Queryable,
  id: number,
): Promise<
  (Pick<ArticleText, 'version' | 'title' | 'writtenBy' | 'writtenAt'> & { readonly approvedBy: string | null })[]
> {
  const { rows } = await sql<
    Pick<ArticleText, 'version' | 'title' | 'writtenBy' | 'writtenAt'> & { approvedBy: string | null }
  >`
    select v.version, v.title, v.written_by as "writtenBy", v.written_at as "writtenAt",
      (select reviewed_by from article_review r where r.article_id = v.article_id and r.version = v.version and r.approved limit 1) as "approvedBy"
    from article_version v where v.article_id = ${id} order by v.version desc limit 200`.execute(db)
  return rows
}

/** Articles of some units, whatever their standing, the newest first; with `archived` the archived ones. One more than `most` when there are more. */
export async function listOfUnits(
  db: Queryable,
  units: readonly string[],
  { archived, before, most }: { readonly archived: boolean; readonly before: number | null; readonly most: number },
): Promise<ArticleFace[]> {
  return faces(
    db,
    sql`a.unit_id = any(${units}::uuid[]) and (a.archived_at is not null) = ${archived} and a.id < ${before ?? 2_147_483_647}`,
    most + 1,
    sql`a.latest`,
  )
}

/** Articles that wait for a review in some units. */
export async function listInReview(db: Queryable, units: readonly string[]): Promise<ArticleFace[]> {
  return faces(
    db,
    sql`a.unit_id = any(${units}::uuid[]) and a.archived_at is null
      and exists (select from article_review r where r.article_id = a.id and r.reviewed_at is null)`,
    100,
    sql`a.latest`,
  )
}

/** Published articles of some units whose date of review has come. */
export async function listToRevise(db: Queryable, units: readonly string[], today: string): Promise<ArticleFace[]> {
  return faces(
    db,
    sql`a.unit_id = any(${units}::uuid[]) and a.archived_at is null and a.published is not null and a.review_by <= ${today}::date`,
    100,
    sql`a.published`,
  )
}

async function faces(
  db: Queryable,
  where: RawBuilder<unknown>,
  most: number,
  version: RawBuilder<unknown>,
): Promise<ArticleFace[]> {
  const { rows } = await sql<ArticleFace>`
    select ${FACE} from article a join article_version v on v.article_id = a.id and v.version = ${version}
    where ${where} order by a.id desc limit ${most}`.execute(db)
  return rows
}

export async function insertArticle(
  tx: Tx,
  { unit, public: forAll, reviewBy }: ArticleInput,
  { by, at, caseId }: { readonly by: string; readonly at: string; readonly caseId: number | null },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into article (unit_id, public, case_id, created_by, created_at, review_by)
    values (${unit}::uuid, ${forAll}, ${caseId}, ${by}::uuid, ${at}::timestamptz, ${reviewBy}::date) returning id`.execute(
    tx,
  )
  return rows[0]!.id
}

export async function insertVersion(
  tx: Tx,
  id: number,
  version: number,
  input: ArticleInput,
  by: string,
  at: string,
): Promise<void> {
  await sql`
    insert into article_version (article_id, version, title, question, solution, keywords, written_by, written_at)
    values (${id}, ${version}, ${input.title}, ${input.question}, ${input.solution}, ${input.keywords}, ${by}::uuid, ${at}::timestamptz)`.execute(
    tx,
  )
}

/** What belongs to the article and not to one of its versions. */
export async function updateArticle(tx: Tx, id: number, latest: number, input: ArticleInput): Promise<void> {
  await sql`
    update article set latest = ${latest}, unit_id = ${input.unit}::uuid, public = ${input.public}, review_by = ${input.reviewBy}::date
    where id = ${id}`.execute(tx)
}

export async function replaceReach(
  tx: Tx,
  id: number,
  { services, units, public: forAll }: ArticleInput,
): Promise<void> {
  await sql`delete from article_service where article_id = ${id}`.execute(tx)
  await sql`delete from article_unit where article_id = ${id}`.execute(tx)
  await sql`
    insert into article_service (article_id, manual_code, procedure)
    select ${id}, manual, procedure from jsonb_to_recordset(${JSON.stringify(services)}::jsonb) as t (manual text, procedure text)
    on conflict do nothing`.execute(tx)
  if (forAll) return
  await sql`insert into article_unit (article_id, unit_id) select ${id}, unnest(${units}::uuid[]) on conflict do nothing`.execute(
    tx,
  )
}

export async function reachOf(
  db: Queryable,
  id: number,
): Promise<{ services: readonly Service[]; units: readonly string[] }> {
  const { rows } = await sql<{ services: Service[]; units: string[] }>`
    select
      (select coalesce(jsonb_agg(jsonb_build_object('manual', manual_code, 'procedure', procedure) order by manual_code, procedure), '[]')
        from article_service where article_id = ${id}) as services,
      (select coalesce(jsonb_agg(unit_id order by unit_id), '[]') from article_unit where article_id = ${id}) as units`.execute(
    db,
  )
  return rows[0]!
}

export async function filesOf(db: Queryable, id: number): Promise<ArticleFile[]> {
  const { rows } = await sql<ArticleFile>`
    select f.id, f.name, f.size, f.content_type as "contentType", f.sha256
    from article_file x join stored_file f on f.id = x.file_id where x.article_id = ${id} order by f.uploaded_at, f.id`.execute(
    db,
  )
  return rows
}

/** Ties files to an article that its writer has just sent and nobody else has. */
export async function addFiles(tx: Tx, id: number, files: readonly string[], by: string, at: string): Promise<void> {
  if (files.length === 0) return
  await sql`
    insert into article_file (article_id, file_id, added_by, added_at)
    select ${id}, f.id, ${by}::uuid, ${at}::timestamptz from stored_file f
    where f.id = any(${files}::uuid[]) and f.uploaded_by = ${by}::uuid and f.case_id is null on conflict do nothing`.execute(
    tx,
  )
}

export async function removeFiles(tx: Tx, id: number, files: readonly string[]): Promise<void> {
  if (files.length === 0) return
  await sql`delete from article_file where article_id = ${id} and file_id = any(${files}::uuid[])`.execute(tx)
}
