import { sql } from 'kysely'
import type { CaseDeps } from '#src/cases/call.ts'
import { lockCase } from '#src/cases/case.store.ts'
import { deskAdvance } from '#src/cases/desk/desk-move.ts'
import { writeAdminAct } from '#src/people/acts/admin-act.store.ts'
import { transaction } from '#src/platform/db/pool.ts'
import type { Queryable } from '#src/platform/db/types.ts'
import type { PersonId } from '#src/procedure/types.ts'
import { careRefused, fieldsRefused } from '../refusals.ts'

export interface HoldAsked {
  readonly number: string
  readonly reason: string
  readonly by: PersonId
}

/** Puts a legal hold on a case, or lifts it, with the reason in its record. By its number alone: whoever holds need not read it. */
export async function holdCase(
  deps: CaseDeps,
  how: 'put' | 'lifted',
  { number, reason, by }: HoldAsked,
): Promise<void> {
  const faults = {
    ...(/^\d{4}-\d{6,12}$/.test(number) ? {} : { expediente: 'case-unknown-here' as const }),
    ...(reason === '' || reason.length > 1_000 ? { motivo: 'reason-needed' as const } : {}),
  }
  if (Object.keys(faults).length > 0) throw fieldsRefused(faults)
  const now = deps.clock()
  const touched = new Set<string>()
  await transaction(deps.db, async (tx) => {
    const institution = await deps.institution(tx, now)
    const actor = { kind: 'person', person: by } as const
    const file = await lockCase(tx, number, null)
    if (file === null) throw fieldsRefused({ expediente: 'case-unknown-here' })
    const held = file.state.desk?.care?.held !== undefined
    if (how === 'put' && held) throw fieldsRefused({ expediente: 'held-already' })
    if (how === 'lifted' && !held) throw careRefused('not-held')
    const body = { kind: how === 'put' ? 'legal-hold-put' : 'legal-hold-lifted' } as const
    const call = { tx, params: {}, input: undefined, actor, now, institution, deps, touched }
    await deskAdvance(call, file, [{ body, private: { reason } }])
    await writeAdminAct(tx, {
      at: now,
      actor: by,
      action: how === 'put' ? 'hold.put' : 'hold.lift',
      subject: { kind: 'case', id: number },
      data: {},
    })
  })
  deps.changed(touched)
}

export interface HeldCase {
  readonly caseId: number
  readonly number: string
  readonly status: 'open' | 'closed' | 'annulled'
  readonly heldAt: string
  readonly heldBy: PersonId | null
  readonly reason: string | null
}

/** Cases that are held, newest first, one more than a page where there are others. */
export async function listHeld(db: Queryable, before: number | null, limit: number): Promise<readonly HeldCase[]> {
  const { rows } = await sql<HeldCase>`
    select c.id as "caseId", c.number, c.status, c.state #>> '{desk,care,held,at}' as "heldAt",
      c.state #>> '{desk,care,held,by}' as "heldBy", p.content ->> 'reason' as reason
    from case_file c left join act_private p on p.case_id = c.id and p.seq = (c.state #>> '{desk,care,held,seq}')::int
    where c.held and c.id < ${before ?? Number.MAX_SAFE_INTEGER}::bigint order by c.id desc limit ${limit + 1}`.execute(
    db,
  )
  return rows
}
