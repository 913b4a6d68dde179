import { isDeskAct } from '#src/procedure/index.ts'
import type { ActBody, PrivateText } from '#src/procedure/types.ts'
import type { Part } from '#src/spanish/index.ts'

/** Kinds of desk act whose text whoever asked may read too. Any other one is of the office alone, so that a new kind is never shown by mistake. */
const SHOWN_TO_REQUESTER: ReadonlySet<string> = new Set(['reply-written', 'reply-received', 'requester-replied'])

/** Whether the text of an act is of the office alone. */
export function isInternal(body: ActBody): boolean {
  return isDeskAct(body) && !SHOWN_TO_REQUESTER.has(body.kind)
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
