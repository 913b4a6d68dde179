import { fork } from 'node:child_process'
import { once } from 'node:events'
import { after } from 'node:test'
import { fileURLToPath } from 'node:url'

/** What a command line ended with and said. */
export interface CommandRun {
  readonly status: number
  readonly stdout: string
  readonly stderr: string
}

/**
 * The command line in a process of its own, which runs one command after another: a start costs most of what a command costs. The first
 * lines of a program, and signals, are tested with real starts (launchers.test.ts).
 */
export function commandLine(options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {}) {
  const child = fork(fileURLToPath(new URL('command-line-child.ts', import.meta.url)), { execArgv: [], ...options })
  const gone = once(child, 'exit').then(([status]) =>
    Promise.reject(new Error(`the command line ended with ${status}`)),
  )
  gone.catch(() => {})
  after(() => child.disconnect())
  let last: Promise<unknown> = Promise.resolve()
  return (...args: string[]): Promise<CommandRun> => {
    const run = last.then(async () => {
      child.send(args)
      const [answer] = (await Promise.race([once(child, 'message'), gone])) as [CommandRun]
      return answer
    })
    last = run.catch(() => {})
    return run
  }
}
