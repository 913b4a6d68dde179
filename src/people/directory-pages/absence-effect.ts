import type { View } from '#src/web/locale/time.ts'
import type { InstitutionDirectory, Person, Stretch } from '../types.ts'
import { directoryWords as words } from './directory-words.ts'
import { stretchText } from './person-page.ts'

/** Open tasks of a person now: those claimed, and those that wait unclaimed in the trays of the person's positions. */
export interface OpenTasks {
  readonly own: number
  readonly waiting: number
  /** The claimed ones by the role for which they are done. */
  readonly byRole: readonly { readonly role: string; readonly count: number }[]
}

/** What an absence would do, in sentences, before it is saved. */
export function absenceEffect(
  view: View,
  directory: InstitutionDirectory,
  {
    person,
    stretch,
    deputy,
    tasks,
  }: { readonly person: Person; readonly stretch: Stretch; readonly deputy: Person | null; readonly tasks: OpenTasks },
): readonly string[] {
  const { locale } = view
  const posts = directory.positionsOf(person.id)
  const lines = [words(locale, 'effect.days', { stretch: stretchText(view, stretch) })]
  if (deputy === null) lines.push(words(locale, 'effect.nobody'))
  else if (posts.length === 0) lines.push(words(locale, 'effect.no-posts', { deputy: deputy.name }))
  else
    lines.push(
      words(locale, 'effect.deputy', { deputy: deputy.name, posts: posts.map(({ title }) => title).join(', ') }),
    )
  if (posts.length > 0) {
    if (tasks.waiting + tasks.own === 0) lines.push(words(locale, 'effect.nothing'))
    if (tasks.waiting > 0) lines.push(words(locale, 'effect.waiting', { count: tasks.waiting }))
    if (tasks.own > 0) lines.push(words(locale, 'effect.own', { count: tasks.own }))
  }
  if (deputy !== null && posts.some(({ id }) => directory.unitById(directory.postById(id)?.unit ?? '')?.head === id))
    lines.push(words(locale, 'effect.head'))
  const supplied = standsInFor(directory, person.id, stretch)
  if (supplied.length > 0) lines.push(words(locale, 'effect.stands-in', { names: supplied.join(', ') }))
  return lines
}

/** For whom a person would have to act in these days, and could not. */
function standsInFor(directory: InstitutionDirectory, person: string, stretch: Stretch): readonly string[] {
  const meets = (row: Stretch) =>
    (row.until === null || stretch.from <= row.until) && (stretch.until === null || stretch.until >= row.from)
  const { deputies, absences } = directory.rows
  const names = deputies
    .filter((row) => row.person === person && meets(row))
    .filter(
      (row) => row.forPerson === null || absences.some((absence) => absence.person === row.forPerson && meets(absence)),
    )
    .map((row) =>
      row.forPerson === null ? (directory.nameOf(row.forPosition!)?.post ?? '') : directory.personName(row.forPerson),
    )
  return [...new Set(names)]
}
