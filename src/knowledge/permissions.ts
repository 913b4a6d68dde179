import { readersOf } from '#src/cases/readers.ts'
import { allow, may, type SignedInPerson } from '#src/people/permissions.ts'
import type { InstitutionDirectory, UnitId } from '#src/people/types.ts'
import type { Queryable } from '#src/platform/db/types.ts'
import { reachOf } from './article.store.ts'
import { unitsReviewedBy } from './review.store.ts'
import type { ArticleFace } from './types.ts'

/** What the rules need to know of an article and a person. */
export interface ArticleFacts {
  readonly standing: { readonly public: boolean; readonly published: boolean; readonly archived: boolean }
  /** The person reads what its unit, or one of the units for which it is, does. */
  readonly inReach: boolean
  /** The person works in its unit, or heads it. */
  readonly ofUnit: boolean
  /** The person is the head of its unit, or was named its reviewer. */
  readonly reviewer: boolean
  /** The person wrote the version that waits, or asked for its review. */
  readonly own: boolean
}

declare module '#src/people/permissions.ts' {
  interface ActionSubjects {
    /** The text that was published. */
    'article.read': ArticleFacts
    /** Drafts, versions, what readers said. */
    'article.work': ArticleFacts
    'article.write': ArticleFacts
    'article.review': ArticleFacts
    /** Write an article for one of these units. */
    'article.create': readonly UnitId[]
    /** Name the reviewers of a unit of which the person is the head. */
    'article.name-reviewers': { readonly head: boolean }
  }
}

const works = ({ ofUnit, reviewer }: ArticleFacts) => ofUnit || reviewer

allow(
  'article.read',
  (_person, facts) =>
    works(facts) || (facts.standing.published && !facts.standing.archived && (facts.standing.public || facts.inReach)),
)
allow('article.work', (_person, facts) => works(facts))
allow('article.write', (_person, facts) => facts.ofUnit)
// Four eyes: nobody passes what the same person wrote.
allow('article.review', (_person, facts) => facts.reviewer && !facts.own)
allow('article.create', (_person, units) => units.length > 0)
allow('article.name-reviewers', ({ administrator }, { head }) => head || administrator)

/** Units for which a person may write: those of the positions that the person acts for, and what is below a unit of which the person is the head. */
export function unitsOf(directory: InstitutionDirectory, person: string): UnitId[] {
  return readersOf(directory, person).filter((id) => directory.unitById(id) !== null)
}

/** Units of which the person is the head, those below them too. */
export function unitsHeaded(directory: InstitutionDirectory, person: string): UnitId[] {
  const units = new Set<UnitId>()
  for (const position of directory.trayPositionsOf(person)) {
    const unit = directory.unitById(directory.postById(position)?.unit ?? '')
    if (unit?.head === position) for (const below of directory.unitsUnder(unit.id)) units.add(below)
  }
  return [...units]
}

/** Units whose articles a person may review. */
export async function unitsToReview(db: Queryable, directory: InstitutionDirectory, person: string): Promise<UnitId[]> {
  return [...new Set([...unitsHeaded(directory, person), ...(await unitsReviewedBy(db, person))])]
}

export async function articleFacts(
  db: Queryable,
  directory: InstitutionDirectory,
  { id: person }: SignedInPerson,
  article: ArticleFace,
  writtenBy: string | null = null,
): Promise<ArticleFacts> {
  const units = unitsOf(directory, person)
  const ofUnit = units.includes(article.unitId)
  const inReach = article.public || ofUnit || (await reachOf(db, article.id)).units.some((unit) => units.includes(unit))
  return {
    standing: { public: article.public, published: article.published !== null, archived: article.archivedAt !== null },
    inReach,
    ofUnit,
    reviewer: (await unitsToReview(db, directory, person)).includes(article.unitId),
    own: article.asked?.by === person || writtenBy === person,
  }
}

export { may }
