import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { CaseDeps } from '#src/cases/call.ts'
import { askReview, createArticle, reviewArticle } from '#src/knowledge/write-article.ts'
import { transaction } from '#src/platform/db/pool.ts'
import { instantAgo } from './moment.ts'

interface DemoArticle {
  /** Code of its unit; two user names, of whom the second reads what the first wrote. */
  readonly unit: string
  readonly writer: string
  readonly reviewer: string
  readonly workingDaysAgo: number
  /** `MANUAL/procedure` */
  readonly services: readonly string[]
  readonly title: string
  readonly question: string
  readonly solution: string
  readonly keywords: string
}

/** Publishes the demonstration's articles, for everybody, each read by somebody else than its writer. Adds nothing where there are any. */
export async function loadDemoArticles(
  deps: Pick<CaseDeps, 'db' | 'clock' | 'institution'>,
  folder: string,
): Promise<void> {
  const { rows } = await sql`select 1 from article limit 1`.execute(deps.db)
  if (rows.length > 0) return
  const { articles } = JSON.parse(readFileSync(join(folder, 'articles.json'), 'utf8')) as { articles: DemoArticle[] }
  const now = deps.clock()
  const { directory, calendar, calendarCode } = await deps.institution(deps.db, now)
  const personId = (username: string) => directory.rows.people.find((person) => person.username === username)!.id
  for (const { unit, writer, reviewer, workingDaysAgo, services, ...text } of articles) {
    const at = instantAgo(calendar(calendarCode), now, { workingDaysAgo, at: '10:00' })
    const input = {
      ...text,
      unit: directory.rows.units.find(({ code }) => code === unit)!.id,
      public: true,
      units: [],
      services: services.map((each) => {
        const [manual, procedure] = each.split('/')
        return { manual: manual!, procedure: procedure! }
      }),
      reviewBy: null,
    }
    await transaction(deps.db, async (tx) => {
      const by = personId(writer)
      const id = await createArticle(tx, input, { by, at, caseId: null }, { added: [], removed: [] })
      await askReview(tx, id, { by, at })
      await reviewArticle(tx, id, true, '', { by: personId(reviewer), at })
    })
  }
}
