import type { StoredAct } from '#src/cases/types.ts'
import type { InstitutionDirectory } from '#src/people/types.ts'
import type { Carried, Speaker } from '#src/procedure/index.ts'
import type { Act, PrivateText } from '#src/procedure/types.ts'

/** Something that somebody said in a case. */
export interface Saying {
  readonly seq: number
  /** Number of the case in which it was said, where that is another that was merged into this one. */
  readonly number?: string
  readonly at: string
  /** `open-note` is a note of the record that whoever reads the case sees. */
  readonly kind: 'note' | 'message' | 'open-note'
  readonly from: Speaker
  readonly with: 'requester' | 'contact'
  /** Name of who wrote it; null is Ventanilla itself. */
  readonly who: string | null
  /** Name of the outside contact. */
  readonly contact: string | null
  /** Null where it was lawfully erased. */
  readonly text: string | null
  readonly files: readonly { readonly id: string; readonly name: string }[]
  /** Names of those mentioned. */
  readonly mentions: readonly string[]
  /** Where it was said first. */
  readonly carried: { readonly number: string; readonly at: string; readonly who: string | null } | null
}

export type SayingAct = Pick<StoredAct, 'seq' | 'at' | 'kind' | 'text' | 'private'>

/** What was said in a case, the oldest first. Give it only acts that the reader may see. */
export function readConversation(
  acts: readonly SayingAct[],
  directory: Pick<InstitutionDirectory, 'personName'>,
  number?: string,
): readonly Saying[] {
  return acts.flatMap((act) => (SAYINGS.has(act.kind) ? [sayingOf(act, directory, number)] : []))
}

const SAYINGS: ReadonlySet<string> = new Set(['note-written', 'message-posted', 'note-added'])

/** Kinds of act that say something. */
export const SAYING_KINDS: readonly string[] = [...SAYINGS]

function sayingOf(
  stored: SayingAct,
  directory: Pick<InstitutionDirectory, 'personName'>,
  number: string | undefined,
): Saying {
  const { actor, body } = JSON.parse(stored.text) as Act
  const text = stored.private as PrivateText | null
  const name = (person: string | null) => (person === null ? null : directory.personName(person))
  const carried = 'carried' in body ? (body.carried as Carried | undefined) : undefined
  const refs = 'files' in body ? (body.files ?? []) : []
  return {
    seq: stored.seq,
    ...(number === undefined ? {} : { number }),
    at: stored.at,
    kind: body.kind === 'note-written' ? 'note' : body.kind === 'message-posted' ? 'message' : 'open-note',
    from: body.kind === 'message-posted' ? body.from : 'office',
    with: body.kind === 'message-posted' ? body.with : 'requester',
    who: actor.kind === 'person' ? directory.personName(actor.person) : null,
    contact: text?.contact?.name ?? null,
    text: text?.note ?? null,
    files: refs.map(({ id }, at) => ({ id, name: text?.fileNames?.[at] ?? '—' })),
    mentions: body.kind === 'note-written' ? (body.mentions ?? []).map((id) => directory.personName(id)) : [],
    carried: carried === undefined ? null : { number: carried.number, at: carried.at, who: name(carried.by) },
  }
}
