import { articleIndex } from '#src/knowledge/article-index.ts'
import { unitsOf } from '#src/knowledge/permissions.ts'
import { articlePath } from '#src/knowledge/places.ts'
import { suggestArticles } from '#src/knowledge/suggest-articles.ts'
import type { Queryable } from '#src/platform/db/types.ts'
import { excerpt } from '#src/spanish/index.ts'
import { wantedBy } from '../query/query-terms.ts'
import type { SearchSource } from '../types.ts'

/** Published articles that the person may read, the likeliest first. */
export function articlesSource(db: Queryable): SearchSource {
  return {
    kind: 'articles',
    async search({ text, terms, person, directory, typing, most }) {
      if (text.trim() === '') return { hits: [], more: false }
      const units = unitsOf(directory, person.id)
      const found = suggestArticles(await articleIndex(db), { text, units, most: most + 1, typing })
      const wanted = wantedBy(terms)
      return {
        hits: found.slice(0, most).map(({ article: { id, title, question } }) => ({
          title,
          href: articlePath(id),
          icon: 'book',
          passage: excerpt(question, wanted),
        })),
        more: found.length > most,
      }
    },
  }
}
