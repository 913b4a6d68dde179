import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { CaseRouteDeps } from '#src/cases/routes/deps.ts'
import { sendPage } from '#src/cases/send-page.ts'
import { answering } from '#src/people/http/answering.ts'
import { directoryOf, personOf, requirePerson } from '#src/people/http/identify.ts'
import { viewOf } from '#src/people/http/shell.ts'
import { attachment } from '#src/platform/http/attachment.ts'
import { mayDraft } from './drafts/index.ts'
import type { CopiesInput } from './life/copies-section.ts'
import { awaitedCopies, listCopies } from './life/copy.store.ts'
import { unitsHeadedBy } from './life/copy-routes.ts'
import { type PublishedVersion, readSource } from './manual.store.ts'
import { manualPage } from './manual-page.ts'
import { manualsPage } from './manuals-page.ts'
import { inForceAt, manualsInForce, versionAsked } from './read-manuals.ts'
import { manualUnknown } from './refusals.ts'
import { words } from './words.ts'

/** The manuals as everybody reads them: the list, each version as a document, its text, its signed document. */
export function registerReading(server: FastifyInstance, deps: CaseRouteDeps): void {
  server.get(
    '/manuales',
    { preHandler: requirePerson },
    answering(async (request, reply) => {
      const view = viewOf(deps.people, request)
      const body = manualsPage(view, {
        manuals: await manualsInForce(deps),
        awaited: await awaitedCopies(deps.db, unitsHeadedBy(directoryOf(request), personOf(request).id)),
        administrator: personOf(request).administrator,
        drafts: mayDraft(personOf(request), directoryOf(request)),
      })
      return sendPage(deps, request, reply, { title: words(view.locale, 'title'), body })
    }),
  )
  for (const url of ['/manuales/:code', '/manuales/:code/versiones/:version']) {
    server.get(
      url,
      { preHandler: requirePerson },
      answering(async (request, reply) => {
        const { published, versions } = await versionAsked(deps, request)
        const at = deps.clock()
        const { manual } = await deps.manuals.version(deps.db, published.id)
        const offers = (await deps.manuals.offers(deps.db, at)).filter(({ version }) => version.id === published.id)
        const body = manualPage(viewOf(deps.people, request), {
          manual,
          published,
          versions,
          inForce: inForceAt(published, at),
          offers,
          directory: directoryOf(request),
          copies: await copiesOf(deps, request, published),
        })
        return sendPage(deps, request, reply, { title: published.title, body })
      }),
    )
    server.get(
      `${url}/fuente.md`,
      { preHandler: requirePerson },
      answering(async (request, reply) => {
        const { published } = await versionAsked(deps, request)
        attach(reply, 'text/markdown; charset=utf-8', `${published.code}-${published.version}.manual.md`)
        return reply.send(await readSource(deps.db, published.id))
      }),
    )
  }
  server.get(
    '/manuales/:code/versiones/:version/documento-firmado.pdf',
    { preHandler: requirePerson },
    answering(async (request, reply) => {
      const { published } = await versionAsked(deps, request)
      if (published.documentSha256 === null) throw manualUnknown()
      attach(reply, 'application/pdf', `${published.code}-${published.version}.pdf`)
      return reply.send(await deps.files.open(published.documentSha256, personOf(request).id))
    }),
  )
}

function attach(reply: FastifyReply, type: string, name: string): void {
  reply.type(type).header('content-disposition', attachment(name))
}

async function copiesOf(
  deps: CaseRouteDeps,
  request: FastifyRequest,
  { id, code, version }: PublishedVersion,
): Promise<CopiesInput> {
  const directory = directoryOf(request)
  const person = personOf(request)
  const copies = await listCopies(deps.db, id)
  return { code, version, copies, directory, heads: unitsHeadedBy(directory, person.id), csrf: person.csrf }
}
