import { explainDue } from '#src/calendar/index.ts'
import type { InstitutionDirectory } from '#src/people/types.ts'
import { isDeskAct } from '#src/procedure/index.ts'
import type { ActBody, Actor, PrivateText, Task } from '#src/procedure/types.ts'
import { defineCatalogue } from '#src/web/locale/catalogue.ts'
import type { Locale } from '#src/web/locale/locale.ts'
import { deskSentence } from './desk/record-sentences.ts'
import type { StoredAct } from './types.ts'

/** An act as a person reads it. */
export interface RecordEntry {
  readonly seq: number
  readonly at: string
  /** Name of who acted; null is Ventanilla itself. */
  readonly who: string | null
  readonly kind: ActBody['kind']
  readonly sentence: string
  /** The row to which it belongs, when it belongs to one. */
  readonly row: string | null
  readonly private: PrivateText | null
  /** When its personal text was lawfully erased. */
  readonly erasedAt: string | null
  readonly hash: string
}

/** The acts of a case as sentences, oldest first. */
export function readRecord(acts: readonly StoredAct[], directory: InstitutionDirectory, locale: Locale): RecordEntry[] {
  const tasks = new Map<number, Task>()
  return acts.map((stored) => {
    const { actor, body } = JSON.parse(stored.text) as { actor: Actor; body: ActBody }
    if (body.kind === 'task-arrived') tasks.set(body.task.id, body.task)
    const task = 'task' in body && typeof body.task === 'number' ? tasks.get(body.task) : undefined
    return {
      seq: stored.seq,
      at: stored.at,
      who: actor.kind === 'person' ? directory.personName(actor.person) : null,
      kind: body.kind,
      sentence: actSentence(body, task, directory, locale),
      row: rowOfAct(body, task),
      private: stored.private as PrivateText | null,
      erasedAt: stored.erasedAt,
      hash: stored.hash,
    }
  })
}

function rowOfAct(body: ActBody, task: Task | undefined): string | null {
  if (body.kind === 'task-arrived') return body.task.row
  if ('row' in body) return body.row
  return task?.row ?? null
}

function actSentence(body: ActBody, task: Task | undefined, directory: InstitutionDirectory, locale: Locale): string {
  if (isDeskAct(body)) return deskSentence(body, directory, locale)
  const row = rowOfAct(body, task) ?? ''
  switch (body.kind) {
    case 'case-opened':
      return openingSentence(body, locale)
    case 'task-arrived':
      return arrivalSentence(body.task, directory, locale)
    case 'task-claimed':
      return words(locale, 'claimed', { row })
    case 'task-released':
      return words(locale, 'released', { row, role: body.role })
    case 'task-handed-over':
      return words(locale, 'handed-over', { row, to: directory.personName(body.to) })
    case 'task-completed':
      return completionSentence(body, task, locale)
    case 'signature-refused':
      return words(locale, 'signature-refused', { row, signature: signatureName(body.signature, locale) })
    case 'task-withdrawn':
      return words(locale, 'withdrawn', { row, because: words(locale, `withdrawn.${body.because}`) })
    case 'deadline-expired':
      return words(locale, `expired.${body.consequence}`, { row })
    case 'task-escalated':
      return words(locale, 'escalated', { row, role: body.tray.role })
    case 'role-notified':
      return words(locale, 'notified', { row, role: body.role })
    case 'limit-exceeded':
      return words(locale, 'limit-exceeded', { row, rounds: body.rounds, role: body.role })
    case 'wait-ended':
      return words(locale, 'wait-ended', { row })
    case 'round-counted':
      return words(locale, 'round', { row, rounds: body.rounds })
    case 'register-written':
      return words(locale, 'register', { register: body.register })
    case 'paper-archived':
      return words(locale, body.custody === 'permanent' ? 'archived' : 'archived-for-now', { object: body.object })
    case 'object-left':
      return words(locale, 'object-left', { object: body.object })
    case 'action-done':
      return words(locale, 'action', { verb: body.verb })
    case 'block-opened':
      return words(locale, 'block-opened', { rows: body.rows.join(', ') })
    case 'block-row-done':
      return words(locale, 'block-row-done', { row })
    case 'child-linked':
      return words(locale, 'child-linked', { number: body.number })
    case 'child-finished':
      return words(locale, body.status === 'closed' ? 'child-closed' : 'child-annulled', { number: body.number })
    case 'answer-corrected':
      return words(locale, 'corrected', { step: body.step, was: body.was })
    case 'ruling-given':
      return body.to === 'end' ? words(locale, 'ruled-end') : words(locale, 'ruled', { step: body.to })
    case 'due-moved':
      return `${words(locale, 'due-moved', { row })} ${explainDue(body.due, locale)}`
    case 'version-changed':
      return words(locale, 'version-changed', {
        manual: body.manual,
        version: body.version,
        rows: body.tasks.map(({ row }) => row).join(', ') || '—',
      })
    case 'note-added':
      return words(locale, 'note')
    case 'files-attached':
      return words(locale, 'files', { count: body.files.length })
    case 'case-closed':
      return words(locale, 'closed')
    case 'case-annulled':
      return words(locale, 'annulled')
    case 'case-reopened':
      return words(locale, 'reopened')
  }
}

function openingSentence(body: Extract<ActBody, { kind: 'case-opened' }>, locale: Locale): string {
  const opened = words(locale, 'opened', { start: body.start, channel: body.channel })
  if (body.distinctFrom === undefined) return opened
  const { cases, unseen } = body.distinctFrom
  const others = unseen === 0 ? [] : [words(locale, 'opened.unseen', { count: unseen })]
  return `${opened} ${words(locale, 'opened.distinct', { cases: [...cases, ...others].join(', ') })}`
}

function arrivalSentence(task: Task, directory: InstitutionDirectory, locale: Locale): string {
  if (task.kind === 'wait') return words(locale, 'waiting', { row: task.row })
  if (task.kind === 'child') return words(locale, 'applying', { row: task.row, procedure: task.child?.procedure ?? '' })
  if (task.tray === null) return words(locale, 'arrived-nowhere', { row: task.row })
  const holder =
    task.tray.assignee === null ? task.tray.role : `${task.tray.role} (${directory.personName(task.tray.assignee)})`
  if (task.kind === 'reply') return words(locale, 'arrived-reply', { row: task.row, role: holder })
  if (task.kind === 'signature' && task.signature !== undefined) {
    return words(locale, 'arrived-signature', {
      row: task.row,
      role: holder,
      signature: signatureName(task.signature.kind, locale),
    })
  }
  return words(locale, 'arrived', { row: task.row, role: holder })
}

function completionSentence(
  body: Extract<ActBody, { kind: 'task-completed' }>,
  task: Task | undefined,
  locale: Locale,
): string {
  const parts: string[] = []
  if (body.signature !== undefined) {
    parts.push(words(locale, 'signed', { row: body.row, signature: signatureName(body.signature, locale) }))
    const [document] = body.signed ?? []
    if (document !== undefined)
      parts.push(words(locale, 'signed-with', { serial: document.certificate.serial.slice(0, 8).toUpperCase() }))
  } else if (task?.kind === 'reply') parts.push(words(locale, 'replied', { row: body.row }))
  else if (body.answered === undefined || String(body.answered.step) !== body.row)
    parts.push(words(locale, 'completed', { row: body.row }))
  if (body.answered !== undefined)
    parts.push(words(locale, 'answered', { step: body.answered.step, answer: body.answered.answer }))
  if (body.choice !== undefined)
    parts.push(words(locale, 'chose', { norm: body.choice.norm.number, cells: body.choice.cells.join(' · ') }))
  if (body.form !== undefined) parts.push(words(locale, 'filled', { form: body.form }))
  if (body.external === true) parts.push(words(locale, 'external', { role: body.role ?? '' }))
  return parts.join(' ')
}

export function signatureName(kind: 'firma' | 'visto-bueno' | 'sello' | 'conformidad', locale: Locale): string {
  return words(locale, `signature.${kind}`)
}

const words = defineCatalogue({
  es: {
    opened: 'Abrió el expediente: {start}, por {channel}.',
    'opened.distinct': 'Dijo que es un asunto distinto de los que la entidad tenía abiertos: {cases}.',
    'opened.unseen': { one: '1 que no podía ver', other: '{count} que no podía ver' },
    arrived: 'El paso {row} llega a la bandeja de {role}.',
    'arrived-nowhere': 'El paso {row} queda en la bandeja de operación.',
    'arrived-reply': 'El paso {row} espera respuesta; la registra {role}.',
    'arrived-signature': 'El paso {row} pide {signature} de {role}.',
    waiting: 'El paso {row} queda en espera hasta su fecha.',
    applying: 'El paso {row} aplica el procedimiento {procedure}.',
    claimed: 'Tomó el paso {row}.',
    released: 'Devolvió el paso {row} a la bandeja de {role}.',
    'handed-over': 'Pasó el paso {row} a {to}.',
    completed: 'Completó el paso {row}.',
    answered: 'Respondió {answer} en el paso {step}.',
    chose: 'Eligió según norma {norm}: {cells}.',
    filled: 'Llenó la forma {form}.',
    external: 'En nombre de {role}.',
    replied: 'Registró la respuesta del paso {row}.',
    signed: 'Dio {signature} en el paso {row}.',
    'signature-refused': 'Rehusó {signature} en el paso {row}.',
    withdrawn: 'El paso {row} sale de la bandeja: {because}.',
    'withdrawn.refusal': 'se rehusó una firma',
    'withdrawn.correction': 'se corrigió una respuesta',
    'withdrawn.annulment': 'se anuló el expediente',
    'withdrawn.ruling': 'se resolvió una situación no prevista',
    'withdrawn.deadline': 'venció su plazo',
    'withdrawn.reply': 'llegó la respuesta',
    'withdrawn.merge': 'el expediente se unió a otro',
    'expired.answer': 'Venció el plazo del paso {row}: Ventanilla da la respuesta que el manual manda.',
    'expired.continue': 'Venció el plazo del paso {row}: el expediente continúa como el manual manda.',
    'expired.notify': 'Venció el plazo del paso {row}.',
    'expired.escalate': 'Venció el plazo del paso {row}: se escala.',
    escalated: 'El paso {row} pasa a la bandeja de {role}.',
    notified: 'Se avisa a {role} que venció el plazo del paso {row}.',
    'limit-exceeded': 'El paso {row} llegó al límite de {rounds} vueltas; decide {role}.',
    'wait-ended': 'Terminó la espera del paso {row}.',
    round: 'Vuelta {rounds} por el paso {row}.',
    register: 'Anotó en el {register}.',
    archived: 'Archivó {object} de forma permanente.',
    'archived-for-now': 'Archivó {object} de forma temporal.',
    'object-left': 'Dejó {object}.',
    action: 'Hizo {verb}.',
    'block-opened': 'Se abren a la vez los pasos {rows}.',
    'block-row-done': 'Terminó el paso {row} del bloque.',
    'child-linked': 'Abrió el expediente ligado {number}.',
    'child-closed': 'Terminó el expediente ligado {number}.',
    'child-annulled': 'Se anuló el expediente ligado {number}.',
    corrected: 'Corrigió la respuesta del paso {step}, que era {was}.',
    ruled: 'Resolvió una situación no prevista: sigue en el paso {step}.',
    'ruled-end': 'Resolvió una situación no prevista: el expediente termina.',
    'due-moved': 'Se recalculó el vencimiento del paso {row}.',
    'version-changed': 'El expediente sigue bajo {manual}, versión {version}. Quedan abiertos los pasos {rows}.',
    note: 'Escribió una nota.',
    files: { one: 'Adjuntó un archivo.', other: 'Adjuntó {count} archivos.' },
    closed: 'El expediente llegó a FIN.',
    annulled: 'Anuló el expediente.',
    reopened: 'Reabrió el expediente.',
    'signed-with': 'El documento quedó firmado con el certificado {serial}.',
    'signature.firma': 'la firma',
    'signature.visto-bueno': 'el visto bueno',
    'signature.sello': 'el sello',
    'signature.conformidad': 'la conformidad',
  },
  en: {
    opened: 'Opened the case: {start}, by {channel}.',
    'opened.distinct': 'Said that it is a different matter from those that the entity had open: {cases}.',
    'opened.unseen': { one: '1 that was out of sight', other: '{count} that were out of sight' },
    arrived: 'Step {row} lands in the tray of {role}.',
    'arrived-nowhere': 'Step {row} lands in the operations tray.',
    'arrived-reply': 'Step {row} waits for a reply; {role} registers it.',
    'arrived-signature': 'Step {row} asks {role} for {signature}.',
    waiting: 'Step {row} waits for its date.',
    applying: 'Step {row} applies procedure {procedure}.',
    claimed: 'Claimed step {row}.',
    released: 'Put step {row} back into the tray of {role}.',
    'handed-over': 'Handed step {row} over to {to}.',
    completed: 'Completed step {row}.',
    answered: 'Answered {answer} at step {step}.',
    chose: 'Chose by norm {norm}: {cells}.',
    filled: 'Filled form {form}.',
    external: 'On behalf of {role}.',
    replied: 'Registered the reply of step {row}.',
    signed: 'Gave {signature} at step {row}.',
    'signature-refused': 'Refused {signature} at step {row}.',
    withdrawn: 'Step {row} leaves the tray: {because}.',
    'withdrawn.refusal': 'a signature was refused',
    'withdrawn.correction': 'an answer was corrected',
    'withdrawn.annulment': 'the case was annulled',
    'withdrawn.ruling': 'a situation not foreseen was ruled',
    'withdrawn.deadline': 'its deadline expired',
    'withdrawn.reply': 'the reply came',
    'withdrawn.merge': 'the case was merged into another',
    'expired.answer': 'The deadline of step {row} expired: Ventanilla gives the answer that the manual orders.',
    'expired.continue': 'The deadline of step {row} expired: the case goes on as the manual orders.',
    'expired.notify': 'The deadline of step {row} expired.',
    'expired.escalate': 'The deadline of step {row} expired: it is escalated.',
    escalated: 'Step {row} goes to the tray of {role}.',
    notified: '{role} is told that the deadline of step {row} expired.',
    'limit-exceeded': 'Step {row} reached its limit of {rounds} rounds; {role} decides.',
    'wait-ended': 'The wait of step {row} ended.',
    round: 'Round {rounds} through step {row}.',
    register: 'Wrote in the {register}.',
    archived: 'Archived {object} permanently.',
    'archived-for-now': 'Archived {object} for the time being.',
    'object-left': 'Left {object}.',
    action: 'Did {verb}.',
    'block-opened': 'Steps {rows} open side by side.',
    'block-row-done': 'Step {row} of the block is done.',
    'child-linked': 'Opened the linked case {number}.',
    'child-closed': 'The linked case {number} ended.',
    'child-annulled': 'The linked case {number} was annulled.',
    corrected: 'Corrected the answer of step {step}, which was {was}.',
    ruled: 'Ruled a situation not foreseen: it goes on at step {step}.',
    'ruled-end': 'Ruled a situation not foreseen: the case ends.',
    'due-moved': 'The due time of step {row} was recomputed.',
    'version-changed': 'The case goes on under {manual}, version {version}. Open steps: {rows}.',
    note: 'Wrote a note.',
    files: { one: 'Attached a file.', other: 'Attached {count} files.' },
    closed: 'The case reached FIN.',
    annulled: 'Annulled the case.',
    reopened: 'Reopened the case.',
    'signed-with': 'The document was signed with the certificate {serial}.',
    'signature.firma': 'the signature',
    'signature.visto-bueno': 'the approval (visto bueno)',
    'signature.sello': 'the seal',
    'signature.conformidad': 'conformity',
  },
})
