import { annulCase } from '#src/cases/annul-case.ts'
import { attachFiles } from '#src/cases/attach-files.ts'
import { runCommand } from '#src/cases/command.ts'
import { type FormRun, send } from '#src/cases/routes/case-forms.ts'
import { postMessage } from '#src/desk/conversation/post-message.ts'
import { answerSession } from '#src/desk/support/sessions.ts'
import { Refused } from '#src/platform/refusal.ts'
import { filesOf } from '../kept-files.ts'
import { rateCase } from '../rate-case.ts'
import { refusedHere } from '../refusals.ts'
import { sayWhetherSolved } from '../say-whether-solved.ts'
import type { words } from '../words.ts'

type Done = Extract<Parameters<typeof words>[1], `done.${string}`>

/** A form of the page of a request. */
export interface RequestForm {
  readonly path: string
  done(run: FormRun): Done
  run(run: FormRun): Promise<unknown>
}

export const REQUEST_FORMS: readonly RequestForm[] = [
  {
    path: 'mensaje',
    done: () => 'done.sent',
    run(run) {
      const files = filesOf(run.post)
      const message = (run.post.fields.mensaje ?? '').trim()
      if (message === '' && files.length === 0) throw refusedHere('message-needed')
      if (message === '') return send(run, attachFiles, { files })
      return send(run, postMessage, { message, ...(files.length === 0 ? {} : { files }) })
    },
  },
  {
    path: 'sesion',
    done: ({ post }) => (post.fields.autoriza === 'si' ? 'done.consented' : 'done.declined'),
    run(run) {
      const { clave, sesion = '', autoriza } = run.post.fields
      return runCommand(run.deps, answerSession, {
        params: { number: run.reading.file.number, session: sesion },
        input: { consent: autoriza === 'si' },
        person: run.person,
        ...(clave === undefined || clave === '' ? {} : { idempotencyKey: clave }),
      })
    },
  },
  {
    path: 'retirar',
    done: () => 'done.withdrawn',
    run: (run) => send(run, annulCase, { reason: reasonOf(run) }),
  },
  {
    path: 'conformidad',
    done: (run) => (solved(run) ? 'done.solved' : 'done.unsolved'),
    run: (run) =>
      send(run, sayWhetherSolved, solved(run) ? { solved: true } : { solved: false, reason: reasonOf(run) }),
  },
  {
    path: 'calificacion',
    done: () => 'done.rated',
    run(run) {
      const { estrellas = '', comentario = '' } = run.post.fields
      if (!/^[1-5]$/.test(estrellas)) throw refusedHere('stars-needed')
      return send(run, rateCase, {
        stars: Number(estrellas),
        ...(comentario.trim() === '' ? {} : { comment: comentario }),
      })
    },
  },
]

function solved({ post }: FormRun): boolean {
  return post.fields.resuelto === 'si'
}

function reasonOf({ post }: FormRun): string {
  const reason = (post.fields.motivo ?? '').trim()
  if (reason === '') throw new Refused(NO_REASON)
  return reason
}

const NO_REASON = {
  code: 'reason-needed',
  status: 422,
  es: 'Escriba el motivo: quien atiende lo leerá.',
  en: 'Write the reason: who attends will read it.',
} as const
