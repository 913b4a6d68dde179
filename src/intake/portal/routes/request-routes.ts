import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type CaseReading, readCase } from '#src/cases/read-case.ts'
import { type Post, readPost, withoutInfected } from '#src/cases/read-post.ts'
import { type FormRun, TASK_FORMS } from '#src/cases/routes/case-forms.ts'
import type { Sent } from '#src/cases/sent.ts'
import { answering } from '#src/people/http/answering.ts'
import { csrfFits, personOf, requirePerson } from '#src/people/http/identify.ts'
import { leaveFlash, viewOf } from '#src/people/http/shell.ts'
import { peopleRefusal } from '#src/people/refusals.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { type Refusal, Refused } from '#src/platform/refusal.ts'
import { flash } from '#src/web/components/flash.ts'
import { chartPage } from '../chart-page.ts'
import type { PortalDeps } from '../deps.ts'
import { filesOf, namingKept } from '../kept-files.ts'
import { markSeen } from '../my-requests.store.ts'
import { sendPortalPage } from '../portal-page.ts'
import { type RequestPageInput, requestPage } from '../request-page.ts'
import { assertOwnRequest } from '../requester.ts'
import { words } from '../words.ts'
import { REQUEST_FORMS } from './request-forms.ts'

const URL = '/portal/solicitudes/:number'

/** A request for whoever asked, and its forms. A form that is done answers 303, one that is refused draws the page again. */
export function registerRequest(server: FastifyInstance, deps: PortalDeps): void {
  server.get(
    URL,
    { preHandler: requirePerson },
    answering(async (request, reply) => {
      const reading = await readOwn(deps, request)
      await markSeen(deps.db, personOf(request).id, reading.file)
      return sendRequest(deps, request, reply, reading)
    }),
  )
  server.get(
    `${URL}/flujograma`,
    { preHandler: requirePerson },
    answering(async (request, reply) => {
      const reading = await readOwn(deps, request)
      const view = viewOf(deps.people, request)
      const title = `${words(view.locale, 'chart.title')} ${reading.file.number}`
      return sendPortalPage(deps, request, reply, { title, body: chartPage(view, reading) })
    }),
  )
  for (const form of REQUEST_FORMS)
    registerForm(server, deps, `${URL}/${form.path}`, {
      run: (run) => form.run(run),
      done: form.done,
      sent: (_reading, post) => ({ fields: post.fields, attachments: keptOf(post) }),
      action: form.path,
    })
  for (const form of TASK_FORMS.filter(({ path }) => path === 'completar' || path === 'rehusar'))
    registerForm(server, deps, `${URL}/tareas/:task/${form.path}`, {
      run: (run) => form.run(run),
      done: () => 'done.sent',
      sent: (reading, post, task) => form.sent(reading, post, task),
    })
}

interface Form {
  readonly action?: string
  run(run: FormRun): Promise<unknown>
  done(run: FormRun): Extract<Parameters<typeof words>[1], `done.${string}`>
  sent(reading: CaseReading, post: Post, task: number | undefined): Omit<Sent, 'message'>
}

function registerForm(server: FastifyInstance, deps: PortalDeps, url: string, form: Form): void {
  server.post(
    url,
    { preHandler: requirePerson, config: { csrf: 'own' } },
    answering(async (request, reply) => {
      const person = personOf(request).id
      const post = await readPost(request, deps, person)
      if (!csrfFits(request, post.fields)) throw new Refused(peopleRefusal('stale-form'))
      const reading = await readOwn(deps, request)
      const { task: asked } = request.params as { task?: string }
      const task = asked === undefined ? undefined : Number(asked)
      const run: FormRun = { deps, reading, person, address: request.ip, post, task }
      try {
        await form.run(run)
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        return refusePage(deps, request, reply, { ...form, post, task }, error.refusal)
      }
      const { locale } = viewOf(deps.people, request)
      leaveFlash(reply, { kind: 'done', text: words(locale, form.done(run)) })
      return reply.redirect(`/portal/solicitudes/${reading.file.number}`, 303)
    }),
  )
}

async function refusePage(
  deps: PortalDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  { action, post, task, sent }: Form & { readonly post: Post; readonly task: number | undefined },
  refusal: Refusal,
): Promise<FastifyReply> {
  const reading = await readOwn(deps, request)
  const { locale } = viewOf(deps.people, request)
  const faults = Object.entries(refusal.fields ?? {}).map(([name, fault]) => [name, fault[locale]])
  const what: Sent = {
    ...sent(reading, withoutInfected(post), task),
    message: refusal[locale],
    ...(faults.length === 0 ? {} : { faults: Object.fromEntries(faults) }),
  }
  const said = refusal[locale]
  reply.code(refusal.status)
  const named = (await namingKept(deps.db, what, personOf(request).id)) ?? what
  return sendRequest(
    deps,
    request,
    reply,
    reading,
    { ...(task === undefined ? { action } : { task }), what: named },
    said,
  )
}

/** The case of the address, when it is the person's own request; else it does not exist. */
async function readOwn(deps: PortalDeps, request: FastifyRequest): Promise<CaseReading> {
  const { number } = request.params as { number: string }
  const person = personOf(request).id
  const reading = await readCase(deps, number, person, request.revision)
  assertOwnRequest(reading.file, person)
  return reading
}

async function sendRequest(
  deps: PortalDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  reading: CaseReading,
  sent?: RequestPageInput['sent'],
  refusal?: string,
): Promise<FastifyReply> {
  const view = viewOf(deps.people, request)
  const { id, csrf } = personOf(request)
  const { number, title } = reading.file
  const page = requestPage(view, { reading, person: id, csrf, idempotencyKey: randomUUID(), sent })
  // Above all: the form that it belongs to may be gone, or closed below.
  const notice: HtmlFragment | '' = refusal === undefined ? '' : flash(view, { kind: 'refused', text: refusal })
  return sendPortalPage(deps, request, reply, {
    title: `${number} ${title}`,
    body: html`${notice}${page}`,
    path: `/portal/solicitudes/${number}`,
  })
}

function keptOf(post: Post): readonly string[] {
  try {
    return filesOf(post)
  } catch {
    // Too many: the page says so, and they are chosen again.
    return []
  }
}
