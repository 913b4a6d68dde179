import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { openSigner, type Signer } from '#src/people/signing/my-certificate.ts'
import { pictureOf, sealOfUnit } from '#src/people/signing/picture.store.ts'
import { useProof } from '#src/people/signing/prove-self.ts'
import { sha256Hex } from '#src/platform/crypto/token.ts'
import { type CompiledProcedure, mayAct, rowOf } from '#src/procedure/index.ts'
import type { ActBody, FileRef, PrivateText, SignedDocument, Task } from '#src/procedure/types.ts'
import { drawSeal, NotSignable, PdfFault, signApart, signPdf } from '#src/signing/index.ts'
import { formatInstant } from '#src/web/locale/time.ts'
import type { Call } from '../call.ts'
import { listActs, lockCase } from '../case.store.ts'
import { insertStoredFile } from '../insert-stored-file.ts'
import { formsOf, requesterOf } from '../read-case.ts'
import { readersOf } from '../readers.ts'
import { signatureName } from '../record-entry.ts'
import { refused, refusedByEngine } from '../refusals.ts'
import type { CaseFile } from '../types.ts'
import { type Capacity, capacityOf } from './capacity.ts'
import { type DocumentToSign, didRow, documentsOfRow } from './documents-of-row.ts'
import type { Sheet } from './sheet.ts'
import { isSigning } from './signs-now.ts'

export interface SigningOf {
  readonly number: string
  readonly task: number
  readonly proof: string
  readonly expectedSeq?: number
}

export interface SignedFiles {
  readonly files: readonly (FileRef & { readonly name: string })[]
  readonly signed: readonly SignedDocument[]
}

/**
 * Puts the signature of the person who acts on the documents of a task's row, and stores them. The proof is used up in the same
 * transaction as the act, so a refusal leaves it good and an act leaves it spent. Null for a task that nobody signs with a certificate.
 */
export async function signTask(
  call: Call,
  { number, task: id, proof, expectedSeq }: SigningOf,
): Promise<SignedFiles | null> {
  if (call.actor.kind !== 'person') return null
  const { person } = call.actor
  const { directory } = call.institution
  const readers = readersOf(directory, person)
  const file = await lockCase(call.tx, number, readers)
  if (file === null) throw refused('case-unknown', {})
  if (expectedSeq !== undefined && expectedSeq !== file.seq) throw refused('case-moved', {})
  const task = file.state.tasks.find((each) => each.id === id)
  // A task that is gone, or somebody else's, is refused by the engine, in its own words.
  if (task === undefined || !isSigning(task)) return null
  const version = await call.deps.manuals.version(call.tx, file.versionId)
  const procedure = version.procedure(file.procedure)!
  const permission = mayAct(procedure, file.state, task, person, directory)
  if (permission !== 'yes') throw refusedByEngine(permission, directory)
  const { signing } = call.deps
  const key = await useProof(call.tx, signing, { person, number, task: id, proof, now: call.now })
  const signer = await openSigner(call.tx, signing, directory, { person, key, now: call.now })
  const acts = await listActs(call.tx, file)
  const documents = await documentsOfRow(call.tx, procedure, acts, task.row)
  const put = signatureOf(call, file, task, signer, procedure)
  if (documents.length === 0) {
    const row = rowOf(procedure, task.row)
    const last = acts.findLast(({ text }) => isStepOf(text, task.row))
    const { bytes, approvals } = await signing.sheetOf({
      tx: call.tx,
      file,
      version,
      row,
      institution: call.institution,
      forms: formsOf(file, acts),
      note: (last?.private as PrivateText | null | undefined)?.note ?? null,
      doneBy: doneBy(last?.text, directory.personName),
      requester: requesterOf(file, call.institution),
      now: call.now,
    })
    const name = `${number} paso ${task.row}.pdf`
    return collected([await put({ bytes, name, places: approvals, brought: false })])
  }
  const done: Put[] = []
  for (const document of documents) {
    const places = (await signing.placesOf?.(call.tx, file.id, document.unsigned)) ?? []
    done.push(await put({ bytes: await contentOf(call, document), name: document.name, places, brought: true }))
  }
  return collected(done)
}

type Put = { readonly file: FileRef & { readonly name: string }; readonly signed: SignedDocument }

const collected = (done: readonly Put[]): SignedFiles => ({
  files: done.map(({ file }) => file),
  signed: done.map(({ signed }) => signed),
})

interface ToSign {
  readonly bytes: Uint8Array
  readonly name: string
  /** By a person: read in a thread of its own, since nobody knows what it is. A sheet is printed by the program. */
  readonly brought: boolean
  /** Places that the document keeps. */
  readonly places: Sheet['approvals']
}

function signatureOf(
  call: Call,
  file: CaseFile,
  task: Task & { signature: NonNullable<Task['signature']> },
  signer: Signer,
  procedure: CompiledProcedure,
) {
  const person = call.actor.kind === 'person' ? call.actor.person : ''
  const { directory } = call.institution
  const capacity = capacityOf(directory, person, task)
  const institution = directory.rows.institution
  const role = rowOf(procedure, task.row).facts.signatures[task.signature.ordinal]?.role ?? ''
  const act = capitalised(signatureName(task.signature.kind, 'es').replace(/^(?:el|la) /, ''))
  const timeZone = institution?.timeZone ?? 'UTC'
  const at = Temporal.Instant.from(call.now)
  return async ({ bytes, name, places, brought }: ToSign): Promise<Put> => {
    const handwriting = task.signature.kind === 'sello' ? null : await pictureOf(call.tx, person)
    const seal = await sealFor(call, capacity)
    // A sheet of ours names the act and the role; the cover of a manual the post.
    const place =
      places.find((each) => same(each.act, act) && same(each.post, role)) ??
      places.find((each) => same(each.post, capacity.post ?? ''))
    const sign = brought ? signApart : signPdf
    const signed = await signedOrRefused(name, () =>
      sign(bytes, {
        signer: signer.key,
        at,
        timeZone,
        reason: `${act}, expediente ${file.number}, paso ${task.row}`,
        location: institution?.name ?? '',
        title: `Expediente ${file.number}. ${file.title}. Paso ${task.row}`,
        stamp: {
          act,
          name: directory.personName(person),
          post: capacity.post,
          unit: capacity.unit,
          standsInFor: standsInFor(capacity),
          date: formatInstant({ locale: 'es', timeZone, now: at }, at),
          serial: signer.serial.slice(0, 8).toUpperCase(),
          ...(handwriting === null ? {} : { handwriting }),
          seal,
        },
        ...(place === undefined ? {} : { place: { page: place.page, rect: place.rect } }),
      }),
    )
    const stored = await store(call, person, name, signed)
    const { serial, fingerprint } = signer
    return {
      file: { ...stored, name },
      signed: {
        file: stored.id,
        sha256: stored.sha256,
        before: sha256Hex(bytes),
        certificate: { serial, fingerprint },
      },
    }
  }
}

async function sealFor(call: Call, { unit, unitId }: Capacity) {
  const own = unitId === null ? null : await sealOfUnit(call.tx, unitId)
  if (own !== null) return own
  const institution = call.institution.directory.rows.institution?.name ?? ''
  return { svg: drawSeal({ unit: unit ?? institution, institution }) }
}

function standsInFor({ standsInFor: who }: Capacity): string | undefined {
  if (who === null) return undefined
  return who === 'position' ? 'por suplencia del cargo' : `por suplencia de ${who}`
}

/** A PDF that cannot be signed is the document's fault: the person is told what to do with it. */
async function signedOrRefused(name: string, sign: () => Promise<Buffer>): Promise<Buffer> {
  try {
    return await sign()
  } catch (error) {
    if (error instanceof NotSignable) throw refused('document-closed', { name })
    if (!(error instanceof PdfFault)) throw error
    if (error.code === 'encrypted') throw refused('document-encrypted', { name })
    if (error.code === 'too-much') throw refused('document-too-much', { name })
    throw refused(error.code === 'too-large' ? 'document-too-large' : 'document-unreadable', { name })
  }
}

async function contentOf(call: Call, { sha256 }: DocumentToSign): Promise<Buffer> {
  const signer = call.actor.kind === 'person' ? call.actor.person : undefined
  const content = await buffer(await call.deps.signing.files.open(sha256, signer))
  if (sha256Hex(content) !== sha256) throw new Error(`the stored file ${sha256} has another content`)
  return content
}

async function store(call: Call, person: string, name: string, bytes: Buffer): Promise<FileRef> {
  const { files } = call.deps.signing
  const saved = await files.save(Readable.from([bytes]))
  if ((await files.admit(saved.sha256)) === 'infected') throw refused('upload-infected', { name })
  const row = { ...saved, contentType: 'application/pdf', name, by: person, at: call.now }
  return { id: await insertStoredFile(call.tx, row), sha256: saved.sha256 }
}

function isStepOf(text: string, row: string): boolean {
  const { body } = JSON.parse(text) as { body: ActBody }
  return body.kind === 'task-completed' && didRow(body, row)
}

function doneBy(text: string | undefined, nameOf: (person: string) => string): string | null {
  const actor = text === undefined ? null : JSON.parse(text).actor
  return actor?.kind === 'person' ? nameOf(actor.person) : null
}

const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
const same = (a: string, b: string) => a.localeCompare(b, 'es', { sensitivity: 'base' }) === 0
