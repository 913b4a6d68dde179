import type { FastifyInstance } from 'fastify'
import type { CareDeps } from './deps.ts'
import { removeContents } from './erase/remove-contents.ts'
import './permissions.ts'
import { registerErasures } from './request/routes.ts'
import { runErasures } from './request/run-erasures.ts'
import { registerRetention } from './retention/routes.ts'
import { runRetention } from './retention/run-retention.ts'

export { carePanel } from './case-panel.ts'
export type { CareDeps } from './deps.ts'
export { writeCare } from './project-care.ts'

/** Personal data and retention on the web; `nudge` begins what was confirmed at once. */
export function registerCare(server: FastifyInstance, deps: CareDeps, nudge: () => void): void {
  registerErasures(server, deps, nudge)
  registerRetention(server, deps)
}

/** Erases what was confirmed; at night, what its rules say; and takes the contents that nobody has any more from the store. */
export async function runCare(
  deps: Parameters<typeof runErasures>[0] & Pick<CareDeps, 'files'>,
  signal?: AbortSignal,
): Promise<number> {
  const done = (await runErasures(deps, signal)) + (await runRetention(deps, signal))
  while (signal?.aborted !== true && (await removeContents(deps.db, deps.files)) > 0);
  return done
}
