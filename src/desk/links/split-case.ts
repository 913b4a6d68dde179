import { sql } from 'kysely'
import { Type } from 'typebox'
import type { Call } from '#src/cases/call.ts'
import { listActs, lockCase } from '#src/cases/case.store.ts'
import { casePlace } from '#src/cases/case-place.ts'
import { command } from '#src/cases/command.ts'
import { deskAdvance } from '#src/cases/desk/desk-move.ts'
import { bindFiles, claimFiles } from '#src/cases/files.store.ts'
import { CasePlace, FormValues } from '#src/cases/inputs.ts'
import { insertStoredFile } from '#src/cases/insert-stored-file.ts'
import { settle } from '#src/cases/move-case.ts'
import { findOffer } from '#src/cases/open-case.ts'
import { openCaseFile } from '#src/cases/open-case-file.ts'
import { readersOf } from '#src/cases/readers.ts'
import { refused } from '#src/cases/refusals.ts'
import type { CaseFile, StoredAct } from '#src/cases/types.ts'
import { isInternalAct } from '#src/procedure/index.ts'
import type { Act, ActBody, FileRef, PrivateText } from '#src/procedure/types.ts'
import { SAYING_KINDS } from '../conversation/read-conversation.ts'
import { partOfCall, personOfCall } from '../part-of.ts'
import { refusedHere } from '../refusals.ts'
import { actsOf } from './acts-of.ts'

const Seqs = Type.Array(Type.Integer({ minimum: 1, maximum: 2_000_000_000 }), { maxItems: 200, uniqueItems: true })
const Ids = Type.Array(Type.String({ format: 'uuid' }), { maxItems: 50, uniqueItems: true })

/**
 * Takes chosen messages and documents of a case to a new one of a kind that the manuals in force offer, for the same requester.
 * Nothing goes away here, and both name each other.
 */
export const splitCase = command({
  name: 'split-case',
  route: 'POST /cases/:number/split',
  summary: {
    es: 'Abre otro expediente con mensajes y documentos elegidos de este',
    en: 'Opens another case with chosen messages and documents of this one',
  },
  input: Type.Object(
    {
      /** Numbers of the acts that hold them. */
      messages: Type.Optional(Seqs),
      /** Ids of documents of this case. */
      documents: Type.Optional(Ids),
      manual: Type.String({ minLength: 1, maxLength: 100 }),
      procedure: Type.String({ minLength: 1, maxLength: 20 }),
      start: Type.String({ minLength: 1, maxLength: 200 }),
      channel: Type.Optional(Type.String({ maxLength: 40 })),
      title: Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' }),
      form: Type.Optional(FormValues),
      /** Files of the form, uploaded for it. */
      files: Type.Optional(Ids),
    },
    { additionalProperties: false },
  ),
  answer: CasePlace,
  async run(call) {
    const { messages = [], documents = [], manual, procedure, start, form } = call.input
    if (messages.length + documents.length === 0) throw refusedHere('nothing-to-split')
    const file = await lockOfficial(call)
    const acts = await listActs(call.tx, file)
    const chosen = messages.map((seq) => sayingAt(acts, seq))
    const offer = await findOffer(call, { manual, procedure, start })
    const channel = call.input.channel ?? (offer.channels.includes(file.channel) ? file.channel : offer.channels[0]!)
    if (!offer.channels.includes(channel))
      throw refused('channel-not-offered', { start, channel, channels: offer.channels.join(', ') })
    const { requester } = file.state
    const title = call.input.title.trim()
    const files = await claimFiles(call, call.input.files ?? [])
    const opening = await openCaseFile(call, offer.version, procedure, {
      title,
      command: {
        kind: 'open-case',
        start,
        channel,
        title,
        requester: requester.kind === 'case' ? { kind: 'nobody' } : requester,
        contact: (acts[0]?.private as PrivateText | null)?.contact,
        form,
        files,
      },
    })
    const opened = await settle(call, opening.file, opening.acts)
    await bindFiles(call, opened.id, call.input.files ?? [])
    const entries: Entry[] = [{ body: { kind: 'case-linked', relation: 'split-from', number: file.number } }]
    for (const each of chosen) entries.push(await carried(call, file, opened, each))
    if (documents.length > 0) entries.push(await attached(call, file, opened, documents))
    const done = await settle(call, opened, actsOf(call, opened, entries))
    await deskAdvance(call, file, [{ body: { kind: 'case-linked', relation: 'split-into', number: opened.number } }])
    return casePlace(done)
  },
})

type Entry = { readonly body: ActBody; readonly private?: PrivateText }

async function lockOfficial(call: Call): Promise<CaseFile> {
  const readers = readersOf(call.institution.directory, personOfCall(call))
  const file = await lockCase(call.tx, call.params.number!, readers)
  if (file === null) throw refused('case-unknown', {})
  if ((await partOfCall(call, file)) !== 'official') throw refusedHere('not-an-official-here')
  return file
}

interface Chosen {
  readonly act: Act
  readonly private: PrivateText | null
}

function sayingAt(acts: readonly StoredAct[], seq: number): Chosen {
  const stored = acts[seq - 1]
  if (stored === undefined || !SAYING_KINDS.includes(stored.kind)) throw refusedHere('message-unknown')
  return { act: JSON.parse(stored.text) as Act, private: stored.private as PrivateText | null }
}

/** What was said, as it is said in the new case: by whom and when it was said first. */
async function carried(call: Call, from: CaseFile, to: CaseFile, { act, private: text }: Chosen): Promise<Entry> {
  const { body } = act
  const origin = {
    number: from.number,
    seq: act.seq,
    at: act.at,
    by: act.actor.kind === 'person' ? act.actor.person : null,
  }
  const refs = 'files' in body ? (body.files ?? []) : []
  const files = await copyFiles(
    call,
    from,
    to,
    refs.map(({ id }) => id),
    isInternalAct(body),
  )
  const said = {
    carried: origin,
    ...(files.length === 0 ? {} : { files: files.map(({ id, sha256 }) => ({ id, sha256 })) }),
  }
  const { note = '', contact } = text ?? {}
  return {
    body:
      body.kind === 'note-written'
        ? { kind: 'note-written', ...said }
        : {
            kind: 'message-posted',
            from: body.kind === 'message-posted' ? body.from : 'office',
            with: body.kind === 'message-posted' ? body.with : 'requester',
            ...said,
          },
    private: {
      note,
      ...(files.length === 0 ? {} : { fileNames: files.map(({ name }) => name) }),
      ...(contact === undefined ? {} : { contact }),
    },
  }
}

async function attached(call: Call, from: CaseFile, to: CaseFile, ids: readonly string[]): Promise<Entry> {
  const files = await copyFiles(call, from, to, ids, false)
  if (files.length !== ids.length) throw refused('file-unknown', { name: ids.join(', ') })
  return {
    body: { kind: 'files-attached', files: files.map(({ id, sha256 }) => ({ id, sha256 })) },
    private: { fileNames: files.map(({ name }) => name) },
  }
}

type NamedFile = FileRef & { readonly name: string }

/** Gives files of a case to another too; the content is kept once. An internal file goes only with its note. */
async function copyFiles(
  call: Call,
  from: CaseFile,
  to: CaseFile,
  ids: readonly string[],
  internal: boolean,
): Promise<readonly NamedFile[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<{ id: string; sha256: string; size: number; name: string; contentType: string }>`
    select id, sha256, size, name, content_type as "contentType" from stored_file
    where case_id = ${from.id} and id = any(${ids}::uuid[]) and internal = ${internal}
    order by id`.execute(call.tx)
  const copies: NamedFile[] = []
  for (const { id: _, ...row } of rows) {
    const id = await insertStoredFile(call.tx, { ...row, by: personOfCall(call), at: call.now, caseId: to.id })
    if (internal) await bindFiles(call, to.id, [id], true)
    copies.push({ id, sha256: row.sha256, name: row.name })
  }
  return copies
}
