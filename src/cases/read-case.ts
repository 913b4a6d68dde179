import type { DirectoryRevision } from '#src/people/index.ts'
import { type SignerStanding, signerStanding } from '#src/people/signing/my-certificate.ts'
import type { FormValue, PrivateText } from '#src/procedure/types.ts'
import type { CaseDeps, Institution } from './call.ts'
import { type CaseAttachment, findWholeCase, type WholeCase } from './find-whole-case.ts'
import { type Part, partIn, visibleActs } from './part-in.ts'
import { readersOf } from './readers.ts'
import { refused } from './refusals.ts'
import { isSigning } from './signing/signs-now.ts'
import type { CaseFile, StoredAct } from './types.ts'
import type { ManualVersion } from './versions.ts'

/** A case with what its page and the API show of it. */
export interface CaseReading {
  readonly file: CaseFile
  readonly version: ManualVersion
  readonly institution: Institution
  /** As what the person reads it. */
  readonly part: Part
  /** Those that the person may see. */
  readonly acts: readonly StoredAct[]
  readonly children: WholeCase['children']
  readonly files: readonly CaseAttachment[]
  /** Values of the forms filled, by code, the latest of each. */
  readonly forms: Readonly<Record<string, Readonly<Record<string, FormValue>>>>
  /** Name of who asked, as the case knows it. */
  readonly requester: string
  /** Whether the person could sign now; null where the case asks nobody to. */
  readonly signer: SignerStanding | null
}

/**
 * Reads a case for a person. Refuses one that the person may not read exactly like an unknown one. `known` is the directory's revision
 * that the request has read.
 */
export async function readCase(
  deps: CaseDeps,
  number: string,
  person: string,
  known?: DirectoryRevision | null,
): Promise<CaseReading> {
  const { db, shared = db } = deps
  const institution = await deps.institution(shared, deps.clock(), known ?? undefined)
  const whole = await findWholeCase(shared, number, readersOf(institution.directory, person))
  if (whole === null) throw refused('case-unknown', {})
  const { file, acts, children, files } = whole
  const asks = file.status === 'open' && file.state.tasks.some(isSigning)
  const version = await deps.manuals.version(db, file.versionId)
  const signer = asks ? await signerStanding(db, person, deps.clock()) : null
  const part = partIn(file, version.procedure(file.procedure), person, institution.directory)
  return {
    file,
    version,
    institution,
    part,
    acts: visibleActs(part, acts),
    children,
    files: part === 'official' ? files : files.filter(({ internal }) => !internal),
    forms: formsOf(file, acts),
    requester: requesterOf(file, institution),
    signer,
  }
}

export function formsOf(file: CaseFile, acts: readonly StoredAct[]): CaseReading['forms'] {
  const forms: Record<string, Readonly<Record<string, FormValue>>> = {}
  for (const [code, seq] of Object.entries(file.state.forms)) {
    const filled = acts[seq - 1]?.private as PrivateText | null | undefined
    if (filled?.form !== undefined) forms[code] = filled.form
  }
  return forms
}

export function requesterOf(file: CaseFile, { directory }: Institution): string {
  if (file.requesterName !== null) return file.requesterName
  if (file.requesterPerson !== null) return directory.personName(file.requesterPerson)
  const { requester } = file.state
  return requester.kind === 'case' ? requester.number : '—'
}
