import type { DateText } from '#src/calendar/types.ts'
import { foldText } from '#src/manual/index.ts'
import type { PersonId, PositionId } from '#src/procedure/types.ts'
import type { ActingPost, DirectoryRows, InstitutionDirectory, Post, Stretch, Unit, UnitId } from './types.ts'

/** The directory as `today` sees it. Deputies do not pass on: who stands in for a deputy does not stand in for the absent holder. */
export function compileDirectory(rows: DirectoryRows, today: DateText): InstitutionDirectory {
  const people = byId(rows.people)
  const usernames = new Map(rows.people.map((person) => [person.username, person]))
  const units = byId(rows.units)
  const posts = byId(rows.posts)
  const openUnits = rows.units.filter((unit) => !closed(unit, today))
  const openUnitIds = new Set(openUnits.map(({ id }) => id))
  const openPosts = rows.posts.filter((post) => !closed(post, today) && openUnitIds.has(post.unit))
  const unitByName = new Map<string, Unit>()
  for (const unit of openUnits) unitByName.set(foldText(unit.code), unit)
  for (const unit of openUnits) unitByName.set(foldText(unit.name), unit)
  const postsByTitle = Map.groupBy(openPosts, (post) => foldText(post.title))
  const groups = new Map(rows.groups.map((group) => [foldText(group.code), group]))
  const lists = new Map(
    rows.lists.flatMap((list) => [foldText(list.code), foldText(list.name)].map((key) => [key, list])),
  )

  const left = new Set(
    rows.people.filter((person) => person.leftOn !== null && person.leftOn <= today).map(({ id }) => id),
  )
  const absent = new Set(rows.absences.filter((absence) => covers(absence, today)).map(({ person }) => person))
  const current = rows.tenures.filter((tenure) => covers(tenure, today) && !left.has(tenure.person))
  const occupied = new Set(current.map(({ person }) => person))
  const ended = new Set(rows.tenures.filter(({ until }) => until !== null && until < today).map(({ person }) => person))
  const away = (person: PersonId) =>
    left.has(person) || absent.has(person) || (ended.has(person) && !occupied.has(person))

  const owned = Map.groupBy(current, ({ person }) => person)
  const acting = new Map<PositionId, Map<PersonId, ActingPost['standsInFor']>>()
  const act = (position: PositionId, person: PersonId, standsInFor: ActingPost['standsInFor']) => {
    const now = acting.get(position) ?? new Map()
    if (!now.has(person)) now.set(person, standsInFor)
    acting.set(position, now)
  }
  for (const { position, person } of current) if (!away(person)) act(position, person, null)
  const deputies = rows.deputies.filter((deputy) => covers(deputy, today) && !away(deputy.person))
  const vacant = new Set(openPosts.filter(({ id }) => !acting.has(id)).map(({ id }) => id))
  for (const deputy of deputies) {
    if (deputy.forPosition !== null && vacant.has(deputy.forPosition))
      act(deputy.forPosition, deputy.person, 'position')
    if (deputy.forPerson === null || !absent.has(deputy.forPerson)) continue
    for (const { position } of owned.get(deputy.forPerson) ?? []) act(position, deputy.person, deputy.forPerson)
  }
  const holderLists = new Map([...acting].map(([position, persons]) => [position, [...persons.keys()]]))
  const actingPosts = actingByPerson(acting, owned, posts, units)

  const headAtOrAbove = (start: UnitId | null, except: PositionId | null): PositionId | null => {
    const seen = new Set<UnitId>()
    for (let id = start; id !== null && !seen.has(id); id = units.get(id)?.parent ?? null) {
      seen.add(id)
      const head = units.get(id)?.head ?? null
      if (head !== null && head !== except && !closed(posts.get(head), today)) return head
    }
    return null
  }
  const unitOf = (person: PersonId): Unit | null => {
    const own = people.get(person)?.unit ?? posts.get(owned.get(person)?.[0]?.position ?? '')?.unit
    return own === undefined ? null : (units.get(own) ?? null)
  }
  const holds = (person: PersonId, position: PositionId) => acting.get(position)?.has(person) ?? false

  return {
    today,
    rows,
    activePeople: rows.people.filter(({ id }) => !left.has(id)).sort((a, b) => a.name.localeCompare(b.name, 'es')),
    position(unit, post) {
      const titled = postsByTitle.get(foldText(post)) ?? []
      const place = unit === null ? null : unitByName.get(foldText(unit))
      const found = place === null ? titled : titled.filter((candidate) => candidate.unit === place?.id)
      return found.length === 1 ? found[0]!.id : null
    },
    holders: (position) => holderLists.get(position) ?? [],
    holds,
    away,
    headOfUnit: (unit) => headAtOrAbove(unitByName.get(foldText(unit))?.id ?? null, null),
    headOfPosition: (position) => headAtOrAbove(posts.get(position)?.unit ?? null, position),
    headOfPerson(person) {
      const unit = unitOf(person)
      const head = headAtOrAbove(unit?.id ?? null, null)
      const own = owned.get(person)?.some(({ position }) => position === head) ?? false
      return own ? headAtOrAbove(posts.get(head!)?.unit ?? null, head) : head
    },
    nameOf(position) {
      const post = posts.get(position)
      return post ? { unit: units.get(post.unit)?.name ?? '', post: post.title } : null
    },
    group: (id) => (groups.get(foldText(id))?.members ?? []).filter((member) => !left.has(member)),
    hasUnit: (unit) => unitByName.has(foldText(unit)),
    personById: (id) => people.get(id) ?? null,
    personByUsername: (username) => usernames.get(username.trim().toLowerCase()) ?? null,
    personName: (id) => people.get(id)?.name ?? id,
    unitById: (id) => units.get(id) ?? null,
    postById: (id) => posts.get(id) ?? null,
    positionsOf: (person) => (actingPosts.get(person) ?? []).filter(({ standsInFor }) => standsInFor === null),
    actingPostsOf: (person) => actingPosts.get(person) ?? [],
    trayPositionsOf: (person) => (actingPosts.get(person) ?? []).map(({ id }) => id),
    groupsOf: (person) => rows.groups.filter(({ members }) => members.includes(person)).map(({ code }) => code),
    unitOf,
    unitsUnder(unit) {
      const under = new Set<UnitId>([unit])
      // A set that grows while it is walked visits what was added.
      for (const parent of under)
        for (const { id } of rows.units.filter((child) => child.parent === parent)) under.add(id)
      return [...under]
    },
    list: (name) => lists.get(foldText(name))?.members ?? [],
  }
}

function actingByPerson(
  acting: ReadonlyMap<PositionId, ReadonlyMap<PersonId, ActingPost['standsInFor']>>,
  owned: ReadonlyMap<PersonId, readonly { readonly position: PositionId }[]>,
  posts: ReadonlyMap<PositionId, Post>,
  units: ReadonlyMap<UnitId, Unit>,
): ReadonlyMap<PersonId, readonly ActingPost[]> {
  const found = new Map<PersonId, Map<PositionId, ActingPost>>()
  const add = (person: PersonId, position: PositionId, standsInFor: ActingPost['standsInFor']) => {
    const post = posts.get(position)
    if (!post) return
    const own = found.get(person) ?? new Map<PositionId, ActingPost>()
    own.set(position, { id: position, title: post.title, unit: units.get(post.unit)?.name ?? '', standsInFor })
    found.set(person, own)
  }
  for (const [position, persons] of acting)
    for (const [person, standsInFor] of persons) add(person, position, standsInFor)
  // An absent person still sees the own trays; acting in them is refused by `holds`.
  for (const [person, tenures] of owned) for (const { position } of tenures) add(person, position, null)
  return new Map(
    [...found].map(([person, own]) => [
      person,
      [...own.values()].sort(
        (a, b) =>
          Number(a.standsInFor !== null) - Number(b.standsInFor !== null) || a.title.localeCompare(b.title, 'es'),
      ),
    ]),
  )
}

const byId = <Row extends { readonly id: string }>(rows: readonly Row[]): ReadonlyMap<string, Row> =>
  new Map(rows.map((row) => [row.id, row]))

const covers = ({ from, until }: Stretch, today: DateText) => from <= today && (until === null || until >= today)

const closed = (row: { readonly closedOn: DateText | null } | undefined, today: DateText) =>
  row === undefined || (row.closedOn !== null && row.closedOn <= today)
