import { runCommandLine } from '#src/cli/run.ts'

process.exitCode = await runCommandLine(process.argv.slice(2))
