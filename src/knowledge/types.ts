/** An article as lists show it. */
export interface ArticleFace {
  readonly id: number
  readonly unitId: string
  readonly public: boolean
  readonly title: string
  readonly latest: number
  readonly published: number | null
  readonly publishedAt: string | null
  readonly reviewBy: string | null
  readonly archivedAt: string | null
  readonly createdBy: string
  /** Version that waits for a review, and who asked for it. */
  readonly asked: { readonly version: number; readonly by: string; readonly at: string } | null
}

/** One saved text. */
export interface ArticleText {
  readonly version: number
  readonly title: string
  readonly question: string
  readonly solution: string
  readonly keywords: string
  readonly writtenBy: string
  readonly writtenAt: string
}

/** Where an article stands; made from its facts. */
export type ArticleStanding = 'draft' | 'in-review' | 'published' | 'archived'

export interface Service {
  readonly manual: string
  readonly procedure: string
}

export interface ArticleFile {
  readonly id: string
  readonly name: string
  readonly size: number
  readonly contentType: string
  readonly sha256: string
}

/** What a form or a program sends. */
export interface ArticleInput {
  readonly title: string
  readonly question: string
  readonly solution: string
  readonly keywords: string
  readonly unit: string
  readonly public: boolean
  /** Units that may read it beside its own, where it is not for everybody. */
  readonly units: readonly string[]
  readonly services: readonly Service[]
  readonly reviewBy: string | null
}

export function standingOf({ archivedAt, asked, published, latest }: ArticleFace): ArticleStanding {
  if (archivedAt !== null) return 'archived'
  if (asked !== null) return 'in-review'
  return published === latest ? 'published' : 'draft'
}
