import type { Finding } from './types.ts'

/** Findings in the order of the text. */
export function inOrder(findings: readonly Finding[]): readonly Finding[] {
  return [...findings].sort((a, b) => a.span.start.offset - b.span.start.offset || (a.code < b.code ? -1 : 1))
}
