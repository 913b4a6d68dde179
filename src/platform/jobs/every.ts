import type { Log } from '../log.ts'

export type Loop = {
  /** Runs now, unless a run is on; then once more as soon as that one ends. */
  nudge(): void
  /** No further run; resolves when the one that is on has ended. */
  stop(): Promise<void>
}

/**
 * Runs `work` now and again `ms` after each run has ended: runs never overlap. An error is logged and the loop goes
 * on. `work` gets a signal that is aborted by `stop`.
 */
export function every(ms: number, name: string, work: (signal: AbortSignal) => Promise<unknown>, log: Log): Loop {
  const control = new AbortController()
  let timer: NodeJS.Timeout | undefined
  let current: Promise<void> | undefined
  let again = false

  const run = () => {
    clearTimeout(timer)
    current = attempt().finally(() => {
      current = undefined
      if (control.signal.aborted) return
      timer = setTimeout(run, again ? 0 : ms)
      again = false
    })
  }
  const attempt = async () => {
    try {
      await work(control.signal)
    } catch (err) {
      if (!control.signal.aborted) log.error({ err, job: name }, 'a job failed; it will be tried again')
    }
  }

  run()
  return {
    nudge() {
      if (control.signal.aborted) return
      if (current) again = true
      else run()
    },
    async stop() {
      control.abort()
      clearTimeout(timer)
      await current
    },
  }
}
