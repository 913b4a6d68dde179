import { existsSync, readFileSync } from 'node:fs'
import { sql } from 'kysely'
import type { InstitutionDirectory } from '#src/people/types.ts'
import type { Tx } from '#src/platform/db/types.ts'
import { type ManifestEntry, NAMES } from './format.ts'
import { putText } from './out-folder.ts'
import { inBatches } from './write-tables.ts'

/** Each published manual in the notation, by code and version. */
export async function writeManuals(
  tx: Tx,
  folder: string,
): Promise<{ readonly entries: readonly ManifestEntry[]; readonly manuals: number }> {
  const entries: ManifestEntry[] = []
  const taken = new Set<string>()
  const query = sql<{ id: number; code: string; version: string; source: string }>`
    select id, manual_code as code, version, source from manual_version order by id`
  for await (const rows of inBatches(tx, query, 10)) {
    for (const { id, code, version, source } of rows) {
      const usual = fileName(`${code}-${version}`)
      // Codes that differ only in what a file's name cannot hold.
      const name = taken.has(usual.toLowerCase()) ? `${usual}-${id}` : usual
      taken.add(name.toLowerCase())
      entries.push(await putText(folder, `${NAMES.manuals}/${name}.manual.md`, source))
    }
  }
  return { entries, manuals: entries.length }
}

/** Calendars in the form in which `ventanilla init` takes them, the directory in force, and what each figure counts. */
export async function writeInstitution(
  tx: Tx,
  folder: string,
  directory: InstitutionDirectory,
  definitions: string,
): Promise<readonly ManifestEntry[]> {
  const entries: ManifestEntry[] = []
  const { rows } = await sql<{ code: string; data: unknown }>`select code, data from calendar order by code`.execute(tx)
  for (const { code, data } of rows)
    entries.push(await putText(folder, `${NAMES.calendars}/${fileName(code)}.json`, pretty(data)))
  entries.push(await putText(folder, NAMES.directory, pretty(directory.rows)))
  if (existsSync(definitions)) entries.push(await putText(folder, NAMES.statistics, readFileSync(definitions, 'utf8')))
  return entries
}

const pretty = (value: unknown): string => `${JSON.stringify(value, null, 1)}\n`

const fileName = (text: string): string => text.replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^\.+/, '-')
