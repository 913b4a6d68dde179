import type { InstitutionDirectory } from '#src/people/types.ts'
import type { TrayTask } from './tray.store.ts'
import { TRAYS, type TrayName, unitsOf } from './tray-scope.ts'

/** A page listens to no more than the hub allows it. */
const MOST_TOPICS = 60

/** What changes a tray: the person's own tasks, those of the positions in it, or the cases that are followed. */
export function trayTopics(
  directory: InstitutionDirectory,
  person: string,
  name: TrayName,
  tasks: readonly Pick<TrayTask, 'number'>[],
): string[] {
  const own = directory.trayPositionsOf(person).map((position) => `position:${position}`)
  return [...new Set([`person:${person}`, ...own, ...more()])].slice(0, MOST_TOPICS)

  function more(): string[] {
    switch (TRAYS[name]) {
      case 'unit':
      case 'overdue': {
        const units = new Set(unitsOf(directory, person))
        return directory.rows.posts.filter(({ unit }) => units.has(unit)).map(({ id }) => `position:${id}`)
      }
      case 'followed':
        return tasks.map(({ number }) => `case:${number}`)
      default:
        return []
    }
  }
}
