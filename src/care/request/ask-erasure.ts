import { writeAdminAct } from '#src/people/acts/admin-act.store.ts'
import type { InstitutionDirectory } from '#src/people/types.ts'
import { transaction } from '#src/platform/db/pool.ts'
import type { PersonId } from '#src/procedure/types.ts'
import type { CareDeps } from '../deps.ts'
import { careRefused, fieldsRefused } from '../refusals.ts'
import { insertErasure } from './erasure.store.ts'
import { knownSubject, type Subject } from './subject.ts'
import { countTraces } from './trace.store.ts'

export interface AskedErasure {
  readonly subject: Subject
  readonly reason: string
  readonly basis: string
}

/** Asks that what stands of a subject be erased. Nothing is erased before another administrator confirms. Gives the request's id. */
export async function askErasure(
  { db, clock }: Pick<CareDeps, 'db' | 'clock'>,
  { subject, reason, basis }: AskedErasure,
  by: { readonly person: PersonId; readonly directory: InstitutionDirectory },
): Promise<string> {
  const faults = {
    ...(reason === '' || reason.length > 1_000 ? { motivo: 'reason-needed' as const } : {}),
    ...(basis === '' || basis.length > 300 ? { fundamento: 'basis-needed' as const } : {}),
  }
  if (Object.keys(faults).length > 0) throw fieldsRefused(faults)
  const now = clock()
  return transaction(db, async (tx) => {
    const known = await knownSubject(tx, subject, by.directory)
    if (known === null) throw careRefused('subject-unknown')
    const counts = await countTraces(tx, known)
    if (subject.kind !== 'contact' && counts.acts + counts.files + counts.entries === 0)
      throw careRefused('nothing-to-erase')
    if (counts.cases > 0 && counts.open + counts.held >= counts.cases) throw careRefused('all-open')
    const id = await insertErasure(tx, { subject, reason, basis, askedBy: by.person, askedAt: now })
    if (id === null) throw careRefused('asked-already')
    await writeAdminAct(tx, {
      at: now,
      actor: by.person,
      action: 'erasure.ask',
      subject: { kind: 'erasure', id },
      // Of whom, by an id that says nothing once it is done; the reason stays in the request.
      data: {
        of: subject.kind,
        subject: subject.id,
        basis,
        cases: counts.cases,
        acts: counts.acts,
        files: counts.files,
      },
    })
    return id
  })
}
