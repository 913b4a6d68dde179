import { foldText } from '#src/manual/index.ts'

/** Whoever may be mentioned: an official by user name and name. */
export interface Official {
  readonly id: string
  readonly username: string
  readonly name: string
}

export interface MentionFault {
  readonly kind: 'unknown' | 'ambiguous'
  /** As written, without the at sign. */
  readonly name: string
  /** User names to choose from. */
  readonly choices: readonly string[]
}

export interface Mentions {
  /** Ids, each once, in order. */
  readonly persons: readonly string[]
  /** The first mention that names nobody, or more than one. */
  readonly fault: MentionFault | null
}

/**
 * Whom a text mentions: `@lhuaman`, `@Leandro`, `@Leandro Huamán`. The most words that fit somebody count, and a user name before any
 * name. An at sign inside a word (an address of e-mail) mentions nobody.
 */
export function mentionsIn(text: string, officials: readonly Official[]): Mentions {
  const persons = new Set<string>()
  for (const [, written] of text.matchAll(MENTION)) {
    const found = findMentioned(written!, officials)
    if ('kind' in found) return { persons: [...persons], fault: found }
    persons.add(found.id)
  }
  return { persons: [...persons], fault: null }
}

const MOST_WORDS = 4
// A name: up to four words on one line, each of letters, digits, dots and dashes.
const MENTION = /(?<![\p{L}\p{N}._@/-])@([\p{L}\p{N}][\p{L}\p{N}._-]*(?: [\p{L}][\p{L}._-]*){0,3})/gu

function findMentioned(written: string, officials: readonly Official[]): Official | MentionFault {
  const words = written.split(' ').map((word) => foldText(word.replace(/[.,_-]+$/, '')))
  const byUsername = officials.find(({ username }) => foldText(username) === words[0])
  if (byUsername !== undefined) return byUsername
  for (let count = Math.min(words.length, MOST_WORDS); count > 0; count--) {
    const wanted = ` ${words.slice(0, count).join(' ')} `
    const fitting = officials.filter(({ name }) => ` ${foldText(name)} `.includes(wanted))
    if (fitting.length === 1) return fitting[0]!
    if (fitting.length > 1) {
      const name = written.split(' ').slice(0, count).join(' ')
      return { kind: 'ambiguous', name, choices: fitting.slice(0, 6).map(({ username }) => `@${username}`) }
    }
  }
  return { kind: 'unknown', name: written.split(' ')[0]!, choices: [] }
}
