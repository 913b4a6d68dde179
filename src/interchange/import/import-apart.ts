import { Worker } from 'node:worker_threads'
import { type Refusal, Refused } from '#src/platform/refusal.ts'
import { documentRefusal, type Progress } from '../document/index.ts'
import type { ImportedFile } from './import-file.ts'

/** Time and memory that one file may take. */
export const APART = { seconds: 60, megabytes: 512 } as const

type Message =
  | { readonly kind: 'progress'; readonly step: string; readonly share: number }
  | { readonly kind: 'done'; readonly imported: ImportedFile }
  | { readonly kind: 'refused'; readonly refusal: Refusal }

/** As `importFile`, in a thread of its own: a hostile file can hold neither the process nor its memory. */
export async function importApart(
  bytes: Uint8Array,
  name: string,
  progress: Progress = () => {},
  limits: { readonly seconds: number; readonly megabytes: number } = APART,
): Promise<ImportedFile> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: { bytes, name },
    resourceLimits: { maxOldGenerationSizeMb: limits.megabytes, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 },
    // Options of the process that do not hold for a thread.
    execArgv: [],
  })
  try {
    return await new Promise<ImportedFile>((resolve, reject) => {
      const tooLong = () => reject(new Refused(documentRefusal('took-too-long')))
      const timer = setTimeout(tooLong, limits.seconds * 1_000)
      timer.unref()
      worker.on('message', (message: Message) => {
        if (message.kind === 'progress') return progress(message.step, message.share)
        clearTimeout(timer)
        if (message.kind === 'done') resolve(message.imported)
        else reject(new Refused(message.refusal))
      })
      worker.on('error', (fault: Error & { code?: string }) => {
        clearTimeout(timer)
        if (fault.code === 'ERR_WORKER_OUT_OF_MEMORY' || fault instanceof RangeError) tooLong()
        else reject(fault)
      })
      worker.on('exit', () => reject(new Error('the import ended without an answer')))
    })
  } finally {
    await worker.terminate()
  }
}
