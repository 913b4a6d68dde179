import type { Call } from '#src/cases/call.ts'
import { lockCaseById } from '#src/cases/case.store.ts'
import { changeCaseVersion } from '#src/cases/change-case-version.ts'
import type { VerbWork } from '#src/cases/verbs.ts'
import { closePlan, inForceFrom, readPlan, savePlan } from './move.store.ts'
import { type MovePlan, movePlan, strandedCases } from './move-plan.ts'
import { lifeRefused } from './refusals.ts'

/** `manuales.preparar-traslado`: the map of steps is kept and leaves no case without a step. */
export async function prepareMove(call: Call, { file }: VerbWork): Promise<void> {
  const stored = await readPlan(call.tx, file.id)
  if (stored?.doneAt != null) throw lifeRefused('plan-done')
  const plan = await movePlan(call.tx, call, file, null)
  if (stored === null && plan.parts.length > 0) throw lifeRefused('plan-missing')
  refuseStranded(plan)
  if (stored !== null || call.actor.kind !== 'person') return
  await savePlan(call.tx, file.id, { toVersion: plan.to.id, maps: [] }, { person: call.actor.person, at: call.now })
}

/** `manuales.trasladar`: every open case goes over by the signed map, or none does. */
export async function moveCases(call: Call, { file }: VerbWork): Promise<void> {
  const stored = await readPlan(call.tx, file.id)
  if (stored === null) throw lifeRefused('plan-missing')
  if (stored.doneAt !== null) throw lifeRefused('plan-done')
  const from = await inForceFrom(call.tx, stored.toVersion)
  if (Date.parse(from) > Date.parse(call.now)) throw lifeRefused('plan-too-early', { date: from.slice(0, 10) })
  const plan = await movePlan(call.tx, call, file, null)
  refuseStranded(plan)
  let moved = 0
  const going = plan.parts.flatMap(({ cases, map }) => cases.map((each) => ({ id: each.file.id, map })))
  for (const { id, map } of going.toSorted((a, b) => a.id - b.id)) {
    const locked = await lockCaseById(call.tx, id)
    // It may have ended since it was read.
    if (locked === null || locked.status !== 'open') continue
    await changeCaseVersion(call, locked, plan.to, map)
    moved += 1
  }
  await closePlan(call.tx, file.id, moved, call.now)
}

function refuseStranded(plan: MovePlan): void {
  const stranded = strandedCases(plan)
  const first = stranded[0]
  if (first !== undefined) throw lifeRefused('plan-stale', { count: stranded.length, number: first.number })
}
