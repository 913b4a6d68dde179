import type { SignedInPerson } from './permissions.ts'
import type { InstitutionDirectory } from './types.ts'

/** Somebody in whose name the program works without their being signed in, with the positions that they act for now. */
export function actingAs(directory: InstitutionDirectory, id: string): SignedInPerson {
  const person = directory.personById(id)
  return {
    id,
    name: person?.name ?? '',
    positions: directory.actingPostsOf(id),
    administrator: person?.administratorSince != null,
    csrf: '',
    mustChangePassword: false,
  }
}
