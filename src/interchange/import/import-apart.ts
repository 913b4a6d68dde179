import { type ApartLimits, runApart } from '#src/platform/jobs/run-apart.ts'
import { type Refusal, Refused } from '#src/platform/refusal.ts'
import { documentRefusal, type Progress } from '../document/index.ts'
import type { ImportedFile } from './import-file.ts'

/** Time and memory that one file may take. */
export const APART: ApartLimits = { seconds: 60, megabytes: 512 }

type Message =
  | { readonly kind: 'progress'; readonly step: string; readonly share: number }
  | { readonly kind: 'done'; readonly imported: ImportedFile }
  | { readonly kind: 'refused'; readonly refusal: Refusal }

const WORKER = new URL('./worker.ts', import.meta.url)

/** As `importFile`, in a thread of its own. */
export async function importApart(
  bytes: Uint8Array,
  name: string,
  progress: Progress = () => {},
  limits: ApartLimits = APART,
): Promise<ImportedFile> {
  const answer = await runApart<Message>(WORKER, { bytes, name }, limits, (message) => {
    if (message.kind === 'progress') progress(message.step, message.share)
    return message.kind !== 'progress'
  })
  if (answer === null) throw new Refused(documentRefusal('took-too-long'))
  if (answer.kind === 'refused') throw new Refused(answer.refusal)
  if (answer.kind === 'progress') throw new Error('an import ended with its progress')
  return answer.imported
}
