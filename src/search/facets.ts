import { splitWords } from '#src/spanish/index.ts'

/** Terms that say what a case is, beside those of its words. Each has a blank, as no word has. */
export const facets = {
  manual: (code: string) => `m ${code}`,
  procedure: (manual: string, number: string) => `p ${manual} ${number}`,
  channel: (channel: string) => `c ${channel}`,
  /** A word of the name of who asked. */
  requester: (word: string) => `q ${word}`,
  /** Files came with the act. */
  files: 'f files',
}

/** Facets of the name of who asked, as a directory or a contact has it. */
export function requesterFacets(name: string): string[] {
  return splitWords(name).map(({ folded }) => facets.requester(folded))
}
