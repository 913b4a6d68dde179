import type { Offer } from '#src/cases/versions.ts'
import { roleParts } from './role-parts.ts'

/** What somebody wants to know before asking. */
export interface OfferFacts {
  /** Unit, or cargo, that attends first. */
  readonly attends: string | null
  /** What the own head must give, in order and once each; empty for nothing. */
  readonly ofHead: readonly ('firma' | 'visto-bueno' | 'sello')[]
  /** The head gives it before anybody else gets the request. */
  readonly headFirst: boolean
  /** Documents that the form asks for, by the name of the field. */
  readonly documents: readonly { readonly name: string; readonly required: boolean }[]
  /** Whoever asked confirms the result as a step of the manual. */
  readonly confirms: boolean
}

export function offerFacts({ procedure, version, form }: Offer): OfferFacts {
  const compiled = version.procedure(procedure.number)
  const assigned = (role: string | null, kind: string) =>
    role !== null && compiled?.assignments.get(role)?.by.kind === kind
  const { steps } = procedure
  const rules = steps.flatMap((step) => [step, ...step.branches]).flatMap(({ facts }) => facts.signatures)
  const ofHead = rules.filter(({ role }) => assigned(role, 'head-of-requester')).map(({ kind }) => kind)
  const first = steps[0]
  const firstIsHead = assigned(first?.role ?? null, 'head-of-requester')
  const firstIsOwn = assigned(first?.role ?? null, 'requester')
  const signsFirst = first?.facts.signatures.some(({ role }) => assigned(role, 'head-of-requester')) === true
  const attending = steps.find(
    ({ role }) => role !== null && !assigned(role, 'requester') && !assigned(role, 'head-of-requester'),
  )
  const role = attending?.role ?? null
  return {
    attends: role === null ? null : (roleParts(role).unit ?? roleParts(role).post),
    ofHead: [...new Set(firstIsHead && ofHead.length === 0 ? ['visto-bueno' as const] : ofHead)].filter(
      (kind) => kind !== 'conformidad',
    ),
    headFirst: firstIsHead || (firstIsOwn && signsFirst),
    documents: (form?.fields ?? [])
      .filter(({ type }) => type.kind === 'file')
      .map(({ name, required }) => ({ name, required })),
    confirms: rules.some(
      ({ kind, role: by }) => kind === 'conformidad' && (by === 'solicitante' || assigned(by, 'requester')),
    ),
  }
}
