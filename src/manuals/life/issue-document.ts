import { Readable } from 'node:stream'
import { sql } from 'kysely'
import type { Call } from '#src/cases/call.ts'
import type { VerbWork } from '#src/cases/verbs.ts'
import { sha256Hex } from '#src/platform/crypto/token.ts'
import type { FileStore } from '#src/platform/files/file-store.ts'
import type { Printer } from '#src/printing/index.ts'
import { insertIssue } from './issue.store.ts'
import { modificationsWith } from './modifications-with.ts'
import { lifeRefused } from './refusals.ts'
import { soundDraft } from './sound-draft.ts'

/** `manuales.emitir`: the draft of the case becomes the document that is signed. Its text must not change after that. */
export async function issueDocument(call: Call, { file }: VerbWork, files: FileStore, printer: Printer) {
  const { draft, manual } = await soundDraft(call, call.tx, file.id)
  const { code, version } = manual.front
  const { rows } = await sql`
    select from manual_version where manual_code = ${code} and version = ${version}`.execute(call.tx)
  if (rows.length > 0) throw lifeRefused('version-published', { code, version })
  const modifications = await modificationsWith(call, manual)
  const { bytes, approvals } = await printer.manual(draft.source, {
    paper: 'letter',
    state: 'in-force',
    signedHere: true,
    given: [],
    modifications,
  })
  const saved = await files.save(Readable.from([bytes]))
  const by = call.actor.kind === 'person' ? call.actor.person : null
  const name = `${code}-${version}.pdf`
  const stored = await sql<{ id: string }>`
    insert into stored_file (sha256, size, name, content_type, uploaded_by, uploaded_at, case_id)
    values (${saved.sha256}, ${saved.size}, ${name}, ${saved.contentType}, ${by}::uuid, ${call.now}::timestamptz, ${file.id})
    returning id`.execute(call.tx)
  const { id } = stored.rows[0]!
  await insertIssue(call.tx, file.id, by!, {
    draftId: draft.id,
    draftRevision: draft.revision,
    sha256: sha256Hex(draft.source),
    fileId: id,
    places: approvals,
    issuedAt: call.now,
  })
  return [{ id, sha256: saved.sha256, name }]
}
