import { writeAdminAct } from '#src/people/acts/admin-act.store.ts'
import { may, type SignedInPerson } from '#src/people/permissions.ts'
import { transaction } from '#src/platform/db/pool.ts'
import type { ErasedPart } from '#src/procedure/index.ts'
import type { CareDeps } from '../deps.ts'
import { type CareRefusal, careRefused, fieldsRefused } from '../refusals.ts'
import { decideRule, endRule, insertRule, lockRule, type RetentionRule } from './rule.store.ts'

type Deps = Pick<CareDeps, 'db' | 'clock'>

export interface TypedRule {
  readonly manual: string
  readonly procedure: string
  readonly years: string
  readonly erases: readonly string[]
  readonly basis: string
}

const PARTS: readonly ErasedPart[] = ['text', 'files', 'contact']

/** Reads what was typed of a rule; throws with the faults of its fields. `known` says whether there is such a kind of request. */
export function readRule(typed: TypedRule, known: (manual: string, procedure: string) => boolean) {
  const erases = PARTS.filter((part) => typed.erases.includes(part))
  const years = /^\d{1,3}$/.test(typed.years) ? Number(typed.years) : 0
  const faults: Record<string, CareRefusal> = {}
  if (!known(typed.manual, typed.procedure)) faults.tramite = 'kind-unknown'
  if (years < 1 || years > 100) faults.anios = 'years-wrong'
  if (erases.length === 0) faults.borra = 'parts-needed'
  else if (erases.includes('contact') && !erases.includes('text')) faults.borra = 'contact-in-text'
  if (typed.basis === '' || typed.basis.length > 300) faults.fundamento = 'basis-needed'
  if (Object.keys(faults).length > 0) throw fieldsRefused(faults)
  return { manual: typed.manual, procedure: typed.procedure, years, erases, basis: typed.basis }
}

/** Proposes a rule. It erases nothing before another administrator has confirmed it. */
export function proposeRule(
  { db, clock }: Deps,
  rule: ReturnType<typeof readRule>,
  by: SignedInPerson,
): Promise<string> {
  const at = clock()
  return transaction(db, async (tx) => {
    const id = await insertRule(tx, { ...rule, proposedBy: by.id, proposedAt: at })
    if (id === null) throw careRefused('rule-proposed')
    await writeAdminAct(tx, {
      at,
      actor: by.id,
      action: 'retention.propose',
      subject: { kind: 'retention', id },
      data: rule,
    })
    return id
  })
}

/** Confirms or refuses a rule that another administrator proposed; who proposed it may refuse it too. */
export function settleRule(
  deps: Deps,
  id: string,
  status: 'in-force' | 'refused',
  by: SignedInPerson,
): Promise<RetentionRule> {
  return changing(
    deps,
    id,
    status === 'in-force' ? 'retention.confirm' : 'retention.refuse',
    by,
    async (tx, rule, at) => {
      if (rule.status !== 'proposed') throw careRefused('decided-already')
      if (status === 'in-force' && !may(by, 'care.confirm', rule.proposedBy)) throw careRefused('own-request')
      await decideRule(tx, rule, status, by.id, at)
    },
  )
}

/** Ends a rule: cases of its kind are kept for ever again. */
export function finishRule(deps: Deps, id: string, by: SignedInPerson): Promise<RetentionRule> {
  return changing(deps, id, 'retention.end', by, async (tx, rule, at) => {
    if (rule.status !== 'in-force') throw careRefused('decided-already')
    await endRule(tx, id, by.id, at)
  })
}

type Changes = (tx: Parameters<typeof lockRule>[0], rule: RetentionRule, at: string) => Promise<void>

function changing({ db, clock }: Deps, id: string, action: `retention.${string}`, by: SignedInPerson, change: Changes) {
  const at = clock()
  return transaction(db, async (tx) => {
    const rule = await lockRule(tx, id)
    if (rule === null) throw careRefused('rule-unknown')
    await change(tx, rule, at)
    const { manual, procedure, years, erases, basis } = rule
    const data = { manual, procedure, years, erases, basis }
    await writeAdminAct(tx, { at, actor: by.id, action, subject: { kind: 'retention', id }, data })
    return rule
  })
}
