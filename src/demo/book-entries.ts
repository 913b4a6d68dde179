import type { CaseDeps } from '#src/cases/call.ts'
import type { Projection } from '#src/cases/record.ts'
import { transaction } from '#src/platform/db/pool.ts'
import { writeRegisters } from '#src/registers/write-register.ts'

/** Entries of books that wait until all cases are loaded, to get their folios in order of time, whatever the case. */
export interface BookEntries {
  /** Loads cases without writing into books. */
  readonly deps: CaseDeps
  /** Writes what waits. */
  write(): Promise<void>
}

export function holdBookEntries(deps: CaseDeps): BookEntries {
  const waiting: { readonly file: Parameters<Projection>[1]; readonly act: Parameters<Projection>[2][number] }[] = []
  const collect: Projection = Object.assign(
    async (...[, file, acts]: Parameters<Projection>) => {
      for (const act of acts) if (act.body.kind === 'register-written') waiting.push({ file, act })
    },
    { kinds: writeRegisters.kinds },
  )
  return {
    deps: { ...deps, projections: deps.projections.map((each) => (each === writeRegisters ? collect : each)) },
    write: () =>
      transaction(deps.db, async (tx) => {
        // Stable: of one instant, as they were loaded.
        const inOrder = waiting.splice(0).sort((a, b) => (a.act.at < b.act.at ? -1 : a.act.at > b.act.at ? 1 : 0))
        for (const { file, act } of inOrder) await writeRegisters(tx, file, [act])
      }),
  }
}
