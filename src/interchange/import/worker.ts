import { parentPort, workerData } from 'node:worker_threads'
import { Refused } from '#src/platform/refusal.ts'
import { importFile } from './import-file.ts'

// The thread in which one file is read; it ends with its answer.
const { bytes, name } = workerData as { bytes: Uint8Array; name: string }
try {
  const imported = await importFile(bytes, name, (step, share) =>
    parentPort?.postMessage({ kind: 'progress', step, share }),
  )
  parentPort?.postMessage({ kind: 'done', imported })
} catch (fault) {
  if (!(fault instanceof Refused)) throw fault
  parentPort?.postMessage({ kind: 'refused', refusal: fault.refusal })
}
