import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import type { CaseRouteDeps } from '#src/cases/routes/deps.ts'
import { answering } from '#src/people/http/answering.ts'
import { directoryOf, personOf, requirePerson } from '#src/people/http/identify.ts'
import { trayRefused } from '../refusals.ts'
import { queryOf, readLook } from '../tray-look.ts'
import { isTrayName, TRAYS, type TrayName } from '../tray-scope.ts'
import { listViews, type SavedView } from './view.store.ts'
import { changeView, createView, removeView } from './view-commands.ts'
import { viewReader } from './view-permissions.ts'
import { viewCall } from './view-routes.ts'

const Id = Type.String({ format: 'uuid' })
const SharedWith = Type.Union([
  Type.Null(),
  Type.Object({ unit: Id }, { additionalProperties: false }),
  Type.Object({ position: Id }, { additionalProperties: false }),
])
const Body = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 60 }),
    tray: Type.Union(Object.keys(TRAYS).map((name) => Type.Literal(name))),
    /** Parameters of `GET /api/trays/:name`: `priority=1&order=due`; also `columns` and `rows=compact`. */
    query: Type.Optional(Type.String({ maxLength: 2_000 })),
    sharedWith: Type.Optional(SharedWith),
    pinned: Type.Optional(Type.Boolean()),
    first: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
)
const Change = Type.Partial(
  Type.Object({ ...Body.properties, revision: Type.Integer({ minimum: 1 }) }, { additionalProperties: false }),
)

/** Saved views over the API. */
export function registerViewApi(server: FastifyInstance, deps: CaseRouteDeps): void {
  const params = Type.Object({ id: Type.String({ maxLength: 60 }) })
  server.get(
    '/api/views',
    {
      preHandler: requirePerson,
      schema: { operationId: 'views', summary: 'The saved views that the person may use', tags: ['trays'] },
    },
    answering(async (request, reply) => {
      const views = await listViews(deps.db, viewReader(directoryOf(request), personOf(request).id))
      return reply.send({ views: views.map(answerOf) })
    }),
  )
  server.post(
    '/api/views',
    {
      preHandler: requirePerson,
      schema: { operationId: 'create-view', summary: 'Saves a view of a tray', tags: ['trays'], body: Body },
    },
    answering(async (request, reply) => {
      const { name, tray, query = '', sharedWith, pinned = false, first = false } = request.body as Static<typeof Body>
      const values = { name, tray: trayNamed(tray), query: understood(query), ...shared(sharedWith ?? null) }
      return reply.code(201).send(answerOf(await createView(viewCall(deps, request), values, { pinned, first })))
    }),
  )
  server.patch(
    '/api/views/:id',
    {
      preHandler: requirePerson,
      schema: {
        operationId: 'change-view',
        summary: 'Changes a view, or what one makes of it',
        tags: ['trays'],
        params,
        body: Change,
      },
    },
    answering(async (request, reply) => {
      const { id } = request.params as { id: string }
      const { sharedWith, tray, query, ...others } = request.body as Static<typeof Change>
      const saved = await changeView(viewCall(deps, request), id, {
        ...others,
        ...(tray === undefined ? {} : { tray: trayNamed(tray) }),
        ...(query === undefined ? {} : { query: understood(query) }),
        ...(sharedWith === undefined ? {} : shared(sharedWith)),
      })
      return reply.send(answerOf(saved))
    }),
  )
  server.delete(
    '/api/views/:id',
    {
      preHandler: requirePerson,
      schema: { operationId: 'delete-view', summary: 'Deletes a view', tags: ['trays'], params },
    },
    answering(async (request, reply) => {
      await removeView(viewCall(deps, request), (request.params as { id: string }).id)
      return reply.code(204).send()
    }),
  )
}

function answerOf({ id, name, tray, query, owner, unit, position, pinned, first, revision }: SavedView) {
  const sharedWith = unit !== null ? { unit } : position !== null ? { position } : null
  return { id, name, tray, query, owner, sharedWith, pinned, first, revision }
}

function trayNamed(text: unknown): TrayName {
  if (typeof text !== 'string' || !isTrayName(text)) throw trayRefused('view-unknown')
  return text
}

function understood(query: string): string {
  const { faults } = readLook(queryOf(query), 'en')
  if (faults.length > 0) throw trayRefused('filter-unclear', { names: faults.join(', ') })
  return query
}

function shared(sharedWith: Static<typeof SharedWith>): Pick<SavedView, 'unit' | 'position'> {
  if (sharedWith === null) return { unit: null, position: null }
  return 'unit' in sharedWith
    ? { unit: sharedWith.unit, position: null }
    : { unit: null, position: sharedWith.position }
}
