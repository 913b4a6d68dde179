import { Worker } from 'node:worker_threads'
import type { SigningAnswer, SigningJob } from './jobs.ts'
import { openTurns, type Turns } from './turns.ts'

export interface ApartLimits {
  readonly seconds: number
  readonly megabytes: number
}

/** Time and memory that one file may take. */
export const APART: ApartLimits = { seconds: 15, megabytes: 256 }

/** Two doors, so that what anybody sends to be verified does not stand before what people of the institution sign. */
export const ANYBODY: Turns = openTurns({ together: 2, waiting: 8 })
export const PEOPLE: Turns = openTurns({ together: 2, waiting: 40 })

/**
 * Does a job in a thread of its own, when its turn has come: a hostile file can hold neither the server's loop nor its memory. Throws a
 * `Refused` where too many wait.
 */
export const workApart = (turns: Turns, job: SigningJob, limits: ApartLimits): Promise<SigningAnswer> =>
  turns(() => work(job, limits))

async function work(job: SigningJob, { seconds, megabytes }: ApartLimits): Promise<SigningAnswer> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: job,
    resourceLimits: { maxOldGenerationSizeMb: megabytes, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 },
    // Options of the process that do not hold for a thread.
    execArgv: [],
  })
  try {
    return await new Promise<SigningAnswer>((resolve, reject) => {
      const tooMuch = () => resolve({ kind: 'too-much' })
      const timer = setTimeout(tooMuch, seconds * 1_000)
      timer.unref()
      worker.on('message', (answer: SigningAnswer) => {
        clearTimeout(timer)
        resolve(answer)
      })
      worker.on('error', (fault: Error & { code?: string }) => {
        clearTimeout(timer)
        if (fault.code === 'ERR_WORKER_OUT_OF_MEMORY') tooMuch()
        else reject(fault)
      })
      worker.on('exit', () => reject(new Error('the thread ended without an answer')))
    })
  } finally {
    await worker.terminate()
  }
}
