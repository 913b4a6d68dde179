import { sql } from 'kysely'
import type { FileRef } from '#src/procedure/types.ts'
import type { Call } from './call.ts'
import { refused } from './refusals.ts'

/** The files of these ids: uploaded by the actor and attached by nobody yet, or of the case already when its number is given. */
export async function claimFiles(
  call: Call,
  ids: readonly string[],
  number: string | null = null,
): Promise<(FileRef & { name: string })[]> {
  if (ids.length === 0) return []
  const person = call.actor.kind === 'person' ? call.actor.person : null
  const { rows } = await sql<FileRef & { name: string; infected: boolean }>`
    select id, sha256, name, exists (select from content_scan s where s.sha256 = stored_file.sha256
      and s.state = 'infected' and s.released_at is null) as infected
    from stored_file
    where id = any(${ids}::uuid[])
      and (uploaded_by = ${person}::uuid and case_id is null or case_id = (select id from case_file where number = ${number}))
    for update`.execute(call.tx)
  return ids.map((id) => {
    const file = rows.find((row) => row.id === id)
    if (file === undefined) throw refused('file-unknown', { name: id })
    if (file.infected) throw refused('upload-infected', { name: file.name })
    return { id: file.id, sha256: file.sha256, name: file.name }
  })
}

/** Ties attached files to their case, so that its readers may open them; internal ones, those who take part as officials. */
export async function bindFiles(call: Call, caseId: number, ids: readonly string[], internal = false): Promise<void> {
  if (ids.length === 0) return
  await sql`update stored_file set case_id = ${caseId}, internal = ${internal} where id = any(${ids}::uuid[])`.execute(
    call.tx,
  )
}
