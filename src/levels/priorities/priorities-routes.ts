import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { listRevisions } from '#src/cases/desk/desk-tables.store.ts'
import type { CaseRouteDeps } from '#src/cases/routes/deps.ts'
import { sendPage } from '#src/cases/send-page.ts'
import { DmnRefused, exportPriorityDmn, importPriorityDmn } from '#src/interchange/index.ts'
import { answering } from '#src/people/http/answering.ts'
import { directoryOf, personOf, requirePerson } from '#src/people/http/identify.ts'
import { leaveFlash, viewOf } from '#src/people/http/shell.ts'
import { may } from '#src/people/permissions.ts'
import { peopleRefusal } from '#src/people/refusals.ts'
import { type Refusal, Refused } from '#src/platform/refusal.ts'
import { type KeptTable, type Kind, tableOn } from '#src/procedure/index.ts'
import { formatDate } from '#src/web/locale/time.ts'
import { prioritiesPage } from './priorities-page.ts'
import { priorityWords as words } from './priority-words.ts'
import { dmnRefusal } from './refusals.ts'
import { saveTable } from './save-table.ts'
import { fieldsOfBody, fieldsOfTable, kindValue, type TableFields, tableOfFields, textOf } from './table-fields.ts'

/** The table of priorities: the page that edits it, DMN out and in, and its twin in the API. */
export function registerPriorities(server: FastifyInstance, deps: CaseRouteDeps): void {
  const page = { preHandler: requirePerson }
  server.get(
    '/administracion/prioridades',
    page,
    answering(async (request, reply) => {
      const tables = await tablesFor(deps, request)
      return draw(deps, request, reply, tables, fieldsOfTable(tables.latest.table))
    }),
  )
  server.post(
    '/administracion/prioridades',
    page,
    answering(async (request, reply) => {
      const tables = await tablesFor(deps, request)
      const fields = fieldsOfBody(request.body)
      const from = textOf(fields.desde)
      try {
        await saveTable(deps.db, {
          ...asking(deps, request),
          table: tableOfFields(fields, await kindsOf(deps, tables)),
          from,
          reason: textOf(fields.motivo),
          revision: Number(textOf(fields.revision)),
        })
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        return draw(deps, request, reply, tables, fields, error.refusal)
      }
      const view = viewOf(deps.people, request)
      leaveFlash(reply, { kind: 'done', text: words(view.locale, 'saved', { date: formatDate(view, from) }) })
      return reply.redirect('/administracion/prioridades', 303)
    }),
  )
  server.post(
    '/administracion/prioridades/importar',
    page,
    answering(async (request, reply) => {
      const tables = await tablesFor(deps, request)
      const dmn = textOf(fieldsOfBody(request.body).dmn)
      try {
        const fields = fieldsOfTable({ ...tables.latest.table, ...readDmn(dmn) })
        return draw(deps, request, reply, tables, fields)
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        return draw(deps, request, reply, tables, fieldsOfTable(tables.latest.table), error.refusal, dmn)
      }
    }),
  )
  server.get(
    '/administracion/prioridades/tabla.dmn',
    page,
    answering(async (request, reply) => {
      const { history, inForce } = await tablesFor(deps, request)
      const asked = Number((request.query as { revision?: unknown }).revision)
      const found = Number.isInteger(asked) && asked > 0 ? history.find(({ id }) => id === asked) : inForce
      if (found === undefined) throw new Refused(peopleRefusal('not-found'))
      const view = viewOf(deps.people, request)
      return reply
        .type('application/dmn+xml; charset=utf-8')
        .header('content-disposition', `attachment; filename="prioridades-${found.id}.dmn"`)
        .send(exportPriorityDmn(found.table, words(view.locale, 'title')))
    }),
  )
  registerApi(server, deps)
}

function registerApi(server: FastifyInstance, deps: CaseRouteDeps): void {
  server.get(
    '/api/priorities',
    {
      preHandler: requirePerson,
      schema: {
        operationId: 'priorities',
        summary: 'The table of priorities in force and its revision',
        tags: ['priorities'],
      },
    },
    answering(async (_request, reply) => {
      const { directory, desk } = await deps.institution(deps.db, deps.clock())
      const { id, from, table } = tableOn(desk.history, directory.today)
      return reply.send({ revision: id, latest: desk.history.at(-1)?.id ?? 0, from: id === 0 ? null : from, table })
    }),
  )
  server.post(
    '/api/priorities',
    {
      preHandler: requirePerson,
      schema: {
        operationId: 'save-priorities',
        summary: 'Saves a new revision of the table of priorities, in force from a day',
        tags: ['priorities'],
        body: Type.Object(
          {
            /** The latest revision that the sender has seen. */
            revision: Type.Integer({ minimum: 0 }),
            from: Type.String({ maxLength: 10 }),
            reason: Type.String({ maxLength: 2000 }),
            table: Type.Object({}, { additionalProperties: true }),
          },
          { additionalProperties: false },
        ),
      },
    },
    answering(async (request, reply) => {
      await tablesFor(deps, request)
      const { revision, from, reason, table } = request.body as {
        revision: number
        from: string
        reason: string
        table: unknown
      }
      const id = await saveTable(deps.db, { ...asking(deps, request), table, from, reason, revision })
      return reply.send({ revision: id })
    }),
  )
}

interface Tables {
  readonly history: readonly KeptTable[]
  readonly inForce: KeptTable
  /** What the form begins from: the one that was decided last. */
  readonly latest: KeptTable
}

/** The tables, for whoever may edit them. */
async function tablesFor(deps: CaseRouteDeps, request: FastifyRequest): Promise<Tables> {
  const { directory, desk } = await deps.institution(deps.db, deps.clock())
  const inForce = tableOn(desk.history, directory.today)
  if (!may(personOf(request), 'priorities.administer', inForce.table.editors))
    throw new Refused(peopleRefusal('not-allowed'))
  return { history: desk.history, inForce, latest: desk.history.at(-1) ?? inForce }
}

const asking = (deps: CaseRouteDeps, request: FastifyRequest) => ({
  today: directoryOf(request).today,
  now: deps.clock(),
  person: personOf(request).id,
})

async function draw(
  deps: CaseRouteDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  tables: Tables,
  fields: TableFields,
  refusal?: Refusal,
  dmn?: string,
): Promise<FastifyReply> {
  const view = viewOf(deps.people, request)
  const body = prioritiesPage(view, {
    csrf: personOf(request).csrf,
    fields,
    kinds: await kindsOf(deps, tables),
    directory: directoryOf(request),
    history: await listRevisions(deps.db),
    inForce: tables.inForce,
    revision: tables.history.at(-1)?.id ?? 0,
    ...(refusal === undefined ? {} : { refusal }),
    ...(dmn === undefined ? {} : { dmn }),
  })
  return sendPage(deps, request, reply, { title: words(view.locale, 'title'), body, status: refusal?.status ?? 200 })
}

/** The kinds of request that the manuals in force offer, and those that the table names beside them. */
async function kindsOf(deps: CaseRouteDeps, { latest }: Tables): Promise<(Kind & { title: string })[]> {
  const offers = await deps.manuals.offers(deps.db, deps.clock())
  const kinds = new Map<string, Kind & { title: string }>()
  for (const { version, procedure, name } of offers) {
    const kind = { manual: version.code, procedure: procedure.number }
    const known = kinds.get(kindValue(kind))
    const names = known === undefined ? name : `${known.title.split(' (')[0]}, ${name}`
    kinds.set(kindValue(kind), { ...kind, title: `${names} (${version.code}, ${procedure.number})` })
  }
  const named = [...latest.table.kinds, ...latest.table.targets.flatMap(({ kind }) => (kind === null ? [] : [kind]))]
  for (const { manual, procedure } of named) {
    const kind = { manual, procedure }
    if (!kinds.has(kindValue(kind))) kinds.set(kindValue(kind), { ...kind, title: `${manual}, ${procedure}` })
  }
  return [...kinds.values()].toSorted((a, b) => a.title.localeCompare(b.title, 'es'))
}

function readDmn(xml: string) {
  if (xml.length > 1_000_000)
    throw dmnRefusal('El archivo pasa de 1 MB: una tabla de prioridades es mucho más pequeña.')
  try {
    return importPriorityDmn(xml)
  } catch (error) {
    if (error instanceof DmnRefused) throw dmnRefusal(error.message)
    throw error
  }
}
