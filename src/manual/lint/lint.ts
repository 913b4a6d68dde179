import type { Known } from '../known.ts'
import type { Finding, Manual, Procedure } from '../types.ts'
import { conformityWithoutNo } from './conformity-without-no.ts'
import { contradictoryDates } from './contradictory-dates.ts'
import { deadlinePastWhole } from './deadline-past-whole.ts'
import { decisionInProse } from './decision-in-prose.ts'
import { doubleResponsible } from './double-responsible.ts'
import { doubtLeft } from './doubt-left.ts'
import { escalationWithoutLevel } from './escalation-without-level.ts'
import { exitWithoutEntry } from './exit-without-entry.ts'
import { foreignSignature } from './foreign-signature.ts'
import { loopWithoutLimit } from './loop-without-limit.ts'
import { missingObject } from './missing-object.ts'
import { noWayToEnd } from './no-way-to-end.ts'
import { normAgainstTable } from './norm-against-table.ts'
import { otherDestination } from './other-destination.ts'
import { postWithTwoWords } from './post-with-two-words.ts'
import { printedCounts } from './printed-counts.ts'
import { procedureWithoutStart } from './procedure-without-start.ts'
import { productWithTwoNames } from './product-with-two-names.ts'
import { returnToBareQuestion } from './return-to-bare-question.ts'
import { roleWithoutDuties } from './role-without-duties.ts'
import { type ManualRule, type OwnRule, type ProcedureRule, sayInto } from './rule.ts'
import { similarRoles } from './similar-roles.ts'
import { swappedAcronym } from './swapped-acronym.ts'
import { timeOfSeveral } from './time-of-several.ts'
import { unassignedRole } from './unassigned-role.ts'
import { undeclaredForm } from './undeclared-form.ts'
import { undeclaredSignature } from './undeclared-signature.ts'
import { unitWithTwoNames } from './unit-with-two-names.ts'
import { unkeptNormTime } from './unkept-norm-time.ts'
import { unreachableStep } from './unreachable-step.ts'
import { unusedForm } from './unused-form.ts'
import { unusedNormTable } from './unused-norm-table.ts'

/** About one procedure, whatever the others say: asked again only when it changed. */
const OWN_RULES: readonly OwnRule[] = [
  unreachableStep,
  noWayToEnd,
  loopWithoutLimit,
  unassignedRole,
  undeclaredSignature,
  undeclaredForm,
  doubleResponsible,
  decisionInProse,
  deadlinePastWhole,
  returnToBareQuestion,
  exitWithoutEntry,
  escalationWithoutLevel,
  foreignSignature,
  otherDestination,
  normAgainstTable,
  conformityWithoutNo,
  printedCounts,
  timeOfSeveral,
  unkeptNormTime,
]

/** About one procedure among the others. */
const PROCEDURE_RULES: readonly ProcedureRule[] = [missingObject, procedureWithoutStart]

const MANUAL_RULES: readonly ManualRule[] = [
  contradictoryDates,
  roleWithoutDuties,
  similarRoles,
  unusedForm,
  unusedNormTable,
  unitWithTwoNames,
  swappedAcronym,
  productWithTwoNames,
  postWithTwoWords,
]

/** Runs every rule; the procedures of `unsound` numbers, which have errors of reading, are passed over. */
export function lintProcedures(manual: Manual, unsound: ReadonlySet<string>, known?: Known): Finding[] {
  const findings: Finding[] = []
  doubtLeft(manual, sayInto(findings))
  const sound = manual.procedures.filter(({ number }) => !unsound.has(number))
  for (const procedure of sound) {
    findings.push(...lintOne(procedure, manual, known))
    for (const rule of PROCEDURE_RULES) rule(procedure, manual, sayInto(findings, procedure))
  }
  // A rule about the whole would accuse what an unread procedure does use.
  if (unsound.size === 0) for (const rule of MANUAL_RULES) rule(manual, sayInto(findings))
  return findings
}

function lintOne(procedure: Procedure, manual: Manual, known: Known | undefined): readonly Finding[] {
  const before = known?.placed.get(procedure)
  if (before?.lint) return before.lint
  const findings: Finding[] = []
  for (const rule of OWN_RULES) rule(procedure, manual, sayInto(findings, procedure))
  if (before) before.lint = findings
  return findings
}
