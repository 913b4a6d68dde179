import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { answering } from '#src/people/http/answering.ts'
import { csrfFits, personOf, requirePerson } from '#src/people/http/identify.ts'
import { leaveFlash, viewOf } from '#src/people/http/shell.ts'
import { render } from '#src/platform/http/html.ts'
import { type Refusal, Refused } from '#src/platform/refusal.ts'
import { deferredAnswer, deferring } from '#src/web/components/deferred.ts'
import { casePage } from '../case-page.ts'
import { drawPanels } from '../panels.ts'
import { type CaseReading, readCase } from '../read-case.ts'
import { type Post, readPost, withoutInfected } from '../read-post.ts'
import { sendPage } from '../send-page.ts'
import type { Sent } from '../sent.ts'
import { drawVerbCards } from '../verb-cards.ts'
import { words } from '../words.ts'
import { CASE_FORMS, type CaseForm, TASK_FORMS } from './case-forms.ts'
import type { CaseRouteDeps } from './deps.ts'

/** The page of a case, and the forms on it. A form that is done answers 303, one that is refused draws the page again with 422 or 409. */
export function registerCaseRoutes(server: FastifyInstance, deps: CaseRouteDeps): void {
  server.get<{ Params: { number: string } }>(
    '/expedientes/:number',
    { preHandler: requirePerson },
    answering(async (request, reply) => {
      const { number } = request.params as { number: string }
      const since = deps.live.cursor()
      const reading = await readCase(deps, number, personOf(request).id, request.revision)
      return sendCasePage(deps, request, reply, { reading, since })
    }),
  )
  for (const form of [...CASE_FORMS, ...(deps.caseForms ?? [])])
    registerForm(server, deps, `/expedientes/:number/${form.path}`, form)
  for (const form of TASK_FORMS) registerForm(server, deps, `/expedientes/:number/tareas/:task/${form.path}`, form)
}

function registerForm(server: FastifyInstance, deps: CaseRouteDeps, url: string, form: CaseForm): void {
  server.post(
    url,
    // A form with files can only be checked once it is read.
    { preHandler: requirePerson, config: { csrf: 'own' } },
    answering(async (request, reply) => {
      const { number, task } = request.params as { number: string; task?: string }
      const person = personOf(request).id
      const post = await readPost(request, deps, person)
      if (!csrfFits(request, post.fields)) throw new Refused(STALE_FORM)
      const reading = await readCase(deps, number, person, request.revision)
      let answer: unknown
      try {
        answer = await form.run({
          deps,
          reading,
          person,
          address: request.ip,
          post,
          task: task === undefined ? undefined : Number(task),
        })
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        return refusePage(deps, request, reply, form, post, error.refusal)
      }
      const { locale } = viewOf(deps.people, request)
      leaveFlash(reply, {
        kind: 'done',
        text: typeof form.done === 'string' ? words(locale, form.done) : form.done(locale),
        ...(form.undo === true ? undoOf(number, reading.file.seq, answer) : {}),
      })
      return reply.redirect(`/expedientes/${number}`, 303)
    }),
  )
}

/** Offers to take back what a form did, where it did something. */
function undoOf(number: string, before: number, answer: unknown): { undo?: { number: string; seq: number } } {
  const { seq } = answer as { seq: number }
  return seq > before ? { undo: { number, seq } } : {}
}

const STALE_FORM: Refusal = {
  code: 'stale-form',
  status: 403,
  es: 'El formulario ya no es válido, porque la sesión cambió. Vuelva a abrir la página y envíelo otra vez.',
  en: 'The form is no longer valid, because the session changed. Open the page again and send it once more.',
}

async function refusePage(
  deps: CaseRouteDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  form: CaseForm,
  post: Post,
  refusal: Refusal,
): Promise<FastifyReply> {
  const { number, task } = request.params as { number: string; task?: string }
  const { locale } = viewOf(deps.people, request)
  const reading = await readCase(deps, number, personOf(request).id, request.revision)
  const what: Sent = {
    ...form.sent(reading, withoutInfected(post), task === undefined ? undefined : Number(task)),
    ...faultsOf(refusal, locale),
    noticed: form.notice === true,
  }
  const still =
    task !== undefined && reading.file.state.tasks.some((each) => each.id === Number(task) && each.tray !== null)
  reply.code(refusal.status)
  if (form.ownPage !== undefined && reading.part === 'official')
    return form.ownPage({ deps, request, reply, reading, what, code: refusal.code })
  const sent = {
    ...(task === undefined ? { action: form.path } : { task: Number(task) }),
    what,
    // A task that is gone has no card any more, so the refusal stands above the page, with what was typed.
    loose: task !== undefined && !still ? refusal[locale] : form.notice === true ? refusal[locale] : undefined,
  }
  return sendCasePage(deps, request, reply, { reading, sent })
}

function faultsOf(refusal: Refusal, locale: 'es' | 'en'): Pick<Sent, 'message' | 'faults'> {
  const faults = Object.entries(refusal.fields ?? {}).map(([name, fault]) => [name, fault[locale]])
  return { message: refusal[locale], ...(faults.length === 0 ? {} : { faults: Object.fromEntries(faults) }) }
}

interface CasePageToSend {
  readonly reading: CaseReading
  /** The place of the live stream from before the case was read; without it the page is not redrawn under the person's hands. */
  readonly since?: string
  readonly sent?: { readonly task?: number; readonly action?: string; readonly what: Sent; readonly loose?: string }
}

async function sendCasePage(
  deps: CaseRouteDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  { reading, since, sent }: CasePageToSend,
): Promise<FastifyReply> {
  const person = personOf(request)
  const refusal = sent?.loose === undefined ? undefined : looseText(sent.loose, sent.what)
  const idempotencyKey = randomUUID()
  const { number, title } = reading.file
  const path = `/expedientes/${number}`
  const view = { ...viewOf(deps.people, request), deferring: deferring(path, request.query) }
  const sentToCase = sent?.action === undefined ? undefined : { action: sent.action, what: sent.what }
  const body = casePage(view, {
    reading,
    person: person.id,
    csrf: person.csrf,
    idempotencyKey,
    panels: await drawPanels(view, { deps, reading, person, idempotencyKey, sent: sentToCase }),
    verbCards: await drawVerbCards(deps, view, reading, person),
    sent,
  })
  const part = deferredAnswer(view, request.headers['turbo-frame'])
  if (part !== undefined) return reply.type('text/html; charset=utf-8').send(render(part))
  return sendPage(deps, request, reply, {
    title: `${number} ${title}`,
    body,
    path,
    ...(refusal === undefined ? {} : { refusal }),
    ...(since === undefined ? {} : { live: { topics: [`case:${number}`], since } }),
  })
}

function looseText(sentence: string, what: Sent): string {
  const typed = [what.note, what.reason ?? what.handing?.reason].filter((text) => text !== undefined && text !== '')
  return typed.length === 0 ? sentence : `${sentence} (${typed.join(' ')})`
}
