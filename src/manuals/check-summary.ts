import type { Manual } from '#src/manual/types.ts'
import type { InstitutionDirectory } from '#src/people/types.ts'
import type { PublishedVersion } from './manual.store.ts'
import { roleHolders } from './role-holders.ts'

/** What publishing a manual would do: shown before it is done. */
export interface CheckSummary {
  readonly code: string
  readonly title: string
  readonly version: string
  readonly procedures: readonly { readonly number: string; readonly title: string; readonly steps: number }[]
  readonly forms: readonly string[]
  /** Names of the requests that the catalogue will offer. */
  readonly offers: readonly string[]
  /** Keys of the roles that nobody holds and no case assigns. */
  readonly rolesWithoutHolder: readonly string[]
  /** The version that would end. */
  readonly replaces: { readonly version: string; readonly since: string } | null
  /** The number is not higher than that of the version in force. */
  readonly notHigher: boolean
  /** The date that the manual declares, where it is still to come. */
  readonly declaredFor: string | null
}

export function checkSummary(
  manual: Manual,
  directory: InstitutionDirectory,
  versions: readonly PublishedVersion[],
): CheckSummary {
  const { code, title, version, effective } = manual.front
  const inForce = versions.find(({ inForceUntil }) => inForceUntil === null)
  return {
    code,
    title,
    version,
    procedures: manual.procedures.map((each) => ({
      number: each.number,
      title: each.title,
      steps: each.steps.length,
    })),
    forms: manual.forms.map((form) => form.code),
    offers: manual.procedures.flatMap(({ starts }) =>
      starts.flatMap((start) => (start.kind === 'request' ? [start.name] : [])),
    ),
    rolesWithoutHolder: roleHolders(manual, directory)
      .filter(({ state }) => state === 'vacant' || state === 'unknown')
      .map(({ role }) => role.key),
    replaces: inForce === undefined ? null : { version: inForce.version, since: inForce.inForceFrom },
    notHigher: inForce !== undefined && compareVersions(version, inForce.version) <= 0,
    declaredFor: effective !== undefined && effective > directory.today ? effective : null,
  }
}

/** `1.10` is after `1.9`; `1` and `1.0` are the same. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number)) as [number[], number[]]
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}
