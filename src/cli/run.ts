import { runCheck } from './check.ts'
import { runFormat } from './format.ts'
import { runInit } from './init.ts'
import { runMigrate } from './migrate.ts'
import { runPublish } from './publish.ts'
import { runRunExamples } from './run-examples.ts'
import { runStart } from './start.ts'
import { usage } from './usage.ts'
import { runVerify } from './verify.ts'

/** Each command gives its exit status: 0 well, 1 findings, 2 bad use or a fault. */
const commands: Readonly<Record<string, (args: readonly string[]) => Promise<number>>> = {
  check: runCheck,
  format: runFormat,
  'run-examples': runRunExamples,
  start: runStart,
  init: runInit,
  migrate: runMigrate,
  publish: runPublish,
  verify: runVerify,
}

const [name = '', ...args] = process.argv.slice(2)
const run = commands[name]
if (run === undefined) {
  const asked = name === '' || name === 'help' || name === '--help' || name === '-h'
  const unknown = asked ? '' : `No existe la orden «${name}».\n\n`
  ;(asked ? process.stdout : process.stderr).write(unknown + usage)
  process.exitCode = asked ? 0 : 2
} else {
  try {
    process.exitCode = await run(args)
  } catch (error) {
    // A sentence for the operator where there is one; the whole trace when it is our own fault.
    const { message, stack } = error as Error
    const ours = error instanceof TypeError || error instanceof ReferenceError
    process.stderr.write(`${ours ? stack : message}\n`)
    process.exitCode = 2
  }
}
