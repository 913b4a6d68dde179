import type { FileRef, PersonId } from '../types.ts'
import type { DeskActOf, DeskReducers } from './desk-act.ts'

/** Where words that were carried into this case were written first. */
export interface Carried {
  readonly number: string
  readonly seq: number
  readonly at: string
  readonly by: PersonId | null
}

/** Who speaks: the office, whoever asked for the case, or somebody outside whom the office consults. */
export type Speaker = 'office' | 'requester' | 'contact'

/** Words that people exchange in a case. The text is private; `fileNames` of the private text go with `files`. */
export type ConversationAct =
  /** Only for those who take part as officials. Whoever is mentioned reads the case since. */
  | {
      readonly kind: 'note-written'
      readonly mentions?: readonly PersonId[]
      readonly files?: readonly FileRef[]
      readonly carried?: Carried
    }
  /** Between the office and the requester, or, `with` a contact, between the office and somebody outside: the requester never reads those. */
  | {
      readonly kind: 'message-posted'
      readonly from: Speaker
      readonly with: 'requester' | 'contact'
      readonly files?: readonly FileRef[]
      readonly carried?: Carried
    }

export interface ConversationState {
  readonly notes: number
  readonly messages: number
  /** The latest message with the requester. */
  readonly last?: { readonly from: Speaker; readonly at: string }
  /** Whoever was mentioned. */
  readonly mentioned: readonly PersonId[]
  /** Who wrote to the requester for the office; absent where nobody did. */
  readonly writers?: readonly PersonId[]
}

const NOTHING: ConversationState = { notes: 0, messages: 0, mentioned: [] }

export const CONVERSATION: DeskReducers<ConversationAct> = {
  'note-written': (desk, { body }) => {
    const before = desk.conversation ?? NOTHING
    const mentioned = [...new Set([...before.mentioned, ...(body.mentions ?? [])])]
    return { ...desk, conversation: { ...before, notes: before.notes + 1, mentioned } }
  },
  'message-posted': (desk, act) => {
    const before = desk.conversation ?? NOTHING
    return {
      ...desk,
      conversation: { ...before, messages: before.messages + 1, ...lastOf(act), ...writersOf(before, act) },
    }
  },
}

type MessagePosted = DeskActOf<Extract<ConversationAct, { kind: 'message-posted' }>>

function lastOf({ at, body }: MessagePosted) {
  return body.with === 'contact' || body.carried !== undefined ? {} : { last: { from: body.from, at } }
}

// Words that were carried here were written in another case.
function writersOf({ writers = [] }: ConversationState, { by, body }: MessagePosted) {
  const wrote = body.from === 'office' && body.with === 'requester' && body.carried === undefined && by !== null
  return !wrote || writers.includes(by) ? {} : { writers: [...writers, by] }
}
