import type { FastifyRequest } from 'fastify'
import type { CaseRouteDeps } from '#src/cases/routes/deps.ts'
import { directoryOf, personOf } from '#src/people/http/identify.ts'
import { findArticle, findText } from '../article.store.ts'
import { type ArticleFacts, articleFacts, may } from '../permissions.ts'
import { articleNotAllowed, articleUnknown } from '../refusals.ts'
import type { ArticleFace } from '../types.ts'

export interface AskedArticle {
  readonly article: ArticleFace
  readonly facts: ArticleFacts
  readonly may: { readonly work: boolean; readonly write: boolean; readonly review: boolean }
}

/** The article that an address names, for whoever may read it. One that may not be read answers like one that does not exist. */
export async function askedArticle(
  deps: CaseRouteDeps,
  request: FastifyRequest,
  action: 'article.read' | 'article.work' | 'article.write' = 'article.read',
): Promise<AskedArticle> {
  const { id } = request.params as { id: string }
  const article = /^[1-9]\d{0,8}$/.test(id) ? await findArticle(deps.db, Number(id)) : null
  if (article === null) throw articleUnknown()
  const person = personOf(request)
  const waiting = article.asked === null ? null : await findText(deps.db, article.id, article.asked.version)
  const facts = await articleFacts(deps.db, directoryOf(request), person, article, waiting?.writtenBy ?? null)
  if (!may(person, 'article.read', facts)) throw articleUnknown()
  if (!may(person, action, facts)) throw articleNotAllowed()
  return {
    article,
    facts,
    may: {
      work: may(person, 'article.work', facts),
      write: may(person, 'article.write', facts),
      review: may(person, 'article.review', facts),
    },
  }
}
