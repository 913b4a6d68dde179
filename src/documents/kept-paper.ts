import type { Readable } from 'node:stream'
import { sql } from 'kysely'
import { canonicalJson } from '#src/platform/crypto/canonical-json.ts'
import { sha256Hex } from '#src/platform/crypto/token.ts'
import type { Queryable } from '#src/platform/db/types.ts'
import { type ManualPrintOptions, PRINTING, type PrintedForm, type PrintedManual } from '#src/printing/index.ts'
import type { DocumentDeps } from './deps.ts'

/** A printed document as it is kept. */
export interface KeptPaper {
  readonly sha256: string
  /** Bytes. */
  readonly size: number
  readonly pages: number
  readonly approvals: PrintedManual['approvals']
  open(): Promise<Readable>
}

type Deps = Pick<DocumentDeps, 'files' | 'printer' | 'clock'> & { readonly db: Queryable }

/** A manual's document: printed when it is asked for the first time, then kept. `source` has the digest `sha256`. */
export function manualPaper(
  deps: Deps,
  sha256: string,
  source: string,
  options: ManualPrintOptions,
): Promise<KeptPaper> {
  return keep(deps, ['manual', sha256, options], () => deps.printer.manual(source, options))
}

/** Any other printing, by all that its bytes depend on. With a case, it is kept until the case is lawfully erased. */
export async function keep(
  deps: Deps,
  dependsOn: readonly unknown[],
  print: () => Promise<PrintedManual | PrintedForm>,
  caseId: number | null = null,
): Promise<KeptPaper> {
  // Through JSON, so that an absent and an undefined member are one.
  const key = sha256Hex(canonicalJson(JSON.parse(JSON.stringify([PRINTING, ...dependsOn]))))
  const known = await findKept(deps, key)
  if (known !== null && (await stands(deps, known.sha256))) return paperOf(deps, known)
  const { bytes, pages, approvals } = await print()
  const { sha256, size } = await deps.files.save(streamOf(bytes))
  await sql`
    insert into printed_document (key, sha256, size, pages, approvals, printed_at, case_id)
    values (${key}, ${sha256}, ${size}, ${pages}, ${JSON.stringify(approvals)}, ${deps.clock()}::timestamptz, ${caseId})
    on conflict (key) do nothing`.execute(deps.db)
  return paperOf(deps, { sha256, size, pages, approvals })
}

/** Where a paper of ours is signed, by the digest of its bytes as they were printed; null for what was not printed here. */
export async function placesOfPaper(db: Queryable, sha256: string): Promise<KeptPaper['approvals'] | null> {
  const { rows } = await sql<Pick<KeptPaper, 'approvals'>>`
    select approvals from printed_document where sha256 = ${sha256} limit 1`.execute(db)
  return rows[0]?.approvals ?? null
}

type Kept = Omit<KeptPaper, 'open'>

async function findKept({ db }: Deps, key: string): Promise<Kept | null> {
  const { rows } = await sql<Kept>`
    select sha256, size, pages, approvals from printed_document where key = ${key}`.execute(db)
  return rows[0] ?? null
}

/** Whether the content is still in the store: a restored backup may lack it, and then it is printed again, byte for byte. */
async function stands({ files }: Deps, sha256: string): Promise<boolean> {
  try {
    const content = await files.openOwn(sha256)
    content.destroy()
    return true
  } catch {
    return false
  }
}

function paperOf({ files }: Deps, kept: Kept): KeptPaper {
  return { ...kept, open: () => files.openOwn(kept.sha256) }
}

async function* streamOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
