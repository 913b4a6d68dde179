import { sql } from 'kysely'
import type { Institution } from '#src/cases/call.ts'
import { manualLibrary } from '#src/cases/versions.ts'
import { writeAdminAct } from '#src/people/acts/admin-act.store.ts'
import { canonicalJson } from '#src/platform/crypto/canonical-json.ts'
import { keyFingerprint, type SigningKeyPair, signText } from '#src/platform/crypto/signing-key.ts'
import type { Db, Queryable, Tx } from '#src/platform/db/types.ts'
import type { FolderStore } from '#src/platform/files/file-store.ts'
import { undecided } from './check-tables.ts'
import { FORMAT, type ManifestEntry, NAMES, type Seal, sealedPart } from './format.ts'
import { openOut, putText, readyFolder } from './out-folder.ts'
import { writeReadMe } from './read-me.ts'
import { readSchema } from './read-schema.ts'
import { writeCases } from './write-cases.ts'
import { writeFiles } from './write-files.ts'
import { writeInstitution, writeManuals } from './write-manuals.ts'
import { writeTables } from './write-tables.ts'

export interface ExportDeps {
  /** Writes the admin acts. */
  readonly db: Db
  /** Reads everything: the role that owns the tables, with no limit of time. */
  readonly owner: Db
  readonly store: FolderStore
  readonly key: SigningKeyPair
  readonly institution: (db: Queryable, now: string) => Promise<Institution>
  readonly clock: () => string
  /** The page that says what each figure counts. */
  readonly definitions: string
  /** Told what is being written now. */
  readonly progress?: (what: string) => void
}

/**
 * Writes all that the institution has into a folder, as one instant saw it, and seals it. The admin record tells that it began before
 * anything is read, and how it ended. Throws with a sentence where the folder is not to be written to.
 */
export async function exportEverything(deps: ExportDeps, folder: string): Promise<Seal> {
  const { db, owner, clock } = deps
  await readyFolder(folder)
  const begun = clock()
  const { directory } = await deps.institution(db, begun)
  const subject = { kind: 'institution', id: directory.rows.institution?.code ?? '' }
  await writeAdminAct(db, { at: begun, actor: null, action: 'everything.export-begun', subject, data: { folder } })
  const seal = await owner
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute((tx) => writeAll(deps, tx, folder, begun))
  await putText(folder, NAMES.seal, `${canonicalJson(seal)}\n`)
  const data = { folder, manifest: seal.manifest.sha256, cases: seal.cases, contents: seal.contents.there }
  await writeAdminAct(db, { at: clock(), actor: null, action: 'everything.exported', subject, data })
  return seal
}

async function writeAll(deps: ExportDeps, tx: Tx, folder: string, now: string): Promise<Seal> {
  const { key, progress = () => {} } = deps
  // Files are copied for as long as it takes, with the snapshot open.
  await sql`set local idle_in_transaction_session_timeout = 0`.execute(tx)
  await sql`set local statement_timeout = 0`.execute(tx)
  const schema = await readSchema(tx)
  const faults = undecided(schema)
  if (faults.length > 0) throw new Error(`La exportación no sabe qué hacer con ${faults.join('; ')}.`)
  const { directory } = await deps.institution(tx, now)
  await using manifest = await openManifest(folder)

  progress('las tablas')
  const tables = await writeTables(tx, folder, schema)
  await manifest.add(tables.entries)
  progress('los manuales, los calendarios y el directorio')
  const { entries, manuals } = await writeManuals(tx, folder)
  await manifest.add(entries)
  await manifest.add(await writeInstitution(tx, folder, directory, deps.definitions))
  progress('los expedientes')
  const cases = await writeCases(tx, folder, { directory, manuals: manualLibrary(), now, key })
  await manifest.add(cases.entries)
  progress('los archivos')
  const files = await writeFiles(tx, folder, deps.store, (entry) => manifest.add([entry]))
  const lines = files.missing.map((each) => `${JSON.stringify(each)}\n`).join('')
  await manifest.add([await putText(folder, NAMES.missing, lines)])
  await manifest.add([await putText(folder, NAMES.key, key.publicPem)])

  const fingerprint = keyFingerprint(key.publicPem)
  const told = {
    format: FORMAT,
    institution: directory.rows.institution?.name ?? '',
    exportedAt: now,
    migration: await lastMigration(tx),
    tables: tables.rows,
    cases: cases.cases,
    acts: cases.acts,
    manuals,
    contents: { there: files.there, missing: files.missing.length },
  } as const
  await manifest.add([await writeReadMe(folder, told, fingerprint)])
  const unsigned = { ...told, manifest: await manifest.close() }
  const seal = { algorithm: 'Ed25519', key: fingerprint, signature: '' } as const
  const signature = signText(sealedPart({ ...unsigned, seal }), key.privatePem)
  return { ...unsigned, seal: { ...seal, signature } }
}

async function openManifest(folder: string) {
  const file = await openOut(folder, NAMES.manifest)
  let files = 0
  let bytes = 0
  return {
    async add(entries: readonly ManifestEntry[]): Promise<void> {
      for (const { path, sha256, size } of entries) {
        await file.write(`${JSON.stringify({ path, sha256, size })}\n`)
        files += 1
        bytes += size
      }
    },
    async close() {
      const { sha256 } = await file.close()
      return { sha256, files, bytes }
    },
    [Symbol.asyncDispose]: () => file[Symbol.asyncDispose](),
  }
}

async function lastMigration(db: Queryable): Promise<number> {
  const { rows } = await sql<{ last: number }>`select max(number) as last from migration`.execute(db)
  return rows[0]?.last ?? 0
}
