import type { CaseRouteDeps } from '#src/cases/routes/deps.ts'
import type { ManualVersion } from '#src/cases/versions.ts'
import type { SignedInPerson } from '#src/people/permissions.ts'
import type { InstitutionDirectory } from '#src/people/types.ts'
import type { Piece } from '#src/spanish/index.ts'
import type { IconName } from '#src/web/components/icon.ts'
import type { Locale } from '#src/web/locale/locale.ts'
import type { ResultKind } from './query/filters.ts'
import type { QueryTerm } from './query/query-terms.ts'

/** What somebody looks for, as every source gets it. */
export interface SearchRequest {
  readonly person: SignedInPerson
  readonly directory: InstitutionDirectory
  readonly manuals: readonly ManualVersion[]
  readonly locale: Locale
  readonly now: string
  readonly timeZone: string
  /** What has to be there and what must not. */
  readonly terms: readonly QueryTerm[]
  /** The words as written, without filters. */
  readonly text: string
  /** The last word is still being typed. */
  readonly typing: boolean
  readonly most: number
}

export interface Hit {
  readonly title: string
  readonly href: string
  readonly icon: IconName
  /** Printed number, code. */
  readonly number?: string
  readonly status?: 'open' | 'closed' | 'annulled'
  readonly at?: string
  readonly passage?: readonly Piece[]
  /** Short facts below: who asked, which procedure. */
  readonly facts?: readonly string[]
}

export interface SourceAnswer {
  readonly hits: readonly Hit[]
  /** Whether there are more. */
  readonly more: boolean
}

/** Something beside cases that is searched: articles, people, manuals. Gives only what the person may read. */
export interface SearchSource {
  readonly kind: Exclude<ResultKind, 'cases' | 'messages'>
  search(request: SearchRequest): Promise<SourceAnswer>
}

export interface SearchDeps extends CaseRouteDeps {
  readonly sources: readonly SearchSource[]
}
