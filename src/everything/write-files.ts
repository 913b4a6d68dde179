import { existsSync } from 'node:fs'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Queryable } from '#src/platform/db/types.ts'
import type { FolderStore } from '#src/platform/files/file-store.ts'
import { contentPath, type ManifestEntry, NAMES } from './format.ts'
import { putContent } from './out-folder.ts'

/** Why a content is not in the export. */
export type Missing = 'cuarentena' | 'no-esta' | 'alterado'

export interface WrittenFiles {
  readonly there: number
  readonly missing: readonly { readonly sha256: string; readonly motivo: Missing }[]
}

/**
 * Copies every stored content under its digest; one that is there already is only measured. Contents of an earlier export that nothing
 * has any more are removed: what was erased must not stay in a copy. By the first two digits, so that never all are in memory.
 */
export async function writeFiles(
  db: Queryable,
  folder: string,
  store: FolderStore,
  entry: (written: ManifestEntry) => Promise<void>,
): Promise<WrittenFiles> {
  const missing: { sha256: string; motivo: Missing }[] = []
  let there = 0
  for (let byte = 0; byte < 256; byte++) {
    const start = byte.toString(16).padStart(2, '0')
    const wanted = new Set<string>()
    for (const { sha256, quarantined } of await contents(db, start)) {
      const path = contentPath(sha256)
      const written = quarantined ? 'cuarentena' : await copy(folder, path, sha256, store)
      if (typeof written === 'string') missing.push({ sha256, motivo: written })
      else {
        wanted.add(sha256)
        there += 1
        await entry(written)
      }
    }
    await removeOthers(join(folder, NAMES.files, start), wanted)
  }
  return { there, missing }
}

async function copy(folder: string, path: string, sha256: string, store: FolderStore) {
  try {
    return (await putContent(folder, path, sha256, () => store.openOwn(sha256))) ?? ('alterado' as const)
  } catch (error) {
    // The store has it not: a restored backup without its files. The disk of the export is another matter.
    const { code, syscall } = error as { code?: string; syscall?: string }
    if (code === 'ENOENT' && syscall === 'stat') return 'no-esta' as const
    throw error
  }
}

async function removeOthers(folder: string, wanted: ReadonlySet<string>): Promise<void> {
  if (!existsSync(folder)) return
  for (const name of await readdir(folder))
    if (!wanted.has(name)) await rm(join(folder, name), { recursive: true, force: true })
  if (wanted.size === 0) await rm(folder, { recursive: true, force: true })
}

interface Content {
  readonly sha256: string
  readonly quarantined: boolean
}

/** Digests that begin with `start`: of what people sent, of what was printed, of reports that went out. */
async function contents(db: Queryable, start: string): Promise<readonly Content[]> {
  const end = `${start}g`
  const { rows } = await sql<Content>`
    select all_of.sha256, coalesce((select s.state = 'infected' and s.released_at is null from content_scan s
      where s.sha256 = all_of.sha256), false) as quarantined
    from (
      select sha256::text as sha256 from stored_file where sha256 >= ${start} and sha256 < ${end}
      union select sha256 from printed_document where sha256 >= ${start} and sha256 < ${end}
      union select c.sha256 from register_closing c where c.sha256 >= ${start} and c.sha256 < ${end} and not exists (
        select from register_withdrawal w where w.register_id = c.register_id and w.month = c.month and w.issue = c.issue)
      union select f ->> 'sha256' from scheduled_report_run r, jsonb_array_elements(r.files) f
        where f ->> 'sha256' >= ${start} and f ->> 'sha256' < ${end}
    ) all_of order by sha256 collate "C"`.execute(db)
  return rows
}
