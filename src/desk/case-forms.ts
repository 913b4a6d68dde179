import type { CommandDefinition } from '#src/cases/call.ts'
import { checkInput } from '#src/cases/check-input.ts'
import { runCommand } from '#src/cases/command.ts'
import { attachmentsOf } from '#src/cases/post-form.ts'
import type { CaseForm, FormRun } from '#src/cases/routes/case-forms.ts'
import type { Sent } from '#src/cases/sent.ts'
import { postMessage } from './conversation/post-message.ts'
import { writeNote } from './conversation/write-note.ts'
import { linkCases } from './links/link-cases.ts'
import { mergeCase } from './links/merge-case.ts'
import { unlinkCases } from './links/unlink-cases.ts'
import { unmergeCase } from './links/unmerge-case.ts'
import { readVisitPlan } from './support/read-visit-plan.ts'
import { answerSession, askForSession, endSession, recordConsent, startSession } from './support/sessions.ts'
import { refusedVisitPage } from './support/visit-route.ts'
import { agreeVisit, arriveAtVisit, cancelVisit, leaveVisit, rescheduleVisit } from './support/visits.ts'
import { words } from './words.ts'

type DoneKey = Extract<Parameters<typeof words>[1], `done.${string}`> & 'done.note'

/** The forms of the desk on the page of a case. */
export const DESK_FORMS: readonly CaseForm[] = [
  form('nota', 'done.note', writeNote, ({ fields }, files) => ({ note: fields.nota ?? '', ...files })),
  form('mensaje', 'done.message', postMessage, ({ fields }, files) => ({ message: fields.mensaje ?? '', ...files })),
  form('vincular', 'done.linked', linkCases, ({ fields }) => ({
    relation: fields.relacion ?? '',
    other: fields.otro ?? '',
  })),
  form('desvincular', 'done.unlinked', unlinkCases, ({ fields }) => ({
    relation: fields.relacion ?? '',
    other: fields.otro ?? '',
    reason: fields.motivo ?? '',
  })),
  form('unir', 'done.merged', mergeCase, ({ fields }) => ({ into: fields.en ?? '', reason: fields.motivo ?? '' })),
  form('desunir', 'done.unmerged', unmergeCase, ({ fields }) => ({ reason: fields.motivo ?? '' })),
  { ...form('visita', 'done.visit', agreeVisit, readVisitPlan), ownPage: refusedVisitPage },
  {
    ...form('visita-cambiar', 'done.visit', rescheduleVisit, (post, files, run) => ({
      ...readVisitPlan(post, files, run),
      reason: post.fields.motivo ?? '',
    })),
    ownPage: refusedVisitPage,
  },
  form('visita-cancelar', 'done.visit', cancelVisit, ({ fields }) => ({ reason: fields.motivo ?? '' })),
  { ...form('visita-llegada', 'done.visit', arriveAtVisit, () => ({})), notice: true },
  form('visita-salida', 'done.visit', leaveVisit, ({ fields }) => ({ done: fields.hecho ?? '' })),
  form('sesion', 'done.session', askForSession, ({ fields }) => ({ tool: fields.herramienta ?? '' })),
  {
    ...form('sesion-responder', 'done.consented', answerSession, ({ fields }) => ({
      consent: fields.autoriza === 'si',
    })),
    notice: true,
  },
  form('sesion-telefono', 'done.session', recordConsent, ({ fields }) => ({
    who: fields.quien ?? '',
    how: fields.como ?? '',
  })),
  form('sesion-iniciar', 'done.session', startSession, ({ fields }) => ({
    tool: fields.herramienta ?? '',
    address: fields.equipo ?? '',
  })),
  form('sesion-terminar', 'done.session', endSession, ({ fields }) => ({ done: fields.hecho ?? '' })),
]

type ReadInput = (post: FormRun['post'], files: { files?: readonly string[] }, run: FormRun) => unknown

function form(path: string, done: string, definition: unknown, read: ReadInput): CaseForm {
  return {
    path,
    done: (locale) => words(locale, done as DoneKey),
    run: (run) => {
      const ids = attachmentsOf(run.post)
      const input = read(run.post, ids.length === 0 ? {} : { files: ids }, run)
      return sendTo(run, definition as CommandDefinition, input)
    },
    sent: (_reading, post): Omit<Sent, 'message'> => ({
      fields: post.fields,
      attachments: attachmentsOf(post),
      fileNames: Object.fromEntries(post.files.map(({ id, name }) => [id, name])),
    }),
  }
}

function sendTo(run: FormRun, definition: CommandDefinition, input: unknown): Promise<unknown> {
  checkInput(definition.input, input)
  const { visita = '', sesion = '', clave } = run.post.fields
  return runCommand(run.deps, definition as CommandDefinition<never>, {
    params: { number: run.reading.file.number, visit: visita, session: sesion },
    input: input as never,
    person: run.person,
    ...(clave === undefined || clave === '' ? {} : { idempotencyKey: clave }),
  })
}
