import { sql } from 'kysely'
import type { FollowedAct, Follower } from '#src/cases/follow-record.ts'
import { loadDirectory } from '#src/people/index.ts'
import type { Tx } from '#src/platform/db/types.ts'
import type { ActBody } from '#src/procedure/types.ts'
import { textVector } from '#src/spanish/index.ts'
import { isInternal, partsOfAct } from './act-text.ts'
import { addEntries, type NewEntry, refreshReaders, replaceDocuments } from './entry.store.ts'
import { facets, requesterFacets } from './facets.ts'
import { forgetWordsOf, type KnownWord, learnWords } from './word.store.ts'

/** Keeps the index of cases and their messages: follows the record, so that no command waits for it. */
export const searchFollower: Follower = { name: 'search', follow: indexActs }

/** Puts the text of acts into the index, and gives what is found of their cases the readers that the cases have now. Repeating it changes nothing. */
export async function indexActs(tx: Tx, acts: readonly FollowedAct[]): Promise<void> {
  const cases = await casesOf(tx, [...new Set(acts.map(({ caseId }) => caseId))])
  const entries: NewEntry[] = []
  const words = new Map<string, KnownWord>()
  for (const act of acts) {
    const file = cases.get(act.caseId)
    if (file === undefined) continue
    const entry = entryOf(act, file)
    if (entry === null) continue
    entries.push(entry.entry)
    // One text in eight is counted for all: which of two words is the usual one needs no more.
    const counted = (act.caseId + act.seq) % 8 === 0 ? 8 : 0
    for (const [word, stem] of entry.words) {
      const known = words.get(word) ?? { word, stem, caseId: act.caseId, uses: 0 }
      words.set(word, { ...known, uses: known.uses + counted })
    }
  }
  await refreshReaders(tx, [...cases.keys()])
  await addEntries(tx, entries)
  await learnWords(tx, [...words.values()])
  // Whoever erased did this too, but may have been before the entries of acts that were read here just then.
  const erased = acts.filter(({ kind }) => kind === 'personal-data-erased').map(({ caseId }) => caseId)
  if (erased.length > 0) await forgetCases(tx, [...new Set(erased)])
}

/**
 * Makes what cases are found by agree with what the record still holds of them: for a lawful erasure, after it and in its transaction.
 * The words that came with the cases are forgotten; the next text that has them brings them again.
 */
export async function forgetCases(tx: Tx, ids: readonly number[]): Promise<void> {
  const cases = await casesOf(tx, ids)
  const { rows } = await sql<FollowedAct>`
    select a.case_id as "caseId", a.seq, a.at, a.kind, a.text, p.content as private
    from case_file c join act a on a.opened_month = c.opened_month and a.case_id = c.id
      left join act_private p on p.case_id = a.case_id and p.seq = a.seq
    where c.id = any(${ids}::bigint[]) order by c.id, a.seq`.execute(tx)
  await replaceDocuments(
    tx,
    ids,
    rows.flatMap((act) => entryOf(act, cases.get(act.caseId)!)?.entry ?? []),
  )
  await forgetWordsOf(tx, ids)
}

interface IndexedCase {
  readonly id: number
  readonly title: string
  readonly manual: string
  readonly procedure: string
  readonly channel: string
  readonly requester: string
}

async function casesOf(tx: Tx, ids: readonly number[]): Promise<Map<number, IndexedCase>> {
  const { rows } = await sql<IndexedCase & { requesterPerson: string | null }>`
    select c.id, c.title, v.manual_code as manual, c.procedure, c.channel, coalesce(c.requester_name, '') as requester,
      c.requester_person as "requesterPerson"
    from case_file c join manual_version v on v.id = c.manual_version_id where c.id = any(${ids}::bigint[])`.execute(tx)
  // Names of persons of any time: the day for which the directory holds does not matter.
  const directory = await loadDirectory(tx, new Date(0).toISOString())
  return new Map(
    rows.map(({ requesterPerson, ...file }) => {
      const person = requesterPerson === null ? null : directory.personById(requesterPerson)
      const named = person === null ? '' : `${person.name} ${person.username}`
      return [file.id, { ...file, requester: `${file.requester} ${named}`.trim() }]
    }),
  )
}

function entryOf(act: FollowedAct, file: IndexedCase): { entry: NewEntry; words: ReadonlyMap<string, string> } | null {
  const opening = act.kind === 'case-opened'
  const parts = partsOfAct(act.private)
  if (parts.length === 0 && !opening) return null
  const { body } = JSON.parse(act.text) as { body: ActBody }
  const files = 'files' in body && (body.files?.length ?? 0) > 0
  const whole = opening
    ? [
        { text: file.title, weight: 'A' as const },
        ...parts.filter(({ weight }) => weight !== 'A'),
        { text: file.requester, weight: 'B' as const },
      ]
    : [{ text: file.title, weight: 'A' as const }, ...parts]
  const marks = [
    facets.manual(file.manual),
    facets.procedure(file.manual, file.procedure),
    facets.channel(file.channel),
    ...requesterFacets(file.requester),
    ...(files ? [facets.files] : []),
  ]
  const { vector, words } = textVector(whole, [...new Set(marks)])
  return {
    entry: { caseId: act.caseId, seq: act.seq, at: act.at, internal: isInternal(body), document: vector },
    words,
  }
}
