import type { ManualVersion } from '#src/cases/versions.ts'
import type { InstitutionDirectory } from '#src/people/types.ts'
import { excerpt, splitWords, termsOf } from '#src/spanish/index.ts'
import { passageOfAct } from './act-text.ts'
import type { FoundEntry } from './find-entries.store.ts'
import { type QueryTerm, wantedBy } from './query/query-terms.ts'
import type { Hit } from './types.ts'

/** An entry as a result: its case, and the passage in which the words were found. */
export function caseHit(
  entry: FoundEntry,
  terms: readonly QueryTerm[],
  version: ManualVersion | undefined,
  directory: InstitutionDirectory,
): Hit {
  const wanted = wantedBy(terms)
  const text = passageOfAct(entry.content)
  const spoken = splitWords(text.slice(0, 20_000)).some((word) => termsOf(word).some(wanted))
  return {
    title: entry.title,
    href: `/expedientes/${entry.number}`,
    icon: 'cases',
    number: entry.number,
    status: entry.status,
    at: entry.at,
    ...(spoken ? { passage: excerpt(text, wanted) } : {}),
    facts: Object.values(caseNames(entry, version, directory)).filter((fact) => fact !== null),
  }
}

/** The procedure of an entry's case and who asked for it, by name. */
export function caseNames(
  { procedure, requesterName, requesterPerson }: FoundEntry,
  version: ManualVersion | undefined,
  directory: InstitutionDirectory,
): { readonly procedure: string | null; readonly requester: string | null } {
  return {
    procedure: version?.procedure(procedure)?.procedure.title ?? null,
    requester: requesterName ?? (requesterPerson === null ? null : directory.personName(requesterPerson)),
  }
}
