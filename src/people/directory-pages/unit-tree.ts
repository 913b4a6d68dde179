import type { DateText } from '#src/calendar/types.ts'
import { foldText } from '#src/manual/index.ts'
import type { PersonId } from '#src/procedure/types.ts'
import type { InstitutionDirectory, Post, Unit, UnitId } from '../types.ts'

/** A unit as the tree of the directory shows it. */
export interface UnitBranch {
  readonly unit: Unit
  readonly posts: readonly PostLine[]
  readonly below: readonly UnitBranch[]
  /** How many persons work in it and below it. */
  readonly people: number
  /** A search found something in it or below it. */
  readonly found: boolean
}

export interface PostLine {
  readonly post: Post
  readonly head: boolean
  readonly holders: readonly Holder[]
  /** Persons who stand in for the position itself while nobody holds it. */
  readonly standIns: readonly PersonId[]
  readonly vacant: number
}

export interface Holder {
  readonly person: PersonId
  readonly from: DateText
  readonly until: DateText | null
  readonly absent: boolean
  /** Who stands in for the absent holder today. */
  readonly deputies: readonly PersonId[]
}

/** Open units with their positions, from the top. With a search, only what it finds, and the way to it. */
export function unitTree(directory: InstitutionDirectory, asked = ''): readonly UnitBranch[] {
  const words = foldText(asked).split(' ').filter(Boolean)
  const { today, rows } = directory
  const open = rows.units.filter(({ closedOn }) => closedOn === null || closedOn > today)
  const ids = new Set(open.map(({ id }) => id))
  // A unit whose parent was closed stands at the top: nobody is lost.
  const below = Map.groupBy(open, ({ parent }) => (parent !== null && ids.has(parent) ? parent : null))
  const posts = Map.groupBy(
    rows.posts.filter(({ closedOn }) => closedOn === null || closedOn > today),
    ({ unit }) => unit,
  )
  const holders = holdersByPost(directory)
  const fits = (...texts: readonly (string | null)[]) => {
    const text = foldText(texts.filter(Boolean).join(' '))
    return words.every((word) => text.includes(word))
  }
  const branch = (unit: Unit): UnitBranch => {
    const own = fits(unit.name, unit.code)
    const lines = (posts.get(unit.id) ?? []).map((post) => postLine(directory, unit, post, holders.get(post.id) ?? []))
    const shown = lines.filter(
      ({ post, holders: all }) =>
        own ||
        fits(post.title, post.code) ||
        all.some(({ person }) => fits(directory.personName(person), directory.personById(person)?.username ?? null)),
    )
    const branches = (below.get(unit.id) ?? []).map(branch)
    return {
      unit,
      posts: (words.length === 0 ? lines : shown).toSorted(
        (a, b) => Number(b.head) - Number(a.head) || a.post.title.localeCompare(b.post.title, 'es'),
      ),
      below: (words.length === 0 ? branches : branches.filter(({ found }) => found)).toSorted((a, b) =>
        a.unit.name.localeCompare(b.unit.name, 'es'),
      ),
      people:
        new Set(lines.flatMap(({ holders: all }) => all.map(({ person }) => person))).size +
        branches.reduce((sum, each) => sum + each.people, 0),
      found: words.length === 0 || own || shown.length > 0 || branches.some(({ found }) => found),
    }
  }
  return (below.get(null) ?? []).map(branch).filter(({ found }) => found)
}

/** The positions of a unit, its head first. */
export function postsOfUnit(directory: InstitutionDirectory, unit: UnitId): readonly PostLine[] {
  const find = (branches: readonly UnitBranch[]): UnitBranch | null => {
    for (const each of branches) {
      const found = each.unit.id === unit ? each : find(each.below)
      if (found) return found
    }
    return null
  }
  return find(unitTree(directory))?.posts ?? []
}

function holdersByPost({ rows, today }: InstitutionDirectory) {
  return Map.groupBy(
    rows.tenures.filter(({ from, until }) => from <= today && (until === null || until >= today)),
    ({ position }) => position,
  )
}

function postLine(
  directory: InstitutionDirectory,
  unit: Unit,
  post: Post,
  tenures: InstitutionDirectory['rows']['tenures'],
): PostLine {
  const active = tenures.filter(({ person }) => {
    const left = directory.personById(person)?.leftOn ?? null
    return left === null || left > directory.today
  })
  const acting = directory.holders(post.id)
  const standing = (person: PersonId) =>
    acting.filter((each) =>
      directory.actingPostsOf(each).some(({ id, standsInFor }) => id === post.id && standsInFor === person),
    )
  return {
    post,
    head: unit.head === post.id,
    holders: active.map(({ person, from, until }) => {
      const absent = directory.away(person)
      return { person, from, until, absent, deputies: absent ? standing(person) : [] }
    }),
    standIns: acting.filter((each) =>
      directory.actingPostsOf(each).some(({ id, standsInFor }) => id === post.id && standsInFor === 'position'),
    ),
    vacant: Math.max(0, post.places - active.length),
  }
}
