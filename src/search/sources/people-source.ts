import type { InstitutionDirectory, Person } from '#src/people/types.ts'
import { fold, forgiven, slips } from '#src/spanish/index.ts'
import type { Hit, SearchSource } from '../types.ts'

/** People of the institution, by name, user, position, telephone or address; the directory is read by everybody who works here. */
export const peopleSource: SearchSource = {
  kind: 'contacts',
  async search({ text, directory, most }) {
    const wanted = fold(text)
      .split(/[\s,;]+/)
      .filter((word) => word !== '' && !word.startsWith('-'))
      .slice(0, 8)
    if (wanted.length === 0) return { hits: [], more: false }
    const cards = cardsOf(directory)
    let found = cards.filter(({ words }) => wanted.every((word) => words.some((each) => each.includes(word))))
    // Nobody is called so: a name with a slip of the keyboard.
    if (found.length === 0)
      found = cards.filter(({ words }) =>
        wanted.every((word) => words.some((each) => slips(word, each, forgiven(word.length)) <= forgiven(word.length))),
      )
    return { hits: found.slice(0, most).map(({ person }) => personHit(person, directory)), more: found.length > most }
  },
}

interface PersonCard {
  readonly person: Person
  readonly words: readonly string[]
}

const kept = new WeakMap<InstitutionDirectory, readonly PersonCard[]>()

function cardsOf(directory: InstitutionDirectory): readonly PersonCard[] {
  const known = kept.get(directory)
  if (known !== undefined) return known
  const cards = directory.activePeople.map((person) => {
    const { name, username, email, phone, extension } = person
    const posts = directory.positionsOf(person.id).map(({ title, unit }) => `${title} ${unit}`)
    const words = fold([name, username, email ?? '', extension ?? '', ...posts].join(' ')).split(/[\s/]+/)
    const digits = (phone ?? '').replace(/\D/g, '')
    return { person, words: [...words, ...(digits === '' ? [] : [digits, phone!])] }
  })
  kept.set(directory, cards)
  return cards
}

function personHit({ id, name, email, phone, extension }: Person, directory: InstitutionDirectory): Hit {
  const post = directory.positionsOf(id)[0]
  return {
    title: name,
    href: `/buscar?q=${encodeURIComponent(`solicitante:"${name}"`)}`,
    icon: 'people',
    facts: [post === undefined ? undefined : `${post.title}, ${post.unit}`, email, phone, extension].filter(
      (fact) => typeof fact === 'string',
    ),
  }
}
