import type { CasePanel, PanelReading } from '#src/cases/panels.ts'
import { visibleTo } from '#src/cases/part-in.ts'
import { html } from '#src/platform/http/html.ts'
import type { Act } from '#src/procedure/types.ts'
import { card } from '#src/web/components/card.ts'
import type { Around } from '../around.store.ts'
import { aroundOf } from '../around-of.ts'
import { words } from '../words.ts'
import { composer, type Writing } from './composer.ts'
import { readConversation, type Saying } from './read-conversation.ts'
import { thread } from './thread.ts'

/** Messages and internal notes of a case, with where one writes. */
export const conversationPanel: CasePanel = {
  place: 'main',
  order: 10,
  async draw(view, input) {
    const { reading, person, idempotencyKey, sent } = input
    const { file, part } = reading
    const body = html`${composer(view, {
      number: file.number,
      csrf: person.csrf,
      idempotencyKey,
      official: part === 'official',
      requester: correspondent(input),
      open: file.status === 'open',
      sent: sent === undefined || !isWriting(sent.action) ? undefined : { writing: sent.action, what: sent.what },
    })}${thread(view, conversationOf(input, await aroundOf(input)))}`
    return card({ title: words(view.locale, 'conversation'), body, id: 'conversacion' })
  },
}

/** What a person may see of what was said in a case and in those that were merged into it, the oldest first. */
export function conversationOf({ reading }: Pick<PanelReading, 'reading'>, around: Around): readonly Saying[] {
  const { directory } = reading.institution
  const own = readConversation(reading.acts, directory)
  if (around.said.length === 0) return own
  const others = around.said
    .filter(({ text }) => visibleTo(reading.part, (JSON.parse(text) as Act).body))
    .flatMap((act) => readConversation([act], directory, act.number))
  return [...own, ...others].toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))
}

/** Whoever would read a message to the requester; null where nobody could. */
export function correspondent({ reading }: Pick<PanelReading, 'reading'>): string | null {
  const { kind } = reading.file.state.requester
  return kind === 'person' || kind === 'contact' ? reading.requester : null
}

function isWriting(action: string): action is Writing {
  return action === 'nota' || action === 'mensaje'
}

/** The conversation of a case as its API tells it. */
export function conversationView(sayings: readonly Saying[]): readonly object[] {
  return sayings.map(({ files, ...said }) => ({
    ...said,
    files: files.map(({ id, name }) => ({ id, name, href: `/archivos/${id}` })),
  }))
}
