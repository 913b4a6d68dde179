import type { Queryable } from '#src/platform/db/types.ts'
import type { Draft } from '../drafts/types.ts'
import { listVersions, type PublishedVersion, readSource } from '../manual.store.ts'

export interface Base {
  readonly version: PublishedVersion
  readonly source: string
}

/** The version with which a draft is compared: the one in force of the manual that its text names, else the one from which it was made. */
export async function baseOfDraft(db: Queryable, draft: Draft): Promise<Base | null> {
  const versions = draft.code === null ? [] : await listVersions(db, draft.code)
  const version =
    versions.find(({ inForceUntil }) => inForceUntil === null) ?? versions.find(({ id }) => id === draft.baseVersion)
  return version === undefined ? null : { version, source: await readSource(db, version.id) }
}
