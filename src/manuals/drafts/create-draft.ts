import { sql } from 'kysely'
import type { Tx } from '#src/platform/db/types.ts'
import { insertRevision, readDraft } from './draft.store.ts'
import { frontOf } from './front-of.ts'
import { refuseLongText } from './refusals.ts'
import type { By, Draft, DraftOrigin } from './types.ts'

export interface NewDraft {
  readonly source: string
  readonly examples?: string
  readonly origin: DraftOrigin
  /** Id of the published version with which it is compared; asked for where the origin is one. */
  readonly baseVersion?: number | null
  /** Id of the uploaded document, where the origin is an import. The file is then kept for as long as the draft. */
  readonly originFile?: string | null
  readonly by: By
}

/** Opens a draft with its first revision. Refuses a text that is too long to be a manual. */
export async function createDraft(tx: Tx, input: NewDraft): Promise<Draft> {
  const { source, examples = '', origin, baseVersion = null, originFile = null, by } = input
  refuseLongText({ source, examples })
  const { code, title } = frontOf(source)
  const { rows } = await sql<{ id: string }>`
    insert into manual_draft (source, examples, manual_code, title, base_version, origin, origin_file,
      created_at, created_by, changed_at, changed_by)
    values (${source}, ${examples}, ${code}, ${title}, ${baseVersion}, ${origin}, ${originFile}::uuid,
      ${by.at}::timestamptz, ${by.person}::uuid, ${by.at}::timestamptz, ${by.person}::uuid)
    returning id`.execute(tx)
  const { id } = rows[0]!
  await insertRevision(tx, id, { revision: 1, source, examples, restored: null, by })
  return (await readDraft(tx, id))!
}
