import { isDeskAct } from '#src/procedure/index.ts'
import type { ActBody, PrivateText } from '#src/procedure/types.ts'
import type { Part } from '#src/spanish/index.ts'

/**
 * Whether the text of an act is of the office alone. What the engine records is read by whoever may read the case; of what the desk
 * writes, only messages with who asked are: any other kind is taken to be internal, so that a new one is never shown by mistake.
 */
export function isInternal(body: ActBody): boolean {
  if (!isDeskAct(body)) return false
  const { kind, with: other } = body as { readonly kind: string; readonly with?: unknown }
  return !(kind === 'message-posted' && other === 'requester')
}

/** The text of an act to be found by, each part with its weight; empty where there is none. `content` is its personal text. */
export function partsOfAct(content: unknown): Part[] {
  if (content === null || typeof content !== 'object') return []
  const { title, form, ...rest } = content as PrivateText
  return [
    ...(typeof title === 'string' ? [{ text: title, weight: 'A' as const }] : []),
    ...(form === undefined ? [] : [{ text: stringsIn(form).join('\n'), weight: 'C' as const }]),
    { text: stringsIn(rest).join('\n'), weight: 'B' as const },
  ].filter(({ text }) => text !== '')
}

/** The same as one text to be read, the title left out: it stands above. */
export function passageOfAct(content: unknown): string {
  return partsOfAct(content)
    .filter(({ weight }) => weight !== 'A')
    .toSorted((a, b) => (a.weight < b.weight ? -1 : 1))
    .map(({ text }) => text.replaceAll('\n', ' · '))
    .join(' · ')
}

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return value.trim() === '' || UUID.test(value) ? [] : [value]
  if (typeof value === 'number') return [String(value)]
  if (Array.isArray(value)) return value.flatMap(stringsIn)
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(stringsIn)
  return []
}
