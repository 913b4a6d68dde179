import { sql } from 'kysely'
import type { Queryable } from '#src/platform/db/types.ts'
import type { SavedFile } from '#src/platform/files/file-store.ts'

export interface FileToRecord extends SavedFile {
  readonly name: string
  /** Id of the person who brought it; null for Ventanilla itself. */
  readonly by: string | null
  readonly at: string
  /** The case whose readers may open it; a file without one waits to be attached. */
  readonly caseId?: number
}

/** The row that gives a saved content its name and its readers. Gives its id. */
export async function insertStoredFile(db: Queryable, file: FileToRecord): Promise<string> {
  const { sha256, size, name, contentType, by, at, caseId = null } = file
  const { rows } = await sql<{ id: string }>`
    insert into stored_file (sha256, size, name, content_type, uploaded_by, uploaded_at, case_id)
    values (${sha256}, ${size}, ${name}, ${contentType}, ${by}::uuid, ${at}::timestamptz, ${caseId})
    returning id`.execute(db)
  return rows[0]!.id
}
