import { writeAdminAct } from '#src/people/acts/admin-act.store.ts'
import { may, type SignedInPerson } from '#src/people/permissions.ts'
import type { InstitutionDirectory } from '#src/people/types.ts'
import { transaction } from '#src/platform/db/pool.ts'
import type { Tx } from '#src/platform/db/types.ts'
import type { CareDeps } from '../deps.ts'
import { careRefused, fieldsRefused } from '../refusals.ts'
import { decideErasure, type Erasure, lockErasure } from './erasure.store.ts'
import { knownSubject } from './subject.ts'
import { keepTraces } from './trace.store.ts'

interface Decider {
  readonly person: SignedInPerson
  readonly directory: InstitutionDirectory
}

/** Confirms a request: what stands of its subject now is what the job erases. Whoever asks for the password has had it proved before. */
export function confirmErasure(deps: Pick<CareDeps, 'db' | 'clock'>, id: string, by: Decider): Promise<void> {
  return deciding(deps, id, by, 'confirmed', null, async (tx, erasure) => {
    if (!may(by.person, 'care.confirm', erasure.askedBy)) throw careRefused('own-request')
    const known = await knownSubject(tx, erasure.subject, by.directory)
    if (known === null) throw careRefused('subject-unknown')
    return { cases: await keepTraces(tx, id, known) }
  })
}

/** Refuses a request of somebody else, or withdraws an own one, with the reason. */
export function declineErasure(
  deps: Pick<CareDeps, 'db' | 'clock'>,
  id: string,
  by: Decider,
  how: 'refused' | 'withdrawn',
  reason: string,
): Promise<void> {
  if (reason === '' || reason.length > 1_000) throw fieldsRefused({ motivo: 'reason-needed' })
  return deciding(deps, id, by, how, reason, async (_tx, { askedBy }) => {
    if (how === 'withdrawn' && askedBy !== by.person.id) throw careRefused('not-your-request')
    if (how === 'refused' && !may(by.person, 'care.confirm', askedBy)) throw careRefused('own-request')
    return {}
  })
}

function deciding(
  { db, clock }: Pick<CareDeps, 'db' | 'clock'>,
  id: string,
  { person }: Decider,
  status: 'confirmed' | 'refused' | 'withdrawn',
  decision: string | null,
  check: (tx: Tx, erasure: Erasure) => Promise<Readonly<Record<string, unknown>>>,
): Promise<void> {
  const at = clock()
  return transaction(db, async (tx) => {
    const erasure = await lockErasure(tx, id)
    if (erasure === null) throw careRefused('erasure-unknown')
    if (erasure.status !== 'asked') throw careRefused('decided-already')
    const data = await check(tx, erasure)
    await decideErasure(tx, id, { status, by: person.id, at }, decision)
    const action = (
      { confirmed: 'erasure.confirm', refused: 'erasure.refuse', withdrawn: 'erasure.withdraw' } as const
    )[status]
    await writeAdminAct(tx, { at, actor: person.id, action, subject: { kind: 'erasure', id }, data })
  })
}
