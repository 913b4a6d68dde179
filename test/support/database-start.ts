import { spawn } from 'node:child_process'
import type { Socket } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

export type TestServer = { readonly adminUrl: string; readonly templateError?: string; stop(): Promise<void> }

/**
 * Starts the throw-away server of a test run, its template database migrated. It ends with this process at the latest;
 * in the `background` it does not keep this process from ending.
 */
export async function startTestServer({ background = false } = {}): Promise<TestServer> {
  const program = join(import.meta.dirname, 'database-server.ts')
  // Detached, so that Ctrl-C does not reach it before the end of its input does.
  const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'inherit'], detached: true })
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const lines = createInterface({ input: child.stdout })
  const first = await Promise.race([
    new Promise<string>((resolve) => lines.once('line', resolve)),
    exited.then(() => '{"error":"the test database server ended before it was ready"}'),
  ])
  const said = JSON.parse(first) as { adminUrl?: string; templateError?: string; error?: string }
  if (said.adminUrl === undefined) throw new Error(said.error)
  if (background) {
    child.unref()
    for (const stream of [child.stdin, child.stdout] as unknown as Socket[]) stream.unref()
  }
  const stop = async () => {
    child.stdin.end()
    await exited
  }
  return { adminUrl: said.adminUrl, templateError: said.templateError, stop }
}
