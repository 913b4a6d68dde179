import type { FastifyInstance } from 'fastify'
import { answering } from '#src/people/http/answering.ts'
import { personOf, requirePerson } from '#src/people/http/identify.ts'
import { shellOf, viewOf } from '#src/people/http/shell.ts'
import { attachment } from '#src/platform/http/attachment.ts'
import { render } from '#src/platform/http/html.ts'
import { page } from '#src/web/layout.ts'
import { exportCase } from '../export-case.ts'
import { printedRecord } from '../printed-record.ts'
import { readCase } from '../read-case.ts'
import { words } from '../words.ts'
import type { CaseRouteDeps } from './deps.ts'

/** A case as proof: the sealed file, the sheet to print, and the public key by which anybody verifies. */
export function registerProofRoutes(server: FastifyInstance, deps: CaseRouteDeps): void {
  for (const url of ['/expedientes/:number/exportacion.json', '/api/cases/:number/export']) {
    server.get(
      url,
      {
        preHandler: requirePerson,
        schema: { summary: 'The case as sealed JSON, for `ventanilla verify`', tags: ['cases'] },
      },
      answering(async (request, reply) => {
        const { number } = request.params as { number: string }
        const { file, version, institution, part } = await readCase(
          deps,
          number,
          personOf(request).id,
          request.revision,
        )
        const text = await exportCase(deps.db, file, version, {
          directory: institution.directory,
          now: deps.clock(),
          key: deps.signingKey,
          part,
        })
        return reply
          .type('application/json; charset=utf-8')
          .header('content-disposition', attachment(`${file.number}.json`))
          .send(text)
      }),
    )
  }
  server.get(
    '/expedientes/:number/constancia',
    { preHandler: requirePerson },
    answering(async (request, reply) => {
      const { number } = request.params as { number: string }
      const reading = await readCase(deps, number, personOf(request).id, request.revision)
      const view = viewOf(deps.people, request)
      const shell = await shellOf(deps.people, request, reply)
      const title = words(view.locale, 'printed.heading', { number })
      return reply
        .type('text/html; charset=utf-8')
        .send(render(page({ ...shell, title, body: printedRecord(view, reading), width: 'reading' })))
    }),
  )
  // Public on purpose: a key to check with is no secret.
  server.get('/.well-known/ventanilla/public-key.pem', async (_request, reply) =>
    reply.type('application/x-pem-file').send(deps.signingKey.publicPem),
  )
}
