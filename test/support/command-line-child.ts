// The program behind `commandLine`: runs each command line that its parent sends, and sends back what the command said.
import { runCommandLine } from '#src/cli/run.ts'

process.on('message', async (args: readonly string[]) => {
  const said = { stdout: '', stderr: '' }
  const own = { stdout: process.stdout.write, stderr: process.stderr.write }
  for (const stream of ['stdout', 'stderr'] as const)
    process[stream].write = ((chunk: string | Uint8Array) => {
      said[stream] += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8')
      return true
    }) as typeof process.stdout.write
  const status = await runCommandLine(args)
  process.stdout.write = own.stdout
  process.stderr.write = own.stderr
  process.send!({ status, ...said })
})
