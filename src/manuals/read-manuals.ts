import type { FastifyRequest } from 'fastify'
import type { CaseRouteDeps } from '#src/cases/routes/deps.ts'
import { listInForce, listVersions, type PublishedVersion } from './manual.store.ts'
import { manualUnknown } from './refusals.ts'

/** What is in force now, each with how many procedures it has. */
export async function manualsInForce(
  deps: CaseRouteDeps,
): Promise<readonly (PublishedVersion & { readonly procedures: number })[]> {
  const found: (PublishedVersion & { procedures: number })[] = []
  for (const each of await listInForce(deps.db, deps.clock())) {
    const { manual } = await deps.manuals.version(deps.db, each.id)
    found.push({ ...each, procedures: manual.procedures.length })
  }
  return found
}

/** The version that an address names: the one in force, or the latest, where it names none. Refuses an unknown one. */
export async function versionAsked(
  deps: CaseRouteDeps,
  request: FastifyRequest,
): Promise<{ published: PublishedVersion; versions: readonly PublishedVersion[] }> {
  const { code, version } = request.params as { code: string; version?: string }
  const versions = await listVersions(deps.db, code)
  const at = deps.clock()
  const published =
    version === undefined
      ? (versions.find((each) => inForceAt(each, at)) ?? versions[0])
      : versions.find((each) => each.version === version)
  if (published === undefined) throw manualUnknown()
  return { published, versions }
}

export function inForceAt({ inForceFrom, inForceUntil }: PublishedVersion, at: string): boolean {
  const now = Date.parse(at)
  return Date.parse(inForceFrom) <= now && (inForceUntil === null || now < Date.parse(inForceUntil))
}
