import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { loggedCases } from '#src/cases/case-log.ts'
import { readersOf } from '#src/cases/readers.ts'
import type { CaseRouteDeps } from '#src/cases/routes/deps.ts'
import { exportBpmn, exportDmn, type LoggedCase, logWriter } from '#src/interchange/index.ts'
import { answering } from '#src/people/http/answering.ts'
import { directoryOf, personOf, requirePerson } from '#src/people/http/identify.ts'
import { attachment } from '#src/platform/http/attachment.ts'
import { versionAsked } from './read-manuals.ts'
import { procedureUnknown, withoutTables } from './refusals.ts'

/** A manual in the formats of other programs, and what happened in its cases as an event log. */
export function registerInterchange(server: FastifyInstance, deps: CaseRouteDeps): void {
  for (const url of ['/manuales/:code', '/manuales/:code/versiones/:version']) {
    server.get(
      `${url}/procedimientos/:procedure/diagrama.bpmn`,
      { preHandler: requirePerson },
      answering(async (request, reply) => {
        const { procedure } = request.params as { procedure: string }
        const { published } = await versionAsked(deps, request)
        const { manual } = await deps.manuals.version(deps.db, published.id)
        if (!manual.procedures.some(({ number }) => number === procedure)) throw procedureUnknown()
        const name = `${published.code}-${published.version}-procedimiento-${procedure}.bpmn`
        return download(reply, name).send(await exportBpmn(manual, procedure))
      }),
    )
    server.get(
      `${url}/normas.dmn`,
      { preHandler: requirePerson },
      answering(async (request, reply) => {
        const { published } = await versionAsked(deps, request)
        const { manual } = await deps.manuals.version(deps.db, published.id)
        const xml = exportDmn(manual)
        if (xml === null) throw withoutTables()
        return download(reply, `${published.code}-${published.version}.dmn`).send(xml)
      }),
    )
  }
  for (const url of ['/manuales/:code/registro.xes', '/api/manuals/:code/log']) {
    server.get(
      url,
      {
        preHandler: requirePerson,
        schema: {
          summary: 'What happened in the cases of a manual that you may read, as an IEEE 1849 (XES) event log',
          tags: ['manuals'],
        },
      },
      answering(async (request, reply) => {
        const { published } = await versionAsked(deps, request)
        const directory = directoryOf(request)
        const cases = loggedCases(deps.db, published.code, readersOf(directory, personOf(request).id))
        const named = (request.query as { nombres?: string }).nombres === 'si'
        const options = named ? { nameOf: (id: string) => directory.personById(id)?.name ?? null } : {}
        const log = written(`${published.code}: ${published.title}`, cases, options)
        return download(reply, `${published.code}.xes`).send(Readable.from(log))
      }),
    )
  }
}

/** One case at a time: the next is read when the last has gone out. */
async function* written(
  title: string,
  cases: AsyncIterable<LoggedCase>,
  options: Parameters<typeof logWriter>[1],
): AsyncGenerator<string, void> {
  const writer = logWriter(title, options)
  yield writer.head()
  for await (const logged of cases) yield writer.trace(logged)
  yield writer.foot()
}

function download(reply: FastifyReply, name: string): FastifyReply {
  return reply.type('application/xml; charset=utf-8').header('content-disposition', attachment(name))
}
