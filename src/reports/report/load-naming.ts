import { listSolutionCodes } from '#src/cases/desk/solution-code.store.ts'
import type { ManualLibrary } from '#src/cases/versions.ts'
import type { InstitutionDirectory } from '#src/people/types.ts'
import type { Queryable } from '#src/platform/db/types.ts'
import type { Locale } from '#src/web/locale/locale.ts'
import type { Naming } from './labels.ts'
import { procedureTitles } from './procedure-titles.ts'

export interface NamingAsked {
  readonly locale: Locale
  readonly directory: InstitutionDirectory
  readonly now: string
}

/** What the values of a report are called as of now. */
export async function loadNaming(
  db: Queryable,
  manuals: ManualLibrary,
  { locale, directory, now }: NamingAsked,
): Promise<Naming> {
  const [codes, titles] = await Promise.all([listSolutionCodes(db), procedureTitles(db, manuals, now)])
  return { locale, directory, codes, titles }
}
