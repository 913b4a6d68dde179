import { usage } from './usage.ts'

/** Each command gives its exit status: 0 well, 1 findings, 2 bad use or a fault. Only the files of the one that was asked for are read. */
const commands: Readonly<Record<string, (args: readonly string[]) => Promise<number>>> = {
  check: async (args) => (await import('./check.ts')).runCheck(args),
  format: async (args) => (await import('./format.ts')).runFormat(args),
  import: async (args) => (await import('./import.ts')).runImport(args),
  'run-examples': async (args) => (await import('./run-examples.ts')).runRunExamples(args),
  draw: async (args) => (await import('./draw.ts')).runDraw(args),
  export: async (args) => (await import('./export.ts')).runExport(args),
  start: async (args) => (await import('./start.ts')).runStart(args),
  init: async (args) => (await import('./init.ts')).runInit(args),
  migrate: async (args) => (await import('./migrate.ts')).runMigrate(args),
  directory: async (args) => (await import('./directory.ts')).runDirectory(args),
  publish: async (args) => (await import('./publish.ts')).runPublish(args),
  print: async (args) => (await import('./print.ts')).runPrint(args),
  'rebuild-search': async (args) => (await import('./rebuild-search.ts')).runRebuildSearch(args),
  'check-statistics': async (args) => (await import('./statistics.ts')).runCheckStatistics(args),
  'rebuild-statistics': async (args) => (await import('./statistics.ts')).runRebuildStatistics(args),
  'verify-registers': async (args) => (await import('./verify-registers.ts')).runVerifyRegisters(args),
  'export-everything': async (args) => (await import('./export-everything.ts')).runExportEverything(args),
  'verify-everything': async (args) => (await import('./verify-everything.ts')).runVerifyEverything(args),
  verify: async (args) => (await import('./verify.ts')).runVerify(args),
}

/** Runs a command line and gives its exit status. What went wrong is said on the error stream, never thrown. */
export async function runCommandLine([name = '', ...args]: readonly string[]): Promise<number> {
  const run = commands[name]
  if (run === undefined) {
    const asked = name === '' || name === 'help' || name === '--help' || name === '-h'
    const unknown = asked ? '' : `No existe la orden «${name}».\n\n`
    ;(asked ? process.stdout : process.stderr).write(unknown + usage)
    return asked ? 0 : 2
  }
  try {
    return await run(args)
  } catch (error) {
    // A sentence for the operator where there is one; the whole trace when it is our own fault.
    const { message, stack } = error as Error
    const ours = error instanceof TypeError || error instanceof ReferenceError
    process.stderr.write(`${ours ? stack : message}\n`)
    return 2
  }
}
