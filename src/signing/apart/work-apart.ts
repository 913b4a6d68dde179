import { type ApartLimits, runApart } from '#src/platform/jobs/run-apart.ts'
import type { SigningAnswer, SigningJob } from './jobs.ts'
import { openTurns, type Turns } from './turns.ts'

/** Time and memory that one file may take. */
export const APART: ApartLimits = { seconds: 15, megabytes: 256 }

/** Two doors, so that what anybody sends to be verified does not stand before what people of the institution sign. */
export const ANYBODY: Turns = openTurns({ together: 2, waiting: 8 })
export const PEOPLE: Turns = openTurns({ together: 2, waiting: 40 })

/** Does a job in a thread of its own, when its turn has come. Throws a `Refused` where too many wait. */
export const workApart = (turns: Turns, job: SigningJob, limits: ApartLimits): Promise<SigningAnswer> =>
  turns(async () => (await runApart<SigningAnswer>(WORKER, job, limits)) ?? { kind: 'too-much' })

const WORKER = new URL('./worker.ts', import.meta.url)
