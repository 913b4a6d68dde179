import type { Call } from '#src/cases/call.ts'
import type { Manual } from '#src/manual/types.ts'
import type { Modification } from '#src/printing/index.ts'
import { listVersions, type PublishedVersion } from '../manual.store.ts'
import { changesOf } from './changes-of.ts'

/** The register of modifications of a manual that is about to be signed: the versions before, and its own line. */
export async function modificationsWith(
  call: Pick<Call, 'tx' | 'deps' | 'now' | 'institution'>,
  manual: Manual,
): Promise<readonly Modification[]> {
  const { code, version, effective } = manual.front
  const zone = call.institution.calendar(manual.front.calendar).timeZone
  const before = (await listVersions(call.tx, code)).toReversed().map((each) => modificationOf(each, zone))
  const changes = await changesOf(call, manual)
  const own = { version, date: effective ?? '', what: changes || 'Primera versión.', approvedBy: '' }
  return [...before, own]
}

/** A published version as a line of the register. */
export function modificationOf(version: PublishedVersion, timeZone: string): Modification {
  const last = version.approvals.at(-1)
  return {
    version: version.version,
    date: Temporal.Instant.from(version.inForceFrom).toZonedDateTimeISO(timeZone).toPlainDate().toString(),
    what: version.changes || 'Sin anotación de cambios.',
    approvedBy: last?.norm ?? last?.name ?? last?.post ?? '',
  }
}
