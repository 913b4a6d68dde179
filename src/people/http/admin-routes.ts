import type { FastifyReply, FastifyRequest } from 'fastify'
import { type HtmlFragment, render } from '#src/platform/http/html.ts'
import type { Server } from '#src/platform/http/server.ts'
import { Refused } from '#src/platform/refusal.ts'
import { page } from '#src/web/layout.ts'
import { nameActs } from '../acts/act-names.ts'
import type { AnyAdminCommand, Outcome, Params } from '../admin/command.ts'
import { runAdminCommand } from '../admin/command.ts'
import { ADMIN_COMMANDS } from '../admin/commands.ts'
import { readFields, schemaOf } from '../admin/field.ts'
import { invalidInput, peopleRefusal } from '../refusals.ts'
import { adminForm } from './admin-form.ts'
import { oneTimePasswordBody, tokenBody } from './admin-pages.ts'
import { adminWords } from './admin-words.ts'
import { answering, localeOf } from './answering.ts'
import { calendarEffectBody } from './calendar-effect-page.ts'
import type { PeopleDeps } from './deps.ts'
import { directoryOf, personOf, requirePermission } from './identify.ts'
import { leaveFlash, shellOf, viewOf } from './shell.ts'

/** A page and a route of the API for each command: those of `ADMIN_COMMANDS`, or a feature's own. */
export function serveAdminCommands(
  server: Server,
  deps: PeopleDeps,
  commands: readonly AnyAdminCommand[] = ADMIN_COMMANDS,
): void {
  // Before the body is validated: whoever may not, learns nothing of what would be accepted.
  const preValidation = requirePermission('directory.administer')
  nameActs(commands)
  for (const command of commands) {
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
        // A key that leaked must not make others.
        ...(command.givesPassword || command.givesToken ? { config: { scope: 'none' as const } } : {}),
      },
      answering(async (request) => {
        const { subject, oneTimePassword, token } = await run(deps, command, request)
        return {
          subject,
          ...(oneTimePassword === undefined ? {} : { oneTimePassword }),
          ...(token === undefined ? {} : { token }),
        }
      }),
    )
    if (command.calendarChange && deps.calendarEffect) {
      server.post(
        `${command.api}/effect`,
        {
          schema: {
            summary: `What this would move, with nothing written: ${command.words.en}`,
            operationId: `${command.action}.effect`,
            tags: ['administration'],
            body: schemaOf(command.fields),
          },
          preValidation,
        },
        answering(async (request) => effectOf(deps, command, request)),
      )
    }
  }
}

const run = ({ db, now, secret }: PeopleDeps, command: AnyAdminCommand, request: FastifyRequest): Promise<Outcome> =>
  runAdminCommand(db, command, {
    actor: personOf(request).id,
    now: now().toString(),
    params: request.params as Params,
    raw: (request.body ?? {}) as Readonly<Record<string, unknown>>,
    secret,
  })

async function showForm(
  deps: PeopleDeps,
  command: AnyAdminCommand,
  request: FastifyRequest,
  reply: FastifyReply,
  refusal?: Refused['refusal'],
  again = false,
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
    ...(refusal ? { refusal } : {}),
    ...(refusal || again ? { typed: request.body as Readonly<Record<string, unknown>> } : {}),
  })
  return sendPage(deps, request, reply, { title: command.words[locale], body, status: refusal?.status })
}

async function sendForm(deps: PeopleDeps, command: AnyAdminCommand, request: FastifyRequest, reply: FastifyReply) {
  try {
    const { corregir, confirmado } = (request.body ?? {}) as Readonly<Record<string, unknown>>
    if (corregir === 'si') return showForm(deps, command, request, reply, undefined, true)
    if (command.calendarChange && deps.calendarEffect && confirmado !== 'si')
      return await showEffect(deps, command, request, reply)
    const { go, oneTimePassword, token, subject } = await run(deps, command, request)
    const locale = localeOf(request)
    if (token !== undefined && command.givesToken) {
      const words = command.givesToken[locale]
      return sendPage(deps, request, reply, { title: words.title, body: tokenBody({ locale, words, token, go }) })
    }
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

/** What the change of a calendar would move, before it is saved: the same form again, hidden, with the word that it is meant. */
async function showEffect(deps: PeopleDeps, command: AnyAdminCommand, request: FastifyRequest, reply: FastifyReply) {
  const locale = localeOf(request)
  const typed = (request.body ?? {}) as Readonly<Record<string, unknown>>
  const effect = await effectOf(deps, command, request)
  const body = calendarEffectBody(viewOf(deps, request), {
    effect,
    title: command.words[locale],
    button: command.words.button[locale],
    action: request.url.split('?')[0]!,
    csrf: personOf(request).csrf,
    typed: Object.fromEntries(
      Object.keys(command.fields).flatMap((name) => (typeof typed[name] === 'string' ? [[name, typed[name]]] : [])),
    ),
  })
  return sendPage(deps, request, reply, { title: command.words[locale], body })
}

async function effectOf({ db, calendarEffect }: PeopleDeps, command: AnyAdminCommand, request: FastifyRequest) {
  const read = readFields(command.fields, (request.body ?? {}) as Readonly<Record<string, unknown>>)
  if ('faults' in read) throw new Refused(invalidInput(read.faults))
  const change = await command.calendarChange!(db, request.params as Params, read.input as never)
  return calendarEffect!(change, personOf(request).id)
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
