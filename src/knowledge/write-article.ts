import type { Tx } from '#src/platform/db/types.ts'
import {
  addFiles,
  findText,
  insertArticle,
  insertVersion,
  lockArticle,
  removeFiles,
  replaceReach,
  updateArticle,
} from './article.store.ts'
import { articleMoved, articleUnknown, inReviewAlready, notInReview, ownReview, reasonNeeded } from './refusals.ts'
import { closeReview, insertReview, publishVersion, setArchived } from './review.store.ts'
import type { ArticleFace, ArticleInput } from './types.ts'

export interface Writing {
  readonly by: string
  readonly at: string
}

export interface Attachments {
  readonly added: readonly string[]
  readonly removed: readonly string[]
}

/** Makes an article, its first version a draft. */
export async function createArticle(
  tx: Tx,
  input: ArticleInput,
  writing: Writing & { readonly caseId: number | null },
  files: Attachments,
): Promise<number> {
  const id = await insertArticle(tx, input, writing)
  await insertVersion(tx, id, 1, input, writing.by, writing.at)
  await replaceReach(tx, id, input)
  await addFiles(tx, id, files.added, writing.by, writing.at)
  return id
}

/**
 * Saves a text as the next version; what is published stays until that version is reviewed. `expected` is the version that the writer
 * began from. A text that says the same makes no version.
 */
export async function saveArticle(
  tx: Tx,
  id: number,
  input: ArticleInput,
  expected: number,
  { by, at }: Writing,
  files: Attachments,
): Promise<number> {
  const article = await locked(tx, id)
  if (article.asked !== null) throw inReviewAlready()
  if (article.latest !== expected) throw articleMoved()
  const before = await findText(tx, id, article.latest)
  const same =
    before !== null &&
    (['title', 'question', 'solution', 'keywords'] as const).every((key) => before[key] === input[key])
  const version = same ? article.latest : article.latest + 1
  if (!same) await insertVersion(tx, id, version, input, by, at)
  await updateArticle(tx, id, version, input)
  await replaceReach(tx, id, input)
  await removeFiles(tx, id, files.removed)
  await addFiles(tx, id, files.added, by, at)
  return version
}

/** Makes an earlier version the latest one again, as a version of its own. */
export async function restoreVersion(
  tx: Tx,
  id: number,
  version: number,
  { by, at }: Writing,
  inputOf: (article: ArticleFace) => Promise<ArticleInput>,
): Promise<number> {
  const article = await locked(tx, id)
  const text = await findText(tx, id, version)
  if (text === null) throw articleUnknown()
  return saveArticle(
    tx,
    id,
    {
      ...(await inputOf(article)),
      title: text.title,
      question: text.question,
      solution: text.solution,
      keywords: text.keywords,
    },
    article.latest,
    { by, at },
    { added: [], removed: [] },
  )
}

/** Asks for another person's review of the latest version. */
export async function askReview(tx: Tx, id: number, { by, at }: Writing): Promise<void> {
  const article = await locked(tx, id)
  if (article.asked !== null || article.published === article.latest) throw inReviewAlready()
  await insertReview(tx, id, article.latest, by, at)
}

/** Says what the review gave: the version is published, or goes back with a remark. Never by who wrote it. */
export async function reviewArticle(
  tx: Tx,
  id: number,
  approved: boolean,
  remark: string,
  { by, at }: Writing,
): Promise<void> {
  const article = await locked(tx, id)
  if (article.asked === null) throw notInReview()
  const text = await findText(tx, id, article.asked.version)
  if (article.asked.by === by || text?.writtenBy === by) throw ownReview()
  const said = remark.trim().slice(0, 2_000)
  if (!approved && said === '') throw reasonNeeded()
  await closeReview(tx, id, { by, at, approved, remark: said === '' ? null : said })
  if (approved) await publishVersion(tx, id, article.asked.version, at)
}

export async function archiveArticle(tx: Tx, id: number, archived: boolean, { by, at }: Writing): Promise<void> {
  const article = await locked(tx, id)
  if ((article.archivedAt !== null) === archived) return
  await setArchived(tx, id, archived ? by : null, archived ? at : null)
}

async function locked(tx: Tx, id: number): Promise<ArticleFace> {
  const article = await lockArticle(tx, id)
  if (article === null) throw articleUnknown()
  return article
}
