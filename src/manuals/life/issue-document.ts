import { Readable } from 'node:stream'
import { sql } from 'kysely'
import type { Call } from '#src/cases/call.ts'
import { insertStoredFile } from '#src/cases/insert-stored-file.ts'
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
  await files.admit(saved.sha256)
  const by = call.actor.kind === 'person' ? call.actor.person : null
  const name = `${code}-${version}.pdf`
  const id = await insertStoredFile(call.tx, { ...saved, name, by, at: call.now, caseId: file.id })
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
