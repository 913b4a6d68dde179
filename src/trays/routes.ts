import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { CaseRouteDeps } from '#src/cases/routes/deps.ts'
import type { ManualVersion } from '#src/cases/versions.ts'
import { answering } from '#src/people/http/answering.ts'
import { directoryOf, personOf, requirePerson } from '#src/people/http/identify.ts'
import { shellOf, viewOf } from '#src/people/http/shell.ts'
import { peopleRefusal } from '#src/people/refusals.ts'
import { render } from '#src/platform/http/html.ts'
import { Refused } from '#src/platform/refusal.ts'
import { page } from '#src/web/layout.ts'
import { countTray, listTray, TRAY_PAGE, type TrayTask } from './tray.store.ts'
import { trayPage } from './tray-page.ts'
import { readPlace, writePlace } from './tray-place.ts'
import { isTrayName, TRAYS, type TrayName, trayScope } from './tray-scope.ts'
import { words } from './words.ts'

/** The three trays, as pages and over the API. */
export function registerTrays(server: FastifyInstance, deps: CaseRouteDeps): void {
  server.get(
    '/bandejas/:name',
    { preHandler: requirePerson },
    answering(async (request, reply) => {
      const { name, from } = asked(request)
      const since = deps.live.cursor()
      const directory = directoryOf(request)
      const person = personOf(request)
      const tasks = await listTray(deps.db, trayScope(directory, person.id, name), readPlace(from))
      const view = viewOf(deps.people, request)
      const body = trayPage(view, {
        name,
        tasks,
        versions: await versionsOf(deps, tasks),
        directory,
        counts: await countsOf(deps, request),
        csrf: person.csrf,
        later: readPlace(from) !== null,
      })
      const shell = await shellOf(deps.people, request, reply)
      const live = { url: deps.live.url, topics: topicsOf(request, name), since }
      const title = `${words(view.locale, TRAYS[name])} · ${words(view.locale, 'title')}`
      return reply.type('text/html; charset=utf-8').send(render(page({ ...shell, title, body, live })))
    }),
  )
  server.get(
    '/api/trays/:name',
    {
      preHandler: requirePerson,
      schema: {
        operationId: 'tray',
        summary: 'A page of a tray: `mias`, `cargo` or `unidad`',
        tags: ['trays'],
        params: Type.Object({ name: Type.String() }),
        querystring: Type.Object({ desde: Type.Optional(Type.String({ maxLength: 200 })) }),
      },
    },
    answering(async (request, reply) => {
      const { name, from } = asked(request)
      const tasks = await listTray(
        deps.db,
        trayScope(directoryOf(request), personOf(request).id, name),
        readPlace(from),
      )
      const last = tasks.length > TRAY_PAGE ? tasks[TRAY_PAGE - 1] : undefined
      return reply.send({
        tasks: tasks.slice(0, TRAY_PAGE).map(({ dueAt, caseId: _, versionId: __, ...task }) => ({
          ...task,
          dueAt: dueAt === 'infinity' ? null : dueAt,
        })),
        next: last === undefined ? null : writePlace(last),
      })
    }),
  )
}

function asked(request: FastifyRequest): { name: TrayName; from: string | undefined } {
  const { name } = request.params as { name: string }
  if (!isTrayName(name)) throw new Refused(peopleRefusal('not-found'))
  const { desde } = request.query as { desde?: unknown }
  return { name, from: typeof desde === 'string' ? desde : undefined }
}

async function versionsOf(deps: CaseRouteDeps, tasks: readonly TrayTask[]): Promise<Map<number, ManualVersion>> {
  const versions = new Map<number, ManualVersion>()
  for (const id of new Set(tasks.map((task) => task.versionId)))
    versions.set(id, await deps.manuals.version(deps.db, id))
  return versions
}

async function countsOf(deps: CaseRouteDeps, request: FastifyRequest): Promise<Record<TrayName, number>> {
  const directory = directoryOf(request)
  const person = personOf(request).id
  const count = (name: TrayName) => countTray(deps.db, trayScope(directory, person, name))
  const [mias, cargo, unidad] = await Promise.all([count('mias'), count('cargo'), count('unidad')])
  return { mias, cargo, unidad }
}

/** What changes a tray: the person's own tasks, and those of the positions in it. */
function topicsOf(request: FastifyRequest, name: TrayName): string[] {
  const directory = directoryOf(request)
  const person = personOf(request).id
  const own = directory.trayPositionsOf(person).map((position) => `position:${position}`)
  const units = directory.trayPositionsOf(person).flatMap((position) => directory.postById(position)?.unit ?? [])
  return [`person:${person}`, ...own, ...(name === 'unidad' ? units.map((unit) => `unit:${unit}`) : [])]
}
