import type { CaseRouteDeps } from '#src/cases/routes/deps.ts'
import { importApart } from '#src/interchange/import/index.ts'
import { Refused } from '#src/platform/refusal.ts'
import { noteImported, noteProgress, noteRefused } from './import.store.ts'

/** Reads documents one after the other, each in a thread of its own. */
export interface ImportQueue {
  /** Begins when its turn comes; what happens is told in its row. */
  add(job: { readonly id: string; readonly sha256: string; readonly name: string; readonly person: string }): void
}

/** Milliseconds between two tellings of how far a reading is. */
const TELL = 400

export function importQueue(deps: CaseRouteDeps): ImportQueue {
  let last: Promise<void> = Promise.resolve()
  return {
    add(job) {
      // One that cannot even be told, because the database is gone, must not hold those behind it; its page offers it again.
      last = last.then(() => run(deps, job)).catch((fault: unknown) => process.emitWarning(String(fault)))
    },
  }
}

async function run(
  deps: CaseRouteDeps,
  { id, sha256, name, person }: { id: string; sha256: string; name: string; person: string },
): Promise<void> {
  const tell = () => deps.changed(new Set([`person:${person}`]))
  let told = 0
  let telling: Promise<unknown> = Promise.resolve()
  const progress = (step: string, share: number) => {
    const now = performance.now()
    if (now - told < TELL) return
    told = now
    telling = telling.then(() => noteProgress(deps.db, id, step, share, deps.clock())).then(tell)
  }
  try {
    const imported = await importApart(await bytesOf(deps, sha256, person), name, progress)
    await telling
    await noteImported(deps.db, id, imported)
  } catch (fault) {
    await telling.catch(() => {})
    await noteRefused(deps.db, id, fault instanceof Refused ? fault.refusal : BROKEN)
    // Our own fault: the person has a sentence, the operator the trace.
    if (!(fault instanceof Refused)) process.emitWarning(fault instanceof Error ? fault : String(fault))
  }
  tell()
}

const BROKEN = {
  code: 'import.failed',
  status: 500,
  es: 'El documento no se pudo leer por una falla del programa. Se conserva tal como lo subió: intente otra vez, o guárdelo en otro formato.',
  en: 'The document could not be read because of a fault of the program. It is kept as uploaded: try again, or save it in another format.',
}

async function bytesOf({ files }: CaseRouteDeps, sha256: string, person: string): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  for await (const chunk of await files.open(sha256, person)) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}
