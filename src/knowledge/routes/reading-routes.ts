import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import { readableBy } from '#src/cases/case.store.ts'
import { readersOf } from '#src/cases/readers.ts'
import type { CaseRouteDeps } from '#src/cases/routes/deps.ts'
import { sendPage } from '#src/cases/send-page.ts'
import { answering } from '#src/people/http/answering.ts'
import { directoryOf, personOf, requirePerson } from '#src/people/http/identify.ts'
import { leaveFlash, viewOf } from '#src/people/http/shell.ts'
import { attachment } from '#src/platform/http/attachment.ts'
import { filesOf, findText, listInReview, listOfUnits, listToRevise, reachOf } from '../article.store.ts'
import { type ArticleIndex, articleIndex } from '../article-index.ts'
import { articlePage } from '../article-page.ts'
import { minePage, readPage, reviewPage } from '../list-pages.ts'
import { may, unitsHeaded, unitsOf, unitsToReview } from '../permissions.ts'
import { ARTICLES_PATH, articlePath } from '../places.ts'
import { articleNotAllowed, articleUnknown } from '../refusals.ts'
import { lastReview, reviewersOf } from '../review.store.ts'
import { inReach, suggestArticles } from '../suggest-articles.ts'
import { words } from '../words.ts'
import { commentsOf, opinionOf, saveAvoided, saveOpinion, worthOf } from '../worth.store.ts'
import { askedArticle } from './asked-article.ts'

const PAGE = 50

/** Lists of articles, an article, its files, and what its readers say of it. */
export function registerArticleReading(server: FastifyInstance, deps: CaseRouteDeps): void {
  const get = (path: string, handler: (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>) =>
    server.get(path, { preHandler: requirePerson }, answering(handler))
  get(ARTICLES_PATH, (request, reply) => sendRead(deps, request, reply))
  get(`${ARTICLES_PATH}/de-mi-dependencia`, (request, reply) => sendMine(deps, request, reply))
  get(`${ARTICLES_PATH}/por-revisar`, (request, reply) => sendReview(deps, request, reply))
  get(`${ARTICLES_PATH}/:id`, (request, reply) => sendArticle(deps, request, reply))
  get(`${ARTICLES_PATH}/:id/archivos/:file`, (request, reply) => sendFile(deps, request, reply))
  server.post(
    `${ARTICLES_PATH}/:id/opinion`,
    { preHandler: requirePerson },
    answering(async (request, reply) => {
      const { article } = await askedArticle(deps, request)
      if (article.published === null) throw articleUnknown()
      const { util, comentario } = (request.body ?? {}) as { util?: unknown; comentario?: unknown }
      const comment = typeof comentario === 'string' ? comentario.trim().slice(0, 2_000) : ''
      await saveOpinion(
        deps.db,
        article.id,
        personOf(request).id,
        { helpful: util === 'si', comment: comment === '' ? null : comment },
        deps.clock(),
      )
      leaveFlash(reply, { kind: 'done', text: words(viewOf(deps.people, request).locale, 'opinion.done') })
      return reply.redirect(articlePath(article.id), 303)
    }),
  )
  server.post(
    `${ARTICLES_PATH}/:id/resuelto`,
    { preHandler: requirePerson },
    answering(async (request, reply) => {
      const { article } = await askedArticle(deps, request)
      if (article.published === null) throw articleUnknown()
      const { tramite } = (request.body ?? {}) as { tramite?: unknown }
      const service = typeof tramite === 'string' ? /^([^/]{1,40})\/(\d{1,4})$/.exec(tramite) : null
      const { today } = directoryOf(request)
      await saveAvoided(
        deps.db,
        article.id,
        personOf(request).id,
        today,
        service === null ? null : { manual: service[1]!, procedure: service[2]! },
      )
      leaveFlash(reply, { kind: 'done', text: words(viewOf(deps.people, request).locale, 'avoided.done') })
      return reply.redirect(articlePath(article.id), 303)
    }),
  )
}

async function frameOf(deps: CaseRouteDeps, request: FastifyRequest, tab: 'read' | 'mine' | 'review') {
  const person = personOf(request)
  const directory = directoryOf(request)
  const units = unitsOf(directory, person.id)
  const review = await unitsToReview(deps.db, directory, person.id)
  const waiting = review.length === 0 ? [] : await listInReview(deps.db, review)
  return {
    frame: {
      tab,
      mayWrite: may(person, 'article.create', units),
      mayReview: review.length > 0,
      waiting: waiting.length,
    },
    units,
    review,
    waiting,
  }
}

async function sendRead(deps: CaseRouteDeps, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const view = viewOf(deps.people, request)
  const { frame, units } = await frameOf(deps, request, 'read')
  const { q } = request.query as { q?: unknown }
  const query = typeof q === 'string' ? q.slice(0, 400).trim() : ''
  const index = await articleIndex(deps.db)
  const body = readPage(view, frame, { query, articles: foundArticles(index, query, units, 40) })
  return sendPage(deps, request, reply, { title: words(view.locale, 'title'), body })
}

/** The articles that a search finds, or the newest ones when there is none. */
export function foundArticles(index: ArticleIndex, query: string, units: readonly string[], most: number) {
  if (query === '') return index.articles.filter((article) => inReach(article, units)).slice(0, most)
  return suggestArticles(index, { text: query, units, most }).map(({ article }) => article)
}

async function sendMine(deps: CaseRouteDeps, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const view = viewOf(deps.people, request)
  const { frame, units } = await frameOf(deps, request, 'mine')
  if (!frame.mayWrite) throw articleNotAllowed()
  const { desde, archivados } = request.query as { desde?: unknown; archivados?: unknown }
  const before = typeof desde === 'string' && /^[1-9]\d{0,8}$/.test(desde) ? Number(desde) : null
  const archived = archivados === 'si'
  const articles = await listOfUnits(deps.db, units, { archived, before, most: PAGE })
  const body = minePage(view, frame, {
    articles,
    most: PAGE,
    archived,
    later: before !== null,
    directory: directoryOf(request),
  })
  return sendPage(deps, request, reply, { title: words(view.locale, 'tab.mine'), body })
}

async function sendReview(deps: CaseRouteDeps, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const view = viewOf(deps.people, request)
  const { frame, review, waiting } = await frameOf(deps, request, 'review')
  if (!frame.mayReview) throw articleNotAllowed()
  const directory = directoryOf(request)
  const person = personOf(request)
  const headed = unitsHeaded(directory, person.id)
  const reviewers = await Promise.all(
    headed.slice(0, 40).map(async (unit) => ({ unit, persons: await reviewersOf(deps.db, unit) })),
  )
  const due = await listToRevise(deps.db, review, directory.today)
  const body = reviewPage(view, frame, { waiting, due, reviewers, directory, csrf: person.csrf })
  return sendPage(deps, request, reply, { title: words(view.locale, 'tab.review'), body })
}

async function sendArticle(deps: CaseRouteDeps, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const asked = await askedArticle(deps, request)
  const { article } = asked
  const person = personOf(request)
  const directory = directoryOf(request)
  const view = viewOf(deps.people, request)
  // Who reviews sees what waits; everybody else what is published.
  const version =
    asked.may.review && article.asked !== null ? article.asked.version : (article.published ?? article.latest)
  const [text, reach, files, worth, opinion, comments, review, fromCase, manuals] = await Promise.all([
    findText(deps.db, article.id, version),
    reachOf(deps.db, article.id),
    filesOf(deps.db, article.id),
    worthOf(deps.db, article.id),
    opinionOf(deps.db, article.id, person.id),
    asked.may.work ? commentsOf(deps.db, article.id) : [],
    lastReview(deps.db, article.id),
    caseOf(deps, article.id, readersOf(directory, person.id)),
    deps.manuals.inForce(deps.db, deps.clock()),
  ])
  if (text === null) throw articleUnknown()
  const body = articlePage(view, {
    ...asked,
    text,
    ...reach,
    files,
    worth,
    opinion,
    comments,
    review,
    fromCase,
    manuals,
    directory,
    csrf: person.csrf,
  })
  return sendPage(deps, request, reply, { title: text.title, body })
}

async function caseOf(deps: CaseRouteDeps, article: number, readers: readonly string[]): Promise<string | null> {
  const { rows } = await sql<{ number: string }>`
    select case_file.number from article join case_file on case_file.id = article.case_id
    where article.id = ${article} and ${readableBy(readers)}`.execute(deps.db)
  return rows[0]?.number ?? null
}

async function sendFile(deps: CaseRouteDeps, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { article } = await askedArticle(deps, request)
  const { file: id } = request.params as { file: string }
  const file = (await filesOf(deps.db, article.id)).find((each) => each.id === id)
  if (file === undefined) throw articleUnknown()
  const { ver } = request.query as { ver?: unknown }
  // Only a picture, by our own look at its bytes, is ever shown on our address; anything else is saved.
  const picture = ver === 'imagen' && /^image\/(?:png|jpeg|gif|webp)$/.test(file.contentType)
  return reply
    .type(file.contentType)
    .header('content-length', file.size)
    .header('content-disposition', picture ? 'inline' : attachment(file.name))
    .send(await deps.files.open(file.sha256, personOf(request).id))
}
