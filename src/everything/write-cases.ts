import { sql } from 'kysely'
import { CASE_COLUMNS } from '#src/cases/case.store.ts'
import { exportCase } from '#src/cases/export-case.ts'
import type { CaseFile } from '#src/cases/types.ts'
import type { ManualLibrary } from '#src/cases/versions.ts'
import type { InstitutionDirectory } from '#src/people/types.ts'
import type { SigningKeyPair } from '#src/platform/crypto/signing-key.ts'
import type { Tx } from '#src/platform/db/types.ts'
import { type ManifestEntry, NAMES } from './format.ts'
import { type OutFile, openOut } from './out-folder.ts'
import { inBatches } from './write-tables.ts'

const BATCH = 100

export interface CaseWriting {
  readonly directory: InstitutionDirectory
  readonly manuals: ManualLibrary
  readonly now: string
  readonly key: SigningKeyPair
}

/**
 * The sealed export of every case, one on each line, a file for each month in which they were opened. A line with its end is the same
 * file as `ventanilla verify` reads.
 */
export async function writeCases(
  tx: Tx,
  folder: string,
  { directory, manuals, now, key }: CaseWriting,
): Promise<{ readonly entries: readonly ManifestEntry[]; readonly cases: number; readonly acts: number }> {
  const entries: ManifestEntry[] = []
  let cases = 0
  let acts = 0
  let month = ''
  let file: OutFile | undefined
  const query = sql<CaseFile>`select ${CASE_COLUMNS} from case_file order by case_file.opened_month, case_file.id`
  try {
    for await (const rows of inBatches(tx, query, BATCH)) {
      for (const each of rows) {
        const opened = each.openedMonth.slice(0, 7)
        if (file === undefined || opened !== month) {
          if (file !== undefined) entries.push(await file.close())
          month = opened
          file = await openOut(folder, `${NAMES.cases}/${month}.jsonl`)
        }
        const version = await manuals.version(tx, each.versionId)
        await file.write(await exportCase(tx, each, version, { directory, now, key, part: 'official' }))
        cases += 1
        acts += each.seq
      }
    }
    if (file !== undefined) entries.push(await file.close())
  } finally {
    await file?.[Symbol.asyncDispose]()
  }
  return { entries, cases, acts }
}
