import type { NormTime } from '#src/manual/types.ts'
import type { CompiledProcedure, CompiledRow } from '#src/procedure/index.ts'
import { countOf, type Histogram, percentile } from '../record/buckets.ts'
import type { StepCount } from './measure.store.ts'
import { normLength, printableTime } from './printable-time.ts'

/** From so many visits on a time is proposed. */
export const LEAST_VISITS = 20
/** The share of visits that the proposed time would have sufficed for. */
export const PROPOSED_SHARE = 0.8

/** A row of the manual's table against what was done. Lengths are milliseconds in the measure of its norm. */
export interface MeasuredRow {
  readonly number: string
  readonly text: string
  readonly role: string | null
  /** As it is printed on this row, or, on the first of a block, for the block. */
  readonly printed: NormTime | null
  /** The last row of the block whose time this one has. */
  readonly blockUntil: string | null
  /** The row above whose time it shares. */
  readonly sharesWith: string | null
  readonly norm: number | null
  readonly n: number
  readonly median: number | null
  readonly p90: number | null
  readonly timed: number
  readonly late: number
  /** Median, of a block that of the whole, over norm; null without a norm of its own. */
  readonly ratio: number | null
  readonly waiting: number | null
  readonly working: number | null
  readonly rounds: number
  readonly returned: number
  readonly refused: number
  readonly handedOver: number
  readonly ruled: number
  readonly escalated: number
  readonly overLimit: number
  readonly proposal: NormTime | null
  /** Why none is proposed. */
  readonly noProposal: 'few' | 'same' | 'shares' | 'no-card' | null
}

export interface MeasuredRole {
  readonly role: string
  readonly n: number
  /** In the tray before somebody takes it, and from then until it is done. */
  readonly waiting: number | null
  readonly working: number | null
  readonly waitingP90: number | null
}

export interface Measurement {
  readonly rows: readonly MeasuredRow[]
  readonly roles: readonly MeasuredRole[]
}

/** The counters of a procedure by its printed rows. `workingDay` is the length of a working day by the row's calendar. */
export function measureProcedure(
  procedure: CompiledProcedure,
  counts: readonly StepCount[],
  workingDay: (row: CompiledRow) => number,
): Measurement {
  const rows = [...procedure.rows.values()]
  const byRow = Map.groupBy(counts, ({ row }) => row)
  return {
    rows: rows.map((row) => measureRow(row, rows, byRow, workingDay(row))),
    roles: measureRoles(rows, byRow),
  }
}

function measureRow(
  row: CompiledRow,
  rows: readonly CompiledRow[],
  byRow: ReadonlyMap<string, readonly StepCount[]>,
  workingDay: number,
): MeasuredRow {
  const own = byRow.get(row.number) ?? []
  const total = histogram(own, 'total')
  const cell = (row.branch ?? row.step).time ?? null
  const anchor = row.time?.anchor ?? null
  const ofBlock = cell === null && anchor === row.number
  const printed = ofBlock ? row.time!.time : cell
  const sharesWith = anchor !== null && anchor !== row.number ? anchor : null
  const spans = spansOf(row, rows, byRow)
  const norm = printed === null ? null : normLength(printed, workingDay)
  const n = countOf(total)
  const median = percentile(total, 0.5)
  const lasted = ofBlock ? percentile(spans, 0.5) : median
  return {
    number: row.number,
    text: row.text !== '' ? row.text : row.step.question === undefined ? '' : `¿${row.step.question}?`,
    role: row.role,
    printed,
    blockUntil: ofBlock ? (rows.findLast(({ time }) => time?.anchor === row.number)?.number ?? row.number) : null,
    sharesWith,
    norm,
    n,
    median,
    p90: percentile(total, 0.9),
    timed: counted(own, 'timed'),
    late: counted(own, 'late'),
    ratio: norm === null || lasted === null ? null : lasted / norm,
    waiting: percentile(histogram(own, 'wait'), 0.5),
    working: percentile(histogram(own, 'work'), 0.5),
    rounds: counted(own, 'round'),
    returned: counted(own, 'released'),
    refused: counted(own, 'refused'),
    handedOver: counted(own, 'handed-over'),
    ruled: counted(own, 'ruled'),
    escalated: counted(own, 'escalated'),
    overLimit: counted(own, 'over-limit'),
    ...proposalOf(row, spans, { printed, sharesWith, n, workingDay }),
  }
}

/** Lengths of what the printed time is for: its own row, or down to the last that shares it, counted from where the time is counted. */
function spansOf(
  row: CompiledRow,
  rows: readonly CompiledRow[],
  byRow: ReadonlyMap<string, readonly StepCount[]>,
): Histogram {
  const sharing = rows.filter(({ time, number }) => time?.anchor === row.number && number !== row.number)
  const last = sharing.findLast(({ number }) => countOf(histogram(byRow.get(number) ?? [], 'span')) >= LEAST_VISITS)
  return histogram(byRow.get(last?.number ?? row.number) ?? [], 'span')
}

function proposalOf(
  row: CompiledRow,
  spans: Histogram,
  known: { printed: NormTime | null; sharesWith: string | null; n: number; workingDay: number },
): Pick<MeasuredRow, 'proposal' | 'noProposal'> {
  const none = (noProposal: MeasuredRow['noProposal']) => ({ proposal: null, noProposal })
  if (known.sharesWith !== null) return none('shares')
  if (row.role === null) return none('no-card')
  // A branch without a time of its own is done with its question.
  if (row.kind === 'branch' && known.printed === null) return none('no-card')
  if (countOf(spans) < LEAST_VISITS) return none(known.n === 0 ? 'no-card' : 'few')
  const proposal = printableTime(percentile(spans, PROPOSED_SHARE)!, known.printed?.unit, known.workingDay)
  const same = known.printed !== null && known.printed.max === proposal.max && known.printed.unit === proposal.unit
  return same ? none('same') : { proposal, noProposal: null }
}

function measureRoles(
  rows: readonly CompiledRow[],
  byRow: ReadonlyMap<string, readonly StepCount[]>,
): readonly MeasuredRole[] {
  const roles = Map.groupBy(
    rows.filter(({ role }) => role !== null),
    ({ role }) => role!,
  )
  return [...roles].flatMap(([role, own]) => {
    const counts = own.flatMap(({ number }) => byRow.get(number) ?? [])
    const n = countOf(histogram(counts, 'total'))
    if (n === 0) return []
    const wait = histogram(counts, 'wait')
    return [
      {
        role,
        n,
        waiting: percentile(wait, 0.5),
        waitingP90: percentile(wait, 0.9),
        working: percentile(histogram(counts, 'work'), 0.5),
      },
    ]
  })
}

function histogram(counts: readonly StepCount[], what: string): Histogram {
  return counts.filter((each) => each.what === what)
}

function counted(counts: readonly StepCount[], what: string): number {
  return counts.reduce((sum, each) => (each.what === what ? sum + each.n : sum), 0)
}
