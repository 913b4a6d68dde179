import type { HtmlFragment } from '#src/platform/http/html.ts'
import type { View } from '#src/web/locale/time.ts'
import type { CaseDeps } from './call.ts'
import { cardParts } from './card-parts.ts'
import type { CaseReading } from './read-case.ts'

/** What the verbs of the open tasks show on their cards, by task. */
export async function drawVerbCards(
  deps: CaseDeps,
  view: View,
  { file, version }: CaseReading,
  person: { readonly id: string; readonly csrf: string },
): Promise<ReadonlyMap<number, readonly HtmlFragment[]>> {
  const drawn = new Map<number, HtmlFragment[]>()
  const procedure = version.procedure(file.procedure)!
  for (const task of file.state.tasks) {
    if (task.tray === null) continue
    const { own } = cardParts(procedure, task)
    for (const { verb } of own.facts.actions) {
      const reading = { deps, file, task, person: person.id, csrf: person.csrf }
      const card = await deps.verbs?.[verb]?.card?.(view, reading)
      if (card != null) drawn.set(task.id, [...(drawn.get(task.id) ?? []), card])
    }
  }
  return drawn
}
