import type { Db } from '#src/platform/db/types.ts'
import type { FileStore, FolderStore } from '#src/platform/files/file-store.ts'
import { type Opening, openingOf } from './content-scan.store.ts'
import { type ScanRefusal, scanRefused } from './refusals.ts'
import type { Scanner } from './scanner.ts'

/**
 * The files as every feature has them: whatever opens what somebody sent is asked here, so no page can forget to. What was found to be
 * infected is opened by nobody, also where the operator has since taken the scanner away.
 */
export function guardFiles(folder: FolderStore, db: Db, scanner: Scanner): FileStore {
  return {
    save: folder.save,
    openOwn: folder.openOwn,
    remove: folder.remove,
    erase: folder.erase,
    admit: scanner.admit,
    async open(sha256, reader) {
      const refusal = refusalOf(await openingOf(db, sha256, reader ?? null), scanner.strict)
      if (refusal !== null) throw scanRefused(refusal)
      return folder.open(sha256)
    },
  }
}

/** Null for what may be opened. `strict` is false too where there is no scanner. */
export function refusalOf({ state, released, sent, own }: Opening, strict: boolean): ScanRefusal | null {
  if (released || state === 'clean') return null
  if (state === 'infected') return 'file-infected'
  // Whoever sent it has it already; what nobody sent, Ventanilla made.
  if (!strict || own || !sent) return null
  return state === 'unscanned' ? 'file-unscanned' : 'file-waiting'
}
