import type { FastifyReply, FastifyRequest } from 'fastify'
import { proveSelf } from '#src/people/signing/prove-self.ts'
import type { Locale } from '#src/web/locale/locale.ts'
import { annulCase } from '../annul-case.ts'
import { attachFiles } from '../attach-files.ts'
import type { CommandDefinition } from '../call.ts'
import { formOfCard } from '../card-parts.ts'
import { checkInput } from '../check-input.ts'
import { claimTask } from '../claim-task.ts'
import { runCommand } from '../command.ts'
import { completeTask } from '../complete-task.ts'
import { correctAnswer } from '../correct-answer.ts'
import { giveRuling } from '../give-ruling.ts'
import { handOverTask } from '../hand-over-task.ts'
import { attachmentsOf, formOfPost } from '../post-form.ts'
import type { CaseReading } from '../read-case.ts'
import type { Post } from '../read-post.ts'
import { refuseSignature } from '../refuse-signature.ts'
import { releaseTask } from '../release-task.ts'
import { reopenCase } from '../reopen-case.ts'
import type { Sent } from '../sent.ts'
import { isSigning } from '../signing/signs-now.ts'
import { undoMove } from '../undo-move.ts'
import type { words } from '../words.ts'
import type { CaseRouteDeps } from './deps.ts'

export interface FormRun {
  readonly deps: CaseRouteDeps
  readonly reading: CaseReading
  readonly person: string
  /** Of the network, as the server sees it. */
  readonly address: string
  readonly post: Post
  readonly task?: number
}

/** A form that was refused, with the code of the refusal. */
export interface RefusedForm {
  readonly deps: CaseRouteDeps
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly reading: CaseReading
  readonly what: Sent
  readonly code: string
}

/** A form of the case's page: it converts the text that was sent and runs the same command as the API. */
export interface CaseForm {
  readonly path: string
  /** What the page says when it is done. */
  readonly done: Done | ((locale: Locale) => string)
  /** A form that is one button, or hides behind one, has nowhere on the page for its refusal: it stands above the page. */
  readonly notice?: true
  /** What it does can be taken back for some minutes. */
  readonly undo?: true
  run(run: FormRun): Promise<unknown>
  /** The form stands on a page of its own: sends that page again, with what was refused. Unless given, the case's page has it. */
  readonly ownPage?: (refused: RefusedForm) => Promise<FastifyReply>
  /** What was sent, to be drawn again. */
  sent(reading: CaseReading, post: Post, task: number | undefined): Omit<Sent, 'message'>
}

type Done = Extract<Parameters<typeof words>[1], `done.${string}`> & 'done.claimed'

/** Runs a command with what the form sent, once for each key. */
export function send(run: FormRun, definition: CommandDefinition, input: unknown): Promise<unknown> {
  checkInput(definition.input, input)
  const params = { number: run.reading.file.number, task: String(run.task ?? '') }
  const key = run.post.fields.clave
  return runCommand(run.deps, definition as CommandDefinition<never>, {
    params,
    input: input as never,
    person: run.person,
    ...(key === undefined || key === '' ? {} : { idempotencyKey: key }),
  })
}

export const TASK_FORMS: readonly CaseForm[] = [
  {
    path: 'tomar',
    done: 'done.claimed' as Done,
    notice: true,
    undo: true,
    run: (run) => send(run, claimTask, {}),
    sent: () => ({}),
  },
  {
    path: 'devolver',
    done: 'done.released' as Done,
    notice: true,
    undo: true,
    run: (run) => send(run, releaseTask, {}),
    sent: () => ({}),
  },
  {
    path: 'pasar',
    done: 'done.handed-over' as Done,
    notice: true,
    undo: true,
    run: (run) =>
      send(run, handOverTask, { to: run.post.fields.a ?? '', ...optional('reason', run.post.fields.motivo) }),
    sent: (_reading, { fields }) => ({ handing: { to: fields.a ?? '', reason: fields.motivo ?? '' } }),
  },
  { path: 'completar', done: 'done.completed' as Done, run: complete, sent: completionSent },
  {
    path: 'rehusar',
    done: 'done.refused' as Done,
    run: (run) => send(run, refuseSignature, { reason: run.post.fields.motivo ?? '' }),
    sent: (_reading, post) => ({ reason: post.fields.motivo, refusing: true }),
  },
]

export const CASE_FORMS: readonly CaseForm[] = [
  {
    path: 'deshacer',
    done: 'done.undone' as Done,
    notice: true,
    run: (run) => send(run, undoMove, { seq: whole(run.post.fields.acto) }),
    sent: () => ({}),
  },
  {
    path: 'archivos',
    done: 'done.attached' as Done,
    run: (run) => send(run, attachFiles, { files: attachmentsOf(run.post) }),
    sent: () => ({}),
  },
  {
    path: 'corregir',
    done: 'done.corrected' as Done,
    run: (run) => send(run, correctAnswer, { step: whole(run.post.fields.paso), reason: run.post.fields.motivo ?? '' }),
    sent: reasonSent,
  },
  {
    path: 'anular',
    done: 'done.annulled' as Done,
    run: (run) => send(run, annulCase, { reason: run.post.fields.motivo ?? '' }),
    sent: reasonSent,
  },
  {
    path: 'reabrir',
    done: 'done.reopened' as Done,
    run: (run) => send(run, reopenCase, { reason: run.post.fields.motivo ?? '' }),
    sent: reasonSent,
  },
  {
    path: 'resolver',
    done: 'done.ruled' as Done,
    run: (run) =>
      send(run, giveRuling, {
        to: run.post.fields.sigue === 'fin' ? 'end' : whole(run.post.fields.sigue),
        reason: run.post.fields.motivo ?? '',
      }),
    sent: reasonSent,
  },
]

async function complete(run: FormRun): Promise<unknown> {
  const { fields } = run.post
  const task = run.reading.file.state.tasks.find((each) => each.id === run.task)
  const proof = task !== undefined && isSigning(task) ? await prove(run, task.id) : undefined
  const read = cardForm(run.reading, run.post, run.task)
  const files = [...(read?.files ?? []), ...attachmentsOf(run.post)]
  const actions = Object.keys(fields)
    .filter((name) => name.startsWith('accion:'))
    .map((name) => name.slice('accion:'.length))
  const mandatory = mandatoryActions(run.reading, run.task)
  return send(run, completeTask, {
    ...optional('answer', fields.answer),
    ...optional('proof', proof),
    ...(fields.fila === undefined ? {} : { choice: whole(fields.fila) }),
    ...(read === null ? {} : { form: read.values }),
    ...optional('note', fields.nota),
    ...optional('reason', fields.motivo),
    ...(files.length === 0 ? {} : { files }),
    ...(actions.length === 0 ? {} : { actions: [...mandatory, ...actions] }),
  })
}

/** The password that came with the form, as a proof for this one task. */
function prove({ deps, reading, person, address, post }: FormRun, task: number): Promise<string> {
  const subject = { person, number: reading.file.number, task }
  return proveSelf(deps.db, deps.signing, {
    ...subject,
    password: post.fields.contrasena ?? '',
    address,
    now: deps.clock(),
  })
}

function mandatoryActions({ file, version }: CaseReading, task: number | undefined): string[] {
  const row = file.state.tasks.find((each) => each.id === task)?.row
  const facts = row === undefined ? undefined : version.procedure(file.procedure)?.rows.get(row)?.facts
  return (facts?.actions ?? []).filter(({ optional: maybe }) => !maybe).map(({ verb }) => verb)
}

function cardForm({ file, version }: CaseReading, post: Post, task: number | undefined) {
  const open = file.state.tasks.find((each) => each.id === task)
  const procedure = version.procedure(file.procedure)
  if (open === undefined || procedure === null) return null
  const form = formOfCard(procedure, open, post.fields.answer)
  return form === null ? null : { form, ...formOfPost(form, post) }
}

function completionSent(reading: CaseReading, post: Post, task: number | undefined): Omit<Sent, 'message'> {
  const read = cardForm(reading, post, task)
  return {
    ...(read === null ? {} : { values: { [read.form.code]: read.values } }),
    answer: post.fields.answer,
    choice: post.fields.fila,
    note: post.fields.nota,
    reason: post.fields.motivo,
    attachments: attachmentsOf(post),
    fileNames: Object.fromEntries(post.files.map(({ id, name }) => [id, name])),
  }
}

function reasonSent(_reading: CaseReading, post: Post): Omit<Sent, 'message'> {
  return { reason: post.fields.motivo, fields: post.fields }
}

function optional<Key extends string>(key: Key, text: string | undefined): { [K in Key]?: string } {
  return (text === undefined || text.trim() === '' ? {} : { [key]: text }) as { [K in Key]?: string }
}

function whole(text: string | undefined): number {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
}
