import type { FastifyInstance } from 'fastify'
import { runAsSystem } from '#src/cases/command.ts'
import type { CaseRouteDeps } from '#src/cases/routes/deps.ts'
import { answering } from '#src/people/http/answering.ts'
import { directoryOf, personOf, requirePerson } from '#src/people/http/identify.ts'
import { leaveFlash, viewOf } from '#src/people/http/shell.ts'
import type { InstitutionDirectory } from '#src/people/types.ts'
import { versionPath } from '../places.ts'
import { versionAsked } from '../read-manuals.ts'
import { acknowledgeCopies } from './copy.store.ts'
import { lifeRefused } from './refusals.ts'
import { words } from './words.ts'

/** A head says that the unit's copy of a version came. */
export function registerCopies(server: FastifyInstance, deps: CaseRouteDeps): void {
  server.post(
    '/manuales/:code/versiones/:version/recibido',
    { preHandler: requirePerson },
    answering(async (request, reply) => {
      const { published } = await versionAsked(deps, request)
      const person = personOf(request).id
      const units = unitsHeadedBy(directoryOf(request), person)
      const done = await runAsSystem(deps, ({ tx, now }) =>
        acknowledgeCopies(tx, published.id, units, { person, at: now }),
      )
      if (done === 0) throw lifeRefused('copy-unknown')
      leaveFlash(reply, { kind: 'done', text: words(viewOf(deps.people, request).locale, 'copies.done') })
      return reply.redirect(`${versionPath(published.code, published.version)}#difusion`, 303)
    }),
  )
}

/** The units for whose head a person acts now. */
export function unitsHeadedBy(directory: InstitutionDirectory, person: string): readonly string[] {
  const posts = new Set(directory.trayPositionsOf(person))
  return directory.rows.units.flatMap(({ id, head }) => (head !== null && posts.has(head) ? [id] : []))
}
