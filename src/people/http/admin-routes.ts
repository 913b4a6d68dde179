import type { FastifyReply, FastifyRequest } from 'fastify'
import { type HtmlFragment, render } from '#src/platform/http/html.ts'
import type { Server } from '#src/platform/http/server.ts'
import { Refused } from '#src/platform/refusal.ts'
import { page } from '#src/web/layout.ts'
import type { AnyAdminCommand, Outcome, Params } from '../admin/command.ts'
import { runAdminCommand } from '../admin/command.ts'
import { ADMIN_COMMANDS } from '../admin/commands.ts'
import { schemaOf } from '../admin/field.ts'
import { peopleRefusal } from '../refusals.ts'
import { adminForm } from './admin-form.ts'
import { oneTimePasswordBody } from './admin-pages.ts'
import { adminWords } from './admin-words.ts'
import { answering, localeOf } from './answering.ts'
import type { PeopleDeps } from './deps.ts'
import { directoryOf, personOf, requirePermission } from './identify.ts'
import { leaveFlash, shellOf } from './shell.ts'

/** A page and a route of the API for each command of `ADMIN_COMMANDS`. */
export function serveAdminCommands(server: Server, deps: PeopleDeps): void {
  // Before the body is validated: whoever may not, learns nothing of what would be accepted.
  const preValidation = requirePermission('directory.administer')
  for (const command of ADMIN_COMMANDS) {
    const hidden = { hide: true } as object
    server.get(
      command.page,
      { schema: hidden, preValidation },
      answering((request, reply) => showForm(deps, command, request, reply)),
    )
    server.post(
      command.page,
      { schema: hidden, preValidation },
      answering((request, reply) => sendForm(deps, command, request, reply)),
    )
    server.post(
      command.api,
      {
        schema: {
          summary: command.words.en,
          operationId: command.action,
          tags: ['administration'],
          body: schemaOf(command.fields),
        },
        preValidation,
      },
      answering(async (request) => {
        const { subject, oneTimePassword } = await run(deps, command, request)
        return { subject, ...(oneTimePassword === undefined ? {} : { oneTimePassword }) }
      }),
    )
  }
}

const run = ({ db, now }: PeopleDeps, command: AnyAdminCommand, request: FastifyRequest): Promise<Outcome> =>
  runAdminCommand(db, command, {
    actor: personOf(request).id,
    now: now().toString(),
    params: request.params as Params,
    raw: (request.body ?? {}) as Readonly<Record<string, unknown>>,
  })

async function showForm(
  deps: PeopleDeps,
  command: AnyAdminCommand,
  request: FastifyRequest,
  reply: FastifyReply,
  refusal?: Refused['refusal'],
) {
  const prefill = await command.prefill(directoryOf(request), request.params as Params, deps.db)
  if (!prefill) throw new Refused(peopleRefusal('not-found'))
  const locale = localeOf(request)
  const body = adminForm({
    locale,
    csrf: personOf(request).csrf,
    command,
    action: request.url.split('?')[0]!,
    prefill,
    directory: directoryOf(request),
    ...(prefill.leaves === undefined ? {} : { tasks: await deps.openTasksOf?.(prefill.leaves, []) }),
    ...(refusal ? { refusal, typed: request.body as Readonly<Record<string, unknown>> } : {}),
  })
  return sendPage(deps, request, reply, { title: command.words[locale], body, status: refusal?.status })
}

async function sendForm(deps: PeopleDeps, command: AnyAdminCommand, request: FastifyRequest, reply: FastifyReply) {
  try {
    const { go, oneTimePassword, subject } = await run(deps, command, request)
    const locale = localeOf(request)
    if (oneTimePassword !== undefined) {
      const name = String(
        (request.body as { name?: unknown } | null)?.name ?? directoryOf(request).personName(subject.id),
      )
      const body = oneTimePasswordBody({ locale, name, password: oneTimePassword, go })
      return sendPage(deps, request, reply, { title: adminWords(locale, 'one-time-title'), body })
    }
    leaveFlash(reply, { kind: 'done', text: adminWords(locale, 'saved') })
    return reply.redirect(go, 303)
  } catch (error) {
    if (!(error instanceof Refused) || error.refusal.status === 404) throw error
    return showForm(deps, command, request, reply, error.refusal)
  }
}

/** A whole page of the administration. */
export async function sendPage(
  deps: PeopleDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  { title, body, status = 200 }: { readonly title: string; readonly body: HtmlFragment; readonly status?: number },
): Promise<string> {
  reply.code(status).type('text/html; charset=utf-8')
  return render(page({ ...(await shellOf(deps, request, reply)), title, body }))
}
