import { sql } from 'kysely'
import type { Tx } from '#src/platform/db/types.ts'
import type { CompiledProcedure } from '#src/procedure/index.ts'
import type { ActBody, FileRef, PrivateText } from '#src/procedure/types.ts'
import type { StoredAct } from '../types.ts'

export interface DocumentToSign extends FileRef {
  readonly name: string
  /** What it was before the first signature of this visit. */
  readonly unsigned: string
}

type Completed = Extract<ActBody, { kind: 'task-completed' }>

/**
 * The PDFs that a signature of a row is put on: those signed before at this visit, else those attached when the row was done, else the
 * last ones that a row with `Entrega` left. Empty where there is none. Signatures of an earlier visit, which was refused, do not count.
 */
export async function documentsOfRow(
  tx: Tx,
  procedure: CompiledProcedure,
  acts: readonly StoredAct[],
  row: string,
): Promise<readonly DocumentToSign[]> {
  const done = acts.flatMap((act) => {
    const { body } = JSON.parse(act.text) as { body: ActBody }
    return body.kind === 'task-completed' ? [{ body, names: (act.private as PrivateText | null)?.fileNames ?? [] }] : []
  })
  const visit = done.findLastIndex(({ body }) => didRow(body, row))
  const signings = done.slice(visit + 1).filter(({ body }) => body.row === row && body.signed !== undefined)
  const signed = signings.at(-1)
  if (signed !== undefined) {
    const first = signings[0]!.body.signed!
    return signed.body.signed!.map(({ file, sha256, before }, at) => ({
      id: file,
      sha256,
      name: nameOf(signed, file),
      unsigned: first[at]?.before ?? before,
    }))
  }
  const own = visit < 0 ? [] : await pdfsOf(tx, done[visit]!)
  if (own.length > 0) return own
  for (const each of done.slice(0, Math.max(visit, 0)).toReversed()) {
    const leaves = procedure.rows.get(each.body.row)?.facts.delivers ?? []
    if (leaves.length === 0) continue
    const left = await pdfsOf(tx, each)
    if (left.length > 0) return left
  }
  return []
}

/** A branch has no card of its own: it was done when its question was answered. */
export function didRow(body: Completed, row: string): boolean {
  if (body.signature !== undefined) return false
  return body.row === row || (row.includes('.') && String(body.answered?.step) === row.split('.')[0])
}

interface Done {
  readonly body: Completed
  readonly names: readonly string[]
}

function nameOf({ body, names }: Done, file: string): string {
  return names[body.files?.findIndex(({ id }) => id === file) ?? -1] ?? 'documento.pdf'
}

/** Those of the files that are PDFs by their own bytes. */
async function pdfsOf(tx: Tx, done: Done): Promise<DocumentToSign[]> {
  const files = done.body.files ?? []
  if (files.length === 0) return []
  const { rows } = await sql<{ id: string }>`
    select id from stored_file where id = any(${files.map(({ id }) => id)}::uuid[]) and content_type = 'application/pdf'`.execute(
    tx,
  )
  const pdfs = new Set(rows.map(({ id }) => id))
  return files
    .filter(({ id }) => pdfs.has(id))
    .map(({ id, sha256 }) => ({ id, sha256, name: nameOf(done, id), unsigned: sha256 }))
}
