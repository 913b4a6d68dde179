import { forgetLooseFiles } from '#src/cases/forget-loose-files.ts'
import { forgetOldKeys } from '#src/cases/idempotency.ts'
import { forgetOldDeliveries } from '#src/events/webhooks/delivery.store.ts'
import type { Db } from '#src/platform/db/types.ts'
import type { FileStore } from '#src/platform/files/file-store.ts'
import { forgetOldBatches } from '#src/trays/bulk/bulk.store.ts'

/** What nobody will ask for again: old keys, and uploads that were never attached. */
export async function sweepOld(db: Db, files: FileStore, now: string): Promise<void> {
  await forgetOldKeys(db, now)
  await forgetOldBatches(db, now)
  await forgetLooseFiles(db, files, now)
  await forgetOldDeliveries(db, now)
}
