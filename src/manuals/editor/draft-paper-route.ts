import type { FastifyInstance } from 'fastify'
import type { CaseRouteDeps } from '#src/cases/routes/deps.ts'
import { answering } from '#src/people/http/answering.ts'
import { requirePerson } from '#src/people/http/identify.ts'
import type { Printer } from '#src/printing/index.ts'
import { draftAsked } from './draft-access.ts'
import { DRAFTS_PATH } from './places.ts'

/** The printed draft, marked as one on every page. The printer refuses a text with errors of reading. */
export function registerDraftPaper(server: FastifyInstance, deps: CaseRouteDeps & { readonly printer: Printer }): void {
  server.get(
    `${DRAFTS_PATH}/:id/borrador.pdf`,
    { preHandler: requirePerson },
    answering(async (request, reply) => {
      const { draft } = await draftAsked(deps, request)
      const { papel } = request.query as { papel?: string }
      const { bytes } = await deps.printer.manual(draft.source, {
        paper: papel === 'a4' ? 'a4' : 'letter',
        state: 'draft',
        modifications: [],
        given: [],
      })
      const name = `${draft.code ?? 'borrador'} revisión ${draft.revision}.pdf`
      // Shown, not saved: it is looked at beside the text, and the next key makes it old.
      return reply
        .type('application/pdf')
        .header('cache-control', 'private, no-store')
        .header('content-disposition', `inline; filename*=UTF-8''${encodeURIComponent(name)}`)
        .send(Buffer.from(bytes))
    }),
  )
}
