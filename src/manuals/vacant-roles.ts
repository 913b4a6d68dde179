import { lintMembers } from '#src/manual/index.ts'
import type { Finding, Manual } from '#src/manual/types.ts'
import type { InstitutionDirectory } from '#src/people/types.ts'

/** A finding for each role of the tables that nobody holds in the institution today. */
export function vacantRoles(manual: Manual, directory: InstitutionDirectory): readonly Finding[] {
  return lintMembers(manual, (unit, post) => {
    const position = directory.position(unit, post)
    return position !== null && directory.holders(position).length > 0
  })
}
