import type { Call } from '#src/cases/call.ts'
import { listActs } from '#src/cases/case.store.ts'
import { actOf } from '#src/cases/rebuild-projections.ts'
import { readForm, type VerbWork } from '#src/cases/verbs.ts'
import { sha256Hex } from '#src/platform/crypto/token.ts'
import type { Act } from '#src/procedure/types.ts'
import { closeDraft } from '../drafts/index.ts'
import { publishIn, startOfDay } from '../publish-manual.ts'
import { changesOf } from './changes-of.ts'
import { givenApprovals } from './given-approvals.ts'
import { type Issue, latestIssue } from './issue.store.ts'
import { lifeRefused } from './refusals.ts'
import { type SoundDraft, soundDraft } from './sound-draft.ts'

/** `manuales.publicar`: the text that was signed becomes a version, in force from its day. */
export async function publishApproved(call: Call, { file }: VerbWork): Promise<void> {
  const { tx, institution, now } = call
  const sound = await soundDraft(call, tx, file.id)
  const issue = await latestIssue(tx, file.id)
  if (issue === null) throw lifeRefused('document-missing')
  if (issue.draftId !== sound.draft.id || issue.sha256 !== sha256Hex(sound.draft.source))
    throw lifeRefused('draft-changed')
  const form = (await readForm(tx, file, 'PUB-MNP-01')) ?? {}
  const zone = institution.calendar(sound.manual.front.calendar).timeZone
  const acts = (await listActs(tx, file)).map(actOf)
  const by = call.actor.kind === 'person' ? call.actor.person : null
  const published = await publishIn(tx, institution.calendar, sound.draft.source, now, by, {
    from: startOfDay(dateInForce(sound, form['Rige desde'], now, zone), zone),
    reason: textOf(form['Motivo de las advertencias']),
    changes: textOf(form['Resumen de los cambios']) || (await changesOf(call, sound.manual)),
    approvals: givenApprovals(
      sound.manual,
      acts,
      issue.issuedAt,
      institution.directory,
      zone,
      await readForm(tx, file, 'RES-MNP-01'),
    ),
    caseId: file.id,
    document: signedDocument(acts, issue),
  })
  switch (published.kind) {
    case 'published':
      if (by !== null) await closeDraft(tx, sound.draft.id, 'published', { person: by, at: now })
      return
    case 'reason-needed':
      throw lifeRefused('warnings-need-reason', { count: published.findings.length })
    case 'findings':
      throw lifeRefused('draft-has-errors', { count: published.findings.length })
    case 'later-version':
      throw lifeRefused('later-version', { version: published.version, date: published.from.slice(0, 10) })
    case 'unchanged':
    case 'version-taken':
      throw lifeRefused('version-published', published)
  }
}

/** The day that the signed text declares, else the one of the form, else the next; never before the day after. */
function dateInForce({ manual }: SoundDraft, given: unknown, now: string, zone: string): string {
  const tomorrow = Temporal.Instant.from(now).toZonedDateTimeISO(zone).toPlainDate().add({ days: 1 }).toString()
  const declared = manual.front.effective
  const asked = typeof given === 'string' && given !== '' ? given : undefined
  if (declared !== undefined && asked !== undefined && asked !== declared)
    throw lifeRefused('date-differs', { date: declared })
  const date = declared ?? asked ?? tomorrow
  if (date < tomorrow) throw lifeRefused('date-too-early', { date: tomorrow })
  return date
}

/** The document with the last signature that was put on it, else as it was issued. */
function signedDocument(acts: readonly Act[], issue: Issue): string {
  const signed = acts.findLast(
    ({ at, body }) =>
      body.kind === 'task-completed' &&
      body.signature !== undefined &&
      (body.files?.length ?? 0) > 0 &&
      Date.parse(at) >= Date.parse(issue.issuedAt),
  )
  return (signed?.body.kind === 'task-completed' ? signed.body.files?.at(-1)?.id : undefined) ?? issue.fileId
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : ''
}
