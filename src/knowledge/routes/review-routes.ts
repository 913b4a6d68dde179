import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { CaseRouteDeps } from '#src/cases/routes/deps.ts'
import { answering } from '#src/people/http/answering.ts'
import { directoryOf, personOf, requirePerson } from '#src/people/http/identify.ts'
import { leaveFlash, viewOf } from '#src/people/http/shell.ts'
import { transaction } from '#src/platform/db/pool.ts'
import { may, unitsHeaded } from '../permissions.ts'
import { ARTICLES_PATH, articlePath } from '../places.ts'
import { articleNotAllowed, articleUnknown, ownReview } from '../refusals.ts'
import { dismissReviewer, nameReviewer, withdrawReview } from '../review.store.ts'
import { words } from '../words.ts'
import { archiveArticle, askReview, reviewArticle } from '../write-article.ts'
import { askedArticle } from './asked-article.ts'

/** Asking for a review, giving it, archiving, and naming who reviews. */
export function registerArticleReviews(server: FastifyInstance, deps: CaseRouteDeps): void {
  const post = (
    path: string,
    handler: (
      request: FastifyRequest,
      reply: FastifyReply,
      sent: Readonly<Record<string, unknown>>,
    ) => Promise<{ readonly to: string; readonly said: Parameters<typeof words>[1] & DoneWord }>,
  ) =>
    server.post(
      `${ARTICLES_PATH}${path}`,
      { preHandler: requirePerson },
      answering(async (request, reply) => {
        const { to, said } = await handler(request, reply, (request.body ?? {}) as Record<string, unknown>)
        leaveFlash(reply, { kind: 'done', text: words(viewOf(deps.people, request).locale, said as 'ask.done') })
        return reply.redirect(to, 303)
      }),
    )
  const writing = (request: FastifyRequest) => ({ by: personOf(request).id, at: deps.clock() })
  post('/:id/revision', async (request) => {
    const { article } = await askedArticle(deps, request, 'article.write')
    await transaction(deps.db, (tx) => askReview(tx, article.id, writing(request)))
    return { to: articlePath(article.id), said: 'ask.done' }
  })
  post('/:id/revision/retirar', async (request) => {
    const { article } = await askedArticle(deps, request, 'article.write')
    await transaction(deps.db, (tx) => withdrawReview(tx, article.id))
    return { to: articlePath(article.id), said: 'ask.withdrawn' }
  })
  post('/:id/dictamen', async (request, _reply, { dictamen, observaciones }) => {
    const { article, may: allowed, facts } = await askedArticle(deps, request, 'article.work')
    if (!facts.reviewer) throw articleNotAllowed()
    if (!allowed.review) throw ownReview()
    const approved = dictamen === 'aprobar'
    await transaction(deps.db, (tx) =>
      reviewArticle(tx, article.id, approved, typeof observaciones === 'string' ? observaciones : '', writing(request)),
    )
    return { to: articlePath(article.id), said: approved ? 'decide.approved' : 'decide.returned' }
  })
  post('/:id/archivo', async (request, _reply, { archivado }) => {
    const { article } = await askedArticle(deps, request, 'article.write')
    await transaction(deps.db, (tx) => archiveArticle(tx, article.id, archivado === 'si', writing(request)))
    return { to: articlePath(article.id), said: archivado === 'si' ? 'archive.done' : 'unarchive.done' }
  })
  post('/revisores/:unit', async (request, _reply, { persona }) => {
    const unit = headedUnit(request)
    const person = directoryOf(request).activePeople.find(({ id }) => id === persona)
    if (person === undefined) throw articleUnknown()
    await transaction(deps.db, (tx) => nameReviewer(tx, unit, person.id, personOf(request).id, deps.clock()))
    return { to: `${ARTICLES_PATH}/por-revisar`, said: 'reviewer.added' }
  })
  post('/revisores/:unit/quitar', async (request, _reply, { persona }) => {
    const unit = headedUnit(request)
    const person = directoryOf(request).rows.people.find(({ id }) => id === persona)
    if (person === undefined) throw articleUnknown()
    await transaction(deps.db, (tx) => dismissReviewer(tx, unit, person.id))
    return { to: `${ARTICLES_PATH}/por-revisar`, said: 'reviewer.removed' }
  })
}

type DoneWord = `${string}.done` | `decide.${string}` | `reviewer.${string}` | 'ask.withdrawn'

/** The unit of the address, where who asks is its head. */
function headedUnit(request: FastifyRequest): string {
  const { unit } = request.params as { unit: string }
  const person = personOf(request)
  const directory = directoryOf(request)
  if (directory.unitById(unit) === null) throw articleUnknown()
  if (!may(person, 'article.name-reviewers', { head: unitsHeaded(directory, person.id).includes(unit) }))
    throw articleNotAllowed()
  return unit
}
