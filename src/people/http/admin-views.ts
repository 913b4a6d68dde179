import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { HtmlFragment } from '#src/platform/http/html.ts'
import type { Server } from '#src/platform/http/server.ts'
import { Refused } from '#src/platform/refusal.ts'
import type { View } from '#src/web/locale/time.ts'
import { readAdminActs } from '../acts/admin-act.store.ts'
import { readCalendars } from '../calendars.ts'
import { may } from '../permissions.ts'
import { peopleRefusal } from '../refusals.ts'
import { accessCard } from '../sign-in/administration/access-card.ts'
import type { InstitutionDirectory, Person } from '../types.ts'
import { groupsBody, listsBody, overviewBody, positionsBody, unitsBody } from './admin-pages.ts'
import { sendPage } from './admin-routes.ts'
import { adminWords } from './admin-words.ts'
import { answering } from './answering.ts'
import { calendarBody, calendarsBody } from './calendar-pages.ts'
import type { PeopleDeps } from './deps.ts'
import { directoryOf, personOf, requirePermission } from './identify.ts'
import { peopleBody, personBody } from './people-pages.ts'
import { viewOf } from './shell.ts'

/** What administrators look at, and what everybody may ask the directory over the API. */
export function serveAdminViews(server: Server, deps: PeopleDeps): void {
  const { db } = deps
  const preValidation = requirePermission('directory.administer')
  const hidden = { hide: true } as object
  type Words = Parameters<typeof adminWords>[1]
  const serve = (
    path: string,
    title: Words,
    body: (
      view: View,
      directory: InstitutionDirectory,
      request: FastifyRequest,
    ) => HtmlFragment | Promise<HtmlFragment>,
  ) =>
    server.get(
      path,
      { schema: hidden, preValidation },
      answering(async (request, reply) => {
        const view = viewOf(deps, request)
        return sendPage(deps, request, reply, {
          title: adminWords(view.locale, title as 'title'),
          body: await body(view, directoryOf(request), request),
        })
      }),
    )

  serve('/administracion', 'title', (view) => overviewBody(view))
  serve('/administracion/dependencias', 'units', unitsBody)
  serve('/administracion/cargos', 'positions', positionsBody)
  serve('/administracion/grupos', 'groups', groupsBody)
  serve('/administracion/listas', 'lists', listsBody)
  serve('/administracion/personas', 'people', (view, directory, request) =>
    peopleBody(view, directory, {
      search: queryText(request, 'q').slice(0, 100),
      unit: queryText(request, 'dependencia').slice(0, 60),
      state: queryText(request, 'situacion').slice(0, 20),
      after: queryText(request, 'desde').slice(0, 300),
    }),
  )
  serve('/administracion/personas/:id', 'people', async (view, directory, request) => {
    const person = personAsked(request)
    return personBody(view, directory, person, await accessCard(db, view, person, personOf(request).id))
  })
  serve('/administracion/calendarios', 'calendars', async (view) => calendarsBody(view, await readCalendars(db)))
  serve('/administracion/calendarios/:code', 'calendars', async (view, directory, request) => {
    const { code } = request.params as { code: string }
    const stored = (await readCalendars(db)).find(({ data }) => data.code === code)
    if (!stored) throw new Refused(peopleRefusal('not-found'))
    const year = Number(queryText(request, 'ano'))
    return calendarBody(
      view,
      stored,
      year >= 2000 && year <= 2200 && Number.isInteger(year) ? year : Number(directory.today.slice(0, 4)),
    )
  })
  serveDirectory(server, deps)
}

function serveDirectory(server: Server, { db }: PeopleDeps): void {
  const everybody = requirePermission('directory.read')
  const about = (summary: string) => ({ schema: { summary, tags: ['directory'] }, preValidation: everybody })
  server.get('/api/units', about('Units'), async (request) => directoryOf(request).rows.units)
  server.get('/api/positions', about('Positions'), async (request) => directoryOf(request).rows.posts)
  server.get('/api/groups', about('Groups and their members'), async (request) => directoryOf(request).rows.groups)
  server.get('/api/lists', about('Lists that manuals go through'), async (request) => directoryOf(request).rows.lists)
  server.get('/api/people', about('People who work here'), async (request) => {
    const directory = directoryOf(request)
    const people = mayAdminister(request) ? directory.rows.people : directory.activePeople
    return people.map((person) => personSeen(request, person))
  })
  server.get(
    '/api/people/:id',
    {
      ...about('A person'),
      schema: { summary: 'A person', tags: ['directory'], params: Type.Object({ id: Type.String() }) },
    },
    answering(async (request) => {
      const person = personAsked(request)
      if (person.leftOn !== null && !mayAdminister(request)) throw new Refused(peopleRefusal('not-found'))
      return personSeen(request, person)
    }),
  )
  server.get('/api/calendars', about('Calendars: hours, holidays and the act that sets each'), async () =>
    readCalendars(db),
  )
  server.get(
    '/api/admin-acts',
    {
      schema: {
        summary: 'What administrators did, newest first',
        tags: ['administration'],
        querystring: Type.Object({ before: Type.Optional(Type.String({ pattern: '^[0-9]{1,15}$' })) }),
      },
      preValidation: requirePermission('admin-acts.read'),
    },
    async (request) => {
      const { before } = request.query as { before?: string }
      return readAdminActs(db, before === undefined ? {} : { before: Number(before) })
    },
  )
}

const mayAdminister = (request: FastifyRequest) => may(personOf(request), 'directory.administer', null)

/** What the asking person may see of another: colleagues see how to reach one, administrators the rest. */
function personSeen(request: FastifyRequest, person: Person) {
  const directory = directoryOf(request)
  const { id, name, email, phone, extension } = person
  const seen = {
    id,
    name,
    email,
    phone,
    extension,
    unit: directory.unitOf(id)?.id ?? null,
    positions: directory.actingPostsOf(id),
    away: directory.away(id),
  }
  if (!mayAdminister(request)) return seen
  const of = <Row extends { readonly person: string }>(rows: readonly Row[]) => rows.filter((row) => row.person === id)
  const { tenures, absences, deputies } = directory.rows
  return {
    ...person,
    ...seen,
    ownUnit: person.unit,
    tenures: of(tenures),
    absences: of(absences),
    deputies: of(deputies),
  }
}

function personAsked(request: FastifyRequest): Person {
  const person = directoryOf(request).personById((request.params as { id: string }).id)
  if (!person) throw new Refused(peopleRefusal('not-found'))
  return person
}

function queryText(request: FastifyRequest, name: string): string {
  const value = (request.query as Readonly<Record<string, unknown>>)[name]
  return typeof value === 'string' ? value : ''
}
