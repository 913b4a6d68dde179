import { Worker } from 'node:worker_threads'

/** Time and memory that one job may take. */
export interface ApartLimits {
  readonly seconds: number
  readonly megabytes: number
}

/**
 * Does a job in a thread of its own: a hostile file can hold neither the server's loop nor its memory. `ends` says whether a message is
 * the answer; what comes before it may be told on. Null for what took too much time, memory or depth.
 */
export async function runApart<Message>(
  entry: URL,
  job: unknown,
  { seconds, megabytes }: ApartLimits,
  ends: (message: Message) => boolean = () => true,
): Promise<Message | null> {
  const worker = new Worker(entry, {
    workerData: job,
    resourceLimits: { maxOldGenerationSizeMb: megabytes, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 },
    // Options of the process that do not hold for a thread.
    execArgv: [],
  })
  try {
    return await new Promise<Message | null>((resolve, reject) => {
      const timer = setTimeout(() => resolve(null), seconds * 1_000)
      timer.unref()
      worker.on('message', (message: Message) => {
        if (!ends(message)) return
        clearTimeout(timer)
        resolve(message)
      })
      worker.on('error', (fault: Error & { code?: string }) => {
        clearTimeout(timer)
        if (fault.code === 'ERR_WORKER_OUT_OF_MEMORY' || fault instanceof RangeError) resolve(null)
        else reject(fault)
      })
      worker.on('exit', () => reject(new Error('the thread ended without an answer')))
    })
  } finally {
    await worker.terminate()
  }
}
