import type { PersonId } from '#src/procedure/types.ts'
import type { InstitutionDirectory } from '../types.ts'

/** Of whom the institution asks a second factor. */
export type SecondFactorPolicy = 'nobody' | 'administrators-and-heads' | 'everybody'

export const SECOND_FACTOR_POLICIES: readonly SecondFactorPolicy[] = ['nobody', 'administrators-and-heads', 'everybody']

/** Name of the setting in `institution.settings`. */
export const SECOND_FACTOR = 'secondFactor'

export function secondFactorPolicy({ rows }: InstitutionDirectory): SecondFactorPolicy {
  const set = rows.institution?.settings[SECOND_FACTOR]
  return SECOND_FACTOR_POLICIES.find((policy) => policy === set) ?? 'nobody'
}

/** Must this person give two factors? Whoever stands in for a head counts as one: it is the same power. */
export function needsSecondFactor(directory: InstitutionDirectory, person: PersonId): boolean {
  const policy = secondFactorPolicy(directory)
  if (policy !== 'administrators-and-heads') return policy === 'everybody'
  if (directory.personById(person)?.administratorSince != null) return true
  return directory.actingPostsOf(person).some(({ id }) => directory.rows.units.some(({ head }) => head === id))
}
