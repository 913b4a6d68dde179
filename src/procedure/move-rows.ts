import type { CaseState, RowNumber } from './types.ts'

/** Where rows went (old number → new), and the questions whose answers the new version knows too. */
export interface MovedRows {
  readonly rows: Readonly<Record<RowNumber, RowNumber>>
  readonly answers: readonly string[]
}

/** The facts of a case under the numbers of another version; those of rows without a place there stay in the acts only. */
export function withRowsMoved(state: CaseState, { rows, answers }: MovedRows): CaseState {
  const known = Object.fromEntries(Object.entries(state.answers).filter(([step]) => answers.includes(step)))
  return {
    ...state,
    completed: renamed(state.completed, rows),
    answers: renamed(known, rows),
    choices: renamed(state.choices, rows),
    rounds: renamed(state.rounds, rows),
    arrivals: renamed(state.arrivals, rows),
    visits: renamed(state.visits, rows),
    blocks: Object.fromEntries(
      Object.entries(renamed(state.blocks, rows)).map(([step, open]) => [step, open.map((row) => rows[row] ?? row)]),
    ),
  }
}

function renamed<T>(record: Readonly<Record<string, T>>, rows: MovedRows['rows']): Record<string, T> {
  return Object.fromEntries(
    Object.entries(record).flatMap(([row, value]) => (rows[row] === undefined ? [] : [[rows[row], value]])),
  )
}
