import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { CommandDefinition } from '#src/cases/call.ts'
import { checkInput } from '#src/cases/check-input.ts'
import { runCommand } from '#src/cases/command.ts'
import type { CaseRouteDeps } from '#src/cases/routes/index.ts'
import { answering } from '#src/people/http/answering.ts'
import { directoryOf, personOf, requirePerson } from '#src/people/http/identify.ts'
import { leaveFlash, viewOf } from '#src/people/http/shell.ts'
import { may } from '#src/people/permissions.ts'
import { Refused } from '#src/platform/refusal.ts'
import { refusedHere } from '../refusals.ts'
import { sendDeskPage } from '../send-desk-page.ts'
import { words } from '../words.ts'
import { addCannedText, changeCannedText, retireCannedText } from './canned-commands.ts'
import { type CannedFormInput, cannedFormPage, cannedListPage } from './canned-pages.ts'
import { type CannedText, findCannedText, listCannedTexts, listRevisions } from './canned-text.store.ts'
import { unitsHeadedBy, unitsServing } from './permissions.ts'

/** The pages of canned texts, and their list for programs. */
export function registerCannedTexts(server: FastifyInstance, deps: CaseRouteDeps): void {
  server.get(
    '/respuestas-tipo',
    { preHandler: requirePerson },
    answering(async (request, reply) => {
      const view = viewOf(deps.people, request)
      const { units, everywhere } = writable(request)
      const body = cannedListPage(view, {
        texts: await listed(deps, request),
        directory: directoryOf(request),
        writes: everywhere || units.length > 0,
      })
      return sendDeskPage(deps, request, reply, { title: words(view.locale, 'canned'), body, width: 'wide' })
    }),
  )
  server.get(
    '/api/canned-texts',
    {
      preHandler: requirePerson,
      schema: { operationId: 'canned-texts', summary: 'Canned texts that the person may use', tags: ['cases'] },
    },
    answering(async (request, reply) => reply.send({ texts: await listed(deps, request) })),
  )
  server.get(
    '/respuestas-tipo/nueva',
    { preHandler: requirePerson },
    answering(async (request, reply) => sendForm(deps, request, reply, null)),
  )
  server.post(
    '/respuestas-tipo/nueva',
    { preHandler: requirePerson },
    answering((request, reply) =>
      save(deps, request, reply, { definition: addCannedText, input: contentOf(request), text: null }),
    ),
  )
  server.get(
    '/respuestas-tipo/:id',
    { preHandler: requirePerson },
    answering(async (request, reply) => sendForm(deps, request, reply, await textOf(deps, request))),
  )
  server.post(
    '/respuestas-tipo/:id',
    { preHandler: requirePerson },
    answering(async (request, reply) => {
      const text = await textOf(deps, request)
      const input = { ...contentOf(request), revision: revisionOf(request) }
      return save(deps, request, reply, { definition: changeCannedText, input, text })
    }),
  )
  server.post(
    '/respuestas-tipo/:id/retirar',
    { preHandler: requirePerson },
    answering(async (request, reply) => {
      const text = await textOf(deps, request)
      const input = { revision: revisionOf(request) }
      return save(deps, request, reply, { definition: retireCannedText, input, text })
    }),
  )
}

interface Saving {
  readonly definition: unknown
  readonly input: unknown
  readonly text: CannedText | null
}

async function save(deps: CaseRouteDeps, request: FastifyRequest, reply: FastifyReply, saving: Saving) {
  const { input, text } = saving
  const definition = saving.definition as CommandDefinition<never>
  const { locale } = viewOf(deps.people, request)
  try {
    checkInput(definition.input, input)
    const params: Record<string, string> = text === null ? {} : { id: text.id }
    await runCommand(deps, definition, { params, input: input as never, person: personOf(request).id })
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    reply.code(error.refusal.status)
    return sendForm(deps, request, reply, text, { message: error.refusal[locale], fields: fieldsOf(request) })
  }
  const done = definition.name === 'retire-canned-text' ? 'done.retired' : 'done.canned'
  leaveFlash(reply, { kind: 'done', text: words(locale, done) })
  return reply.redirect('/respuestas-tipo', 303)
}

async function sendForm(
  deps: CaseRouteDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  text: CannedText | null,
  sent?: CannedFormInput['sent'],
): Promise<FastifyReply> {
  const view = viewOf(deps.people, request)
  const person = personOf(request)
  const directory = directoryOf(request)
  const { units, everywhere } = writable(request)
  const editable =
    text === null ? everywhere || units.length > 0 : may(person, 'canned-text.edit', { unit: text.unit, directory })
  if (text === null && !editable) throw refusedHere('canned-not-yours')
  const history = text === null ? [] : await listRevisions(deps.db, text.id)
  const body = cannedFormPage(view, { text, history, directory, units, everywhere, csrf: person.csrf, editable, sent })
  const path = text === null ? '/respuestas-tipo/nueva' : `/respuestas-tipo/${text.id}`
  return sendDeskPage(deps, request, reply, { title: text?.title ?? words(view.locale, 'canned.new'), body, path })
}

async function textOf(deps: CaseRouteDeps, request: FastifyRequest): Promise<CannedText> {
  const { id } = request.params as { id: string }
  const text = await findCannedText(deps.db, id)
  if (text === null || text.retiredAt !== null || !usable(request, text)) throw refusedHere('canned-unknown')
  return text
}

function usable(request: FastifyRequest, { unit }: CannedText): boolean {
  const person = personOf(request)
  const directory = directoryOf(request)
  if (unit === null || unitsServing(directory, person.id).includes(unit)) return true
  return may(person, 'canned-text.edit', { unit, directory })
}

function listed(deps: CaseRouteDeps, request: FastifyRequest): Promise<CannedText[]> {
  const { locale } = viewOf(deps.people, request)
  const person = personOf(request)
  const directory = directoryOf(request)
  const { units, everywhere } = writable(request)
  return listCannedTexts(deps.db, everywhere ? 'all' : [...unitsServing(directory, person.id), ...units], locale)
}

/** Units for which the person may write canned texts, and whether for the whole institution too. */
function writable(request: FastifyRequest): { readonly units: readonly string[]; readonly everywhere: boolean } {
  const person = personOf(request)
  const directory = directoryOf(request)
  const everywhere = may(person, 'canned-text.edit', { unit: null, directory })
  const open = directory.rows.units.filter(({ closedOn }) => closedOn === null).map(({ id }) => id)
  if (everywhere) return { units: open, everywhere }
  const headed = unitsHeadedBy(directory, person.id)
  return { units: open.filter((id) => headed.has(id)), everywhere }
}

function fieldsOf(request: FastifyRequest): Readonly<Record<string, string>> {
  const body = (request.body ?? {}) as Readonly<Record<string, unknown>>
  return Object.fromEntries(
    Object.entries(body).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}

function contentOf(request: FastifyRequest) {
  const { dependencia = '', idioma = '', titulo = '', texto = '' } = fieldsOf(request)
  return { language: idioma, title: titulo, body: texto, ...(dependencia === '' ? {} : { unit: dependencia }) }
}

function revisionOf(request: FastifyRequest): number {
  const { revision = '' } = fieldsOf(request)
  return /^\d{1,9}$/.test(revision) ? Number(revision) : 0
}
