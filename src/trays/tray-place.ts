import type { TrayPlace, TrayTask } from './tray.store.ts'

// As the database gives them, which also reads what no calendar has.
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z$/

/** A place in a tray as text for an address. */
export function writePlace(task: TrayTask): string {
  return Buffer.from(JSON.stringify([task.priority, task.dueAt, task.caseId, task.task])).toString('base64url')
}

/** The place that a text names, or null for a text that names none: the tray then begins at its start. */
export function readPlace(text: string | undefined): TrayPlace | null {
  if (text === undefined || text.length > 200) return null
  try {
    const [priority, dueAt, caseId, task] = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
    const instant =
      dueAt === 'infinity' || (typeof dueAt === 'string' && INSTANT.test(dueAt) && !Number.isNaN(Date.parse(dueAt)))
    return instant &&
      [priority, caseId, task].every((each) => Number.isSafeInteger(each) && each >= 0) &&
      priority < 100 &&
      task < 2 ** 31
      ? { priority, dueAt, caseId, task }
      : null
  } catch {
    return null
  }
}
