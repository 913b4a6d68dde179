import type { ActBody } from '../types.ts'

/** Is this act only for those who take part in the case as officials? Whoever asked for the case never learns of it. */
export function isInternalAct(body: ActBody): boolean {
  if (body.kind === 'message-posted') return body.with === 'contact'
  if (body.kind === 'article-used') return body.restricted === true
  return INTERNAL.has(body.kind)
}

/** May an act of this kind be internal? Saves reading the others. */
export function maybeInternal(kind: string): boolean {
  return kind === 'message-posted' || kind === 'article-used' || INTERNAL.has(kind)
}

const INTERNAL: ReadonlySet<string> = new Set<ActBody['kind']>([
  'note-written',
  'case-linked',
  'case-unlinked',
  'case-absorbed',
  'case-parted',
  'case-escalated',
  'superior-asked',
  'superior-answered',
  'supplier-engaged',
  'supplier-finished',
  'case-warned',
  'legal-hold-put',
  'legal-hold-lifted',
])
