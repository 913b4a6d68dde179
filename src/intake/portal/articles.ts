import type { FastifyRequest } from 'fastify'
import type { Offer } from '#src/cases/versions.ts'
import { articleIndex, type IndexedArticle } from '#src/knowledge/article-index.ts'
import { unitsOf } from '#src/knowledge/permissions.ts'
import { inReach, suggestArticles } from '#src/knowledge/suggest-articles.ts'
import { directoryOf, personOf } from '#src/people/http/identify.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import type { PortalDeps } from './deps.ts'

const MOST = 5

/** `DTI-MNP-01/8`, as articles name the kinds of request that they are for. */
export const serviceOf = ({ version, procedure }: Offer): string => `${version.code}/${procedure.number}`

/** Articles that may answer what somebody looks for. */
export async function articlesFor(
  deps: PortalDeps,
  request: FastifyRequest,
  text: string,
): Promise<readonly IndexedArticle[]> {
  const units = unitsOf(directoryOf(request), personOf(request).id)
  return suggestArticles(await articleIndex(deps.db), { text, units, most: MOST }).map(({ article }) => article)
}

/** Articles that were written for a kind of request. */
export async function articlesOf(
  deps: PortalDeps,
  request: FastifyRequest,
  offer: Offer,
): Promise<readonly IndexedArticle[]> {
  const units = unitsOf(directoryOf(request), personOf(request).id)
  const { articles } = await articleIndex(deps.db)
  const service = serviceOf(offer)
  return articles.filter((article) => article.services.has(service) && inReach(article, units)).slice(0, MOST)
}

/** `/portal/articulos/7?tramite=DTI-MNP-01/8`: read for the sake of a kind of request. */
export function articleHref(id: number, service?: string): string {
  return `/portal/articulos/${id}${service === undefined ? '' : `?tramite=${encodeURIComponent(service)}`}`
}

/** Titles that lead to articles; in another tab where something is being written. */
export function articleLinks(
  articles: readonly IndexedArticle[],
  { service, newTab = false }: { readonly service?: string; readonly newTab?: boolean } = {},
): HtmlFragment {
  return html`<ul class="light-offers">${articles.map(({ id, title, question }) => html`<li><a href="${articleHref(id, service)}"${newTab ? html` target="_blank" rel="noopener"` : ''}><strong>${title}</strong><span>${question.slice(0, 160)}</span></a></li>`)}</ul>`
}
