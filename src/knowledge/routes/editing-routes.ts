import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { readCase } from '#src/cases/read-case.ts'
import { type Post, readPost } from '#src/cases/read-post.ts'
import { refused } from '#src/cases/refusals.ts'
import type { CaseRouteDeps } from '#src/cases/routes/deps.ts'
import { sendPage } from '#src/cases/send-page.ts'
import { answering } from '#src/people/http/answering.ts'
import { csrfFits, directoryOf, personOf, requirePerson } from '#src/people/http/identify.ts'
import { leaveFlash, viewOf } from '#src/people/http/shell.ts'
import { peopleRefusal } from '#src/people/refusals.ts'
import { transaction } from '#src/platform/db/pool.ts'
import { Refused } from '#src/platform/refusal.ts'
import type { FormError } from '#src/web/components/form.ts'
import { filesOf, findText, listVersions, reachOf } from '../article.store.ts'
import { draftFromCase } from '../draft-from-case.ts'
import { editorPage } from '../editor-page.ts'
import { comparePage, historyPage } from '../history-page.ts'
import { may, unitsOf } from '../permissions.ts'
import { ARTICLES_PATH, articlePath } from '../places.ts'
import { readArticleInput, serviceKey } from '../read-input.ts'
import { articleNotAllowed, articleUnknown, caseNotSolved } from '../refusals.ts'
import type { ArticleFace, ArticleInput, ArticleText } from '../types.ts'
import { words } from '../words.ts'
import { createArticle, restoreVersion, saveArticle } from '../write-article.ts'
import { askedArticle } from './asked-article.ts'

/** Writing articles: new, from a solved case, changed; and their versions. */
export function registerArticleEditing(server: FastifyInstance, deps: CaseRouteDeps): void {
  const get = (path: string, handler: (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>) =>
    server.get(path, { preHandler: requirePerson }, answering(handler))
  get(`${ARTICLES_PATH}/nuevo`, (request, reply) => sendNew(deps, request, reply))
  get(`${ARTICLES_PATH}/:id/editar`, (request, reply) => sendEditor(deps, request, reply))
  get(`${ARTICLES_PATH}/:id/versiones`, async (request, reply) => {
    const { article, may: allowed } = await askedArticle(deps, request, 'article.work')
    const view = viewOf(deps.people, request)
    const versions = await listVersions(deps.db, article.id)
    const body = historyPage(view, {
      article,
      versions,
      directory: directoryOf(request),
      mayWrite: allowed.write,
      csrf: personOf(request).csrf,
    })
    return sendPage(deps, request, reply, { title: words(view.locale, 'history'), body })
  })
  get(`${ARTICLES_PATH}/:id/versiones/:version`, async (request, reply) => {
    const { article } = await askedArticle(deps, request, 'article.work')
    const view = viewOf(deps.people, request)
    const after = await versionOf(deps, request, article)
    const before = after.version === 1 ? null : await findText(deps.db, article.id, after.version - 1)
    return sendPage(deps, request, reply, { title: after.title, body: comparePage(view, article, before, after) })
  })
  server.post(
    `${ARTICLES_PATH}/:id/versiones/:version/restaurar`,
    { preHandler: requirePerson },
    answering(async (request, reply) => {
      const { article } = await askedArticle(deps, request, 'article.write')
      const text = await versionOf(deps, request, article)
      const writing = { by: personOf(request).id, at: deps.clock() }
      await transaction(deps.db, (tx) =>
        restoreVersion(tx, article.id, text.version, writing, async (now) =>
          inputOf(now, text, await reachOf(tx, now.id)),
        ),
      )
      leaveFlash(reply, {
        kind: 'done',
        text: words(viewOf(deps.people, request).locale, 'history.restored', { version: text.version }),
      })
      return reply.redirect(articlePath(article.id), 303)
    }),
  )
  const multipart = { preHandler: requirePerson, config: { csrf: 'own' as const } }
  server.post(
    ARTICLES_PATH,
    multipart,
    answering((request, reply) => create(deps, request, reply)),
  )
  server.post(
    `${ARTICLES_PATH}/:id`,
    multipart,
    answering((request, reply) => save(deps, request, reply)),
  )
}

async function versionOf(deps: CaseRouteDeps, request: FastifyRequest, article: ArticleFace): Promise<ArticleText> {
  const { version } = request.params as { version: string }
  const text = /^[1-9]\d{0,5}$/.test(version) ? await findText(deps.db, article.id, Number(version)) : null
  if (text === null) throw articleUnknown()
  return text
}

function inputOf(
  article: ArticleFace,
  text: ArticleText,
  reach: Pick<ArticleInput, 'services' | 'units'>,
): ArticleInput {
  const { title, question, solution, keywords } = text
  return {
    title,
    question,
    solution,
    keywords,
    unit: article.unitId,
    public: article.public,
    reviewBy: article.reviewBy,
    ...reach,
  }
}

async function sendNew(deps: CaseRouteDeps, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const units = allowedUnits(request)
  const { expediente } = request.query as { expediente?: unknown }
  const number = typeof expediente === 'string' && expediente !== '' ? expediente.slice(0, 60) : null
  const own = directoryOf(request).unitOf(personOf(request).id)?.id ?? units[0]!
  const unit = units.includes(own) ? own : units[0]!
  const fields =
    number === null
      ? { dependencia: unit, alcance: 'todos' }
      : draftFromCase(await solvedCase(deps, request, number), unit)
  return sendForm(deps, request, reply, { id: null, latest: 0, fields, errors: [], fromCase: number })
}

function allowedUnits(request: FastifyRequest): string[] {
  const person = personOf(request)
  const units = unitsOf(directoryOf(request), person.id)
  if (!may(person, 'article.create', units)) throw articleNotAllowed()
  return units
}

async function solvedCase(deps: CaseRouteDeps, request: FastifyRequest, number: string) {
  const reading = await readCase(deps, number, personOf(request).id)
  if (reading.file.status !== 'closed') throw caseNotSolved()
  return reading
}

async function sendEditor(deps: CaseRouteDeps, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { article } = await askedArticle(deps, request, 'article.write')
  const [text, reach] = await Promise.all([findText(deps.db, article.id, article.latest), reachOf(deps.db, article.id)])
  if (text === null) throw articleUnknown()
  const fields = {
    titulo: text.title,
    pregunta: text.question,
    solucion: text.solution,
    palabras: text.keywords,
    dependencia: article.unitId,
    alcance: article.public ? 'todos' : 'dependencias',
    revisar: article.reviewBy ?? '',
    ...Object.fromEntries(reach.units.map((id) => [`unidad:${id}`, '1'])),
    ...Object.fromEntries(reach.services.map((service) => [`tramite:${serviceKey(service)}`, '1'])),
  }
  return sendForm(deps, request, reply, { id: article.id, latest: article.latest, fields, errors: [], fromCase: null })
}

interface FormShown {
  readonly id: number | null
  readonly latest: number
  readonly fields: Readonly<Record<string, string>>
  readonly errors: readonly FormError[]
  readonly fromCase: string | null
}

async function sendForm(
  deps: CaseRouteDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  shown: FormShown,
): Promise<FastifyReply> {
  const view = viewOf(deps.people, request)
  const directory = directoryOf(request)
  const person = personOf(request)
  const body = editorPage(view, {
    ...shown,
    files: shown.id === null ? [] : await filesOf(deps.db, shown.id),
    units: unitsOf(directory, person.id),
    directory,
    manuals: await deps.manuals.inForce(deps.db, deps.clock()),
    csrf: person.csrf,
  })
  const title = words(view.locale, shown.id === null ? 'new.title' : 'edit.title')
  return sendPage(deps, request, reply, { title, body, width: 'reading' })
}

async function create(deps: CaseRouteDeps, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const units = allowedUnits(request)
  const post = await checkedPost(deps, request)
  const number = post.fields.expediente === undefined || post.fields.expediente === '' ? null : post.fields.expediente
  return refusedInForm(
    deps,
    request,
    reply,
    { id: null, latest: 0, fields: post.fields, fromCase: number },
    async () => {
      const caseId = number === null ? null : (await solvedCase(deps, request, number)).file.id
      const input = await inputSent(deps, request, post, units)
      const writing = { by: personOf(request).id, at: deps.clock(), caseId }
      const id = await transaction(deps.db, (tx) =>
        createArticle(tx, input, writing, { added: addedFiles(post), removed: [] }),
      )
      leaveFlash(reply, { kind: 'done', text: words(viewOf(deps.people, request).locale, 'created') })
      return reply.redirect(articlePath(id), 303)
    },
  )
}

async function save(deps: CaseRouteDeps, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { article } = await askedArticle(deps, request, 'article.write')
  const post = await checkedPost(deps, request)
  return refusedInForm(
    deps,
    request,
    reply,
    { id: article.id, latest: article.latest, fields: post.fields, fromCase: null },
    async () => {
      const units = [...new Set([...unitsOf(directoryOf(request), personOf(request).id), article.unitId])]
      const input = await inputSent(deps, request, post, units)
      const removed = Object.keys(post.fields).flatMap((name) =>
        /^quitar:[0-9a-f-]{36}$/.test(name) ? [name.slice('quitar:'.length)] : [],
      )
      const writing = { by: personOf(request).id, at: deps.clock() }
      const expected = /^\d{1,6}$/.test(post.fields.version ?? '') ? Number(post.fields.version) : 0
      const version = await transaction(deps.db, (tx) =>
        saveArticle(tx, article.id, input, expected, writing, { added: addedFiles(post), removed }),
      )
      leaveFlash(reply, { kind: 'done', text: words(viewOf(deps.people, request).locale, 'saved', { version }) })
      return reply.redirect(articlePath(article.id), 303)
    },
  )
}

/** Ids of the files that the form brought. */
function addedFiles(post: Post): string[] {
  const infected = post.files.find((file) => file.infected)
  if (infected !== undefined) throw refused('upload-infected', { name: infected.name })
  return post.files.map(({ id }) => id)
}

async function checkedPost(deps: CaseRouteDeps, request: FastifyRequest): Promise<Post> {
  const post = await readPost(request, deps, personOf(request).id)
  if (!csrfFits(request, post.fields)) throw new Refused(peopleRefusal('stale-form'))
  return post
}

async function inputSent(
  deps: CaseRouteDeps,
  request: FastifyRequest,
  post: Post,
  units: readonly string[],
): Promise<ArticleInput> {
  const manuals = await deps.manuals.inForce(deps.db, deps.clock())
  return readArticleInput(post.fields, { directory: directoryOf(request), manuals, units })
}

/** Runs what a form asks; a refusal draws the form again with what was typed. */
async function refusedInForm(
  deps: CaseRouteDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  shown: Omit<FormShown, 'errors'>,
  work: () => Promise<FastifyReply>,
): Promise<FastifyReply> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const { locale } = viewOf(deps.people, request)
    const { fields, status } = error.refusal
    const errors =
      fields === undefined
        ? [{ message: error.refusal[locale] }]
        : Object.entries(fields).map(([name, fault]) => ({ name, message: fault[locale] }))
    return sendForm(deps, request, reply.code(status), { ...shown, errors })
  }
}
