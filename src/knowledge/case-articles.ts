import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { command, runCommand } from '#src/cases/command.ts'
import { deskMove } from '#src/cases/desk/desk-move.ts'
import { readCase } from '#src/cases/read-case.ts'
import type { CaseForm } from '#src/cases/routes/case-forms.ts'
import type { CaseRouteDeps } from '#src/cases/routes/deps.ts'
import { answering } from '#src/people/http/answering.ts'
import { directoryOf, personOf, requirePerson } from '#src/people/http/identify.ts'
import { shellOf, viewOf } from '#src/people/http/shell.ts'
import { html, render } from '#src/platform/http/html.ts'
import { postButton } from '#src/web/components/button.ts'
import { page } from '#src/web/layout.ts'
import { findArticle, findText } from './article.store.ts'
import { articleIndex } from './article-index.ts'
import { unitsOf } from './permissions.ts'
import { articlePath } from './places.ts'
import { articleUnknown } from './refusals.ts'
import { inReach, suggestArticles } from './suggest-articles.ts'
import { words } from './words.ts'
import { saveUse } from './worth.store.ts'

/** Notes in a case that an article solved it. */
export const useArticle = command({
  name: 'use-article',
  route: 'POST /cases/:number/articles',
  summary: { es: 'Anota que un artículo resolvió el expediente', en: 'Notes that an article solved the case' },
  input: Type.Object(
    { article: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }) },
    { additionalProperties: false },
  ),
  answer: Type.Object({ number: Type.String(), status: Type.String(), seq: Type.Integer() }),
  async run(call) {
    const { article: id } = call.input
    const person = call.actor.kind === 'person' ? call.actor.person : null
    const index = await articleIndex(call.tx)
    const found = index.articles.find((each) => each.id === id)
    if (found === undefined || person === null || !inReach(found, unitsOf(call.institution.directory, person)))
      throw articleUnknown()
    const article = await findArticle(call.tx, id)
    const text = article?.published === null || article === null ? null : await findText(call.tx, id, article.published)
    if (text === null) throw articleUnknown()
    const file = await deskMove(call, call.params.number!, (before) =>
      before.state.desk?.articles?.includes(id) === true
        ? []
        : [
            {
              body: {
                kind: 'article-used',
                article: id,
                title: text.title,
                ...(found.units === null ? {} : { restricted: true as const }),
              },
            },
          ],
    )
    await saveUse(call.tx, id, { caseId: file.id, seq: file.seq, person, at: call.now })
    return { number: file.number, status: file.status, seq: file.seq }
  },
})

/** The form of the case's page that does the same. */
export const useArticleForm: CaseForm = {
  path: 'articulo',
  done: (locale) => words(locale, 'case.used-done'),
  notice: true,
  run: ({ deps, reading, person, post }) =>
    runCommand(deps, useArticle, {
      params: { number: reading.file.number },
      input: { article: /^[1-9]\d{0,8}$/.test(post.fields.articulo ?? '') ? Number(post.fields.articulo) : 0 },
      person,
    }),
  sent: () => ({}),
}

/** Articles that may help with a case, by its title: a page of its own, and the frame that the case's page asks for. */
export function registerCaseArticles(server: FastifyInstance, deps: CaseRouteDeps): void {
  server.get(
    '/expedientes/:number/articulos',
    { preHandler: requirePerson },
    answering(async (request, reply) => {
      const { number } = request.params as { number: string }
      const person = personOf(request)
      const { file, version } = await readCase(deps, number, person.id)
      const view = viewOf(deps.people, request)
      const found = suggestArticles(await articleIndex(deps.db), {
        text: file.title,
        service: `${version.code}/${file.procedure}`,
        units: unitsOf(directoryOf(request), person.id),
        most: 5,
      })
      const used = file.state.desk?.articles ?? []
      const list = found.map(
        ({ article: { id, title } }) =>
          html`<li><a href="${articlePath(id)}" data-turbo-frame="_top">${title}</a>${used.includes(id) ? '' : postButton({ action: `/expedientes/${number}/articulo`, csrf: person.csrf, fields: { articulo: String(id) }, label: words(view.locale, 'case.used'), small: true, look: 'quiet' })}</li>`,
      )
      const title = words(view.locale, 'case.suggested')
      const body = html`<turbo-frame id="articulos-del-caso" target="_top"><h3>${title}</h3>${list.length === 0 ? html`<p class="muted">${words(view.locale, 'case.none')}</p>` : html`<ul class="plain-list case-articles">${list}</ul>`}</turbo-frame>`
      if (request.headers['turbo-frame'] !== undefined) return reply.type('text/html; charset=utf-8').send(render(body))
      const shell = await shellOf(deps.people, request, reply)
      const whole = html`<h1>${file.title}</h1><p><a href="/expedientes/${number}">${number}</a></p>${body}`
      return reply.type('text/html; charset=utf-8').send(render(page({ ...shell, title, body: whole })))
    }),
  )
  server.post(
    '/api/cases/:number/articles',
    {
      preHandler: requirePerson,
      schema: {
        operationId: useArticle.name,
        summary: useArticle.summary.en,
        tags: ['cases'],
        params: Type.Object({ number: Type.String({ minLength: 1, maxLength: 60 }) }),
        body: useArticle.input,
        response: { 200: useArticle.answer },
      },
    },
    answering(async (request, reply) =>
      reply.send(
        await runCommand(deps, useArticle, {
          params: request.params as Record<string, string>,
          input: request.body as never,
          person: personOf(request).id,
          revision: request.revision,
        }),
      ),
    ),
  )
}
