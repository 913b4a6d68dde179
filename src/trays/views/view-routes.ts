import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { CaseRouteDeps } from '#src/cases/routes/deps.ts'
import { answering } from '#src/people/http/answering.ts'
import { directoryOf, personOf, requirePerson } from '#src/people/http/identify.ts'
import { leaveFlash, shellOf, viewOf } from '#src/people/http/shell.ts'
import { may } from '#src/people/permissions.ts'
import { render } from '#src/platform/http/html.ts'
import { type Refusal, Refused } from '#src/platform/refusal.ts'
import { page } from '#src/web/layout.ts'
import { trayRefused } from '../refusals.ts'
import { queryOf, readLook } from '../tray-look.ts'
import { isTrayName } from '../tray-scope.ts'
import { words } from '../words.ts'
import { listViews } from './view.store.ts'
import { changeView, createView, readView, removeView, type ViewCall } from './view-commands.ts'
import { sharedWith } from './view-form.ts'
import { shareable, sharingFacts, viewReader } from './view-permissions.ts'
import { viewsPage } from './views-page.ts'

const ROOT = '/bandejas/vistas'

/** The page of saved views, and the forms on it and on the trays. */
export function registerViewPages(server: FastifyInstance, deps: CaseRouteDeps): void {
  server.get(
    ROOT,
    { preHandler: requirePerson },
    answering((request, reply) => sendViews(deps, request, reply)),
  )
  server.post(
    ROOT,
    { preHandler: requirePerson },
    answering(async (request, reply) => {
      const fields = fieldsOf(request)
      const tray = fields.bandeja ?? ''
      if (!isTrayName(tray)) throw trayRefused('view-unknown')
      try {
        const values = { name: fields.nombre ?? '', tray, query: lookSent(fields), ...sharedWith(fields.compartir) }
        const saved = await createView(viewCall(deps, request), values, useOf(fields))
        leaveFlash(reply, { kind: 'done', text: words(viewOf(deps.people, request).locale, 'view.saved') })
        return reply.redirect(`/bandejas/${saved.tray}?vista=${saved.id}`, 303)
      } catch (error) {
        return refuse(deps, request, reply, error, '')
      }
    }),
  )
  const change =
    (
      work: (call: ViewCall, id: string, fields: Fields) => Promise<string>,
      said: 'view.saved' | 'view.deleted' | 'view.pinned',
    ) =>
    async (request: FastifyRequest, reply: FastifyReply) => {
      const { id } = request.params as { id: string }
      try {
        const back = await work(viewCall(deps, request), id, fieldsOf(request))
        leaveFlash(reply, { kind: 'done', text: words(viewOf(deps.people, request).locale, said) })
        return reply.redirect(back, 303)
      } catch (error) {
        return refuse(deps, request, reply, error, id)
      }
    }
  server.post(
    `${ROOT}/:id`,
    { preHandler: requirePerson },
    answering(
      change(async (call, id, fields) => {
        const look = fields.consulta !== undefined
        const tray = fields.bandeja ?? ''
        const saved = await changeView(call, id, {
          revision: Number(fields.revision),
          ...(fields.nombre === undefined ? {} : { name: fields.nombre }),
          ...(fields.reparte === undefined ? {} : sharedWith(fields.compartir)),
          ...(look && isTrayName(tray) ? { query: lookSent(fields), tray } : {}),
        })
        return look ? `/bandejas/${saved.tray}?vista=${saved.id}` : ROOT
      }, 'view.saved'),
    ),
  )
  server.post(
    `${ROOT}/:id/uso`,
    { preHandler: requirePerson },
    answering(
      change(async (call, id, fields) => {
        await changeView(call, id, useOf(fields))
        return ROOT
      }, 'view.pinned'),
    ),
  )
  server.post(
    `${ROOT}/:id/borrar`,
    { preHandler: requirePerson },
    answering(
      change(async (call, id) => {
        await removeView(call, id)
        return ROOT
      }, 'view.deleted'),
    ),
  )
}

type Fields = Readonly<Record<string, string | undefined>>

/** The fields of a form; of a name that came twice, the last. */
export function fieldsOf(request: FastifyRequest): Fields {
  const body = (request.body ?? {}) as Record<string, unknown>
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => {
      const last = [value].flat().at(-1)
      return [name, typeof last === 'string' ? last : undefined]
    }),
  )
}

/** The look that a form carries, which the page wrote; what was tampered with is refused. */
function lookSent({ consulta = '' }: Fields): string {
  const { faults } = readLook(queryOf(consulta), 'en')
  if (faults.length > 0 || consulta.length > 2_000) throw trayRefused('filter-unclear', { names: faults.join(', ') })
  return consulta
}

function useOf(fields: Fields) {
  return { pinned: fields.fijar === 'si', first: fields.primero === 'si' }
}

export function viewCall(deps: CaseRouteDeps, request: FastifyRequest): ViewCall {
  return { db: deps.db, directory: directoryOf(request), person: personOf(request), now: deps.clock() }
}

/** Draws the page of views again with what was sent; a view that is not there is refused as such. */
async function refuse(
  deps: CaseRouteDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  error: unknown,
  id: string,
): Promise<FastifyReply> {
  if (!(error instanceof Refused) || error.refusal.status === 404) throw error
  const { refusal } = error
  if (id === '' || request.url.endsWith('/uso'))
    return sendViews(deps, request, reply.code(refusal.status), refusal, id)
  await readView(viewCall(deps, request), id)
  return sendViews(deps, request, reply.code(refusal.status), refusal, id)
}

async function sendViews(
  deps: CaseRouteDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  refusal?: Refusal,
  id = '',
): Promise<FastifyReply> {
  const directory = directoryOf(request)
  const person = personOf(request)
  const view = viewOf(deps.people, request)
  const fields = fieldsOf(request)
  const sent =
    refusal === undefined
      ? {}
      : {
          sent: {
            id,
            name: fields.nombre ?? '',
            shared: fields.compartir ?? '',
            message: refusal[view.locale],
            draft: id === '' ? { tray: fields.bandeja ?? '', query: fields.consulta ?? '' } : undefined,
          },
        }
  const body = viewsPage(view, {
    views: await listViews(deps.db, viewReader(directory, person.id)),
    directory,
    person: person.id,
    shareable: shareable(directory, person.id),
    csrf: person.csrf,
    mayDelete: (each) => may(person, 'view.delete', { ...sharingFacts(directory, person.id, each), owner: each.owner }),
    ...sent,
  })
  const shell = await shellOf(deps.people, request, reply)
  const title = words(view.locale, 'views')
  return reply.type('text/html; charset=utf-8').send(render(page({ ...shell, path: ROOT, title, body })))
}
