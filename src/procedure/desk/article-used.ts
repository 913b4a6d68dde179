import type { DeskReducers } from './desk-act.ts'

/** An article of the knowledge base solved the case. */
export interface ArticleUsedAct {
  readonly kind: 'article-used'
  readonly article: number
  /** As its title stood. */
  readonly title: string
  /** The article is for some units only, so whoever asked for the case learns nothing of it. */
  readonly restricted?: true
}

/** Numbers of the articles that solved the case. */
export type ArticlesUsed = readonly number[]

export const ARTICLE_USED: DeskReducers<ArticleUsedAct> = {
  'article-used': (desk, { body }) => ({
    ...desk,
    articles: [...(desk.articles ?? []).filter((each) => each !== body.article), body.article],
  }),
}
