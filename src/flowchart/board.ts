/**
 * The board on which lines are routed: no points yet, only order. Between the columns and around them lie upright channels, between the
 * bands level ones, each with `tracks` lines; the middle of every column and band is a line too. A line of the board is a number: channel 0
 * has 0 … tracks-1, then comes the middle of column (or band) 0, then channel 1, and so on.
 */
export interface Board {
  readonly columns: number
  readonly bands: number
  readonly tracks: number
  readonly across: number
  readonly down: number
  readonly nodes: readonly BoardNode[]
  /** Node in a cell, by `band * columns + column`; -1 is empty. */
  readonly taken: Int16Array
  /** Points that no line may pass: inside the shapes. */
  readonly blocked: Uint8Array
}

export interface BoardNode {
  readonly id: string
  readonly band: number
  readonly column: number
  /** Columns at which a bar may be entered and left, its own first; for others just their own. */
  readonly columns: readonly number[]
  readonly shape: 'box' | 'gate' | 'bar' | 'connector'
  /** Its exits may start on one line that forks: it has more of them than corners. */
  readonly forks: boolean
  /** How many edges leave it. */
  readonly exits: number
}

export interface BoardEdge {
  readonly from: number
  readonly to: number
  /** Edges that are drawn first get the straight way. */
  readonly rank: number
  readonly mayLeave: readonly Side[]
  readonly prefers: 'bottom' | 'side'
}

export type Side = 'top' | 'bottom' | 'left' | 'right'

export function makeBoard(nodes: readonly BoardNode[], columns: number, bands: number, tracks: number): Board {
  const across = columns * (tracks + 1) + tracks
  const down = bands * (tracks + 1) + tracks
  const taken = new Int16Array(columns * bands).fill(-1)
  const blocked = new Uint8Array(across * down)
  nodes.forEach((node, at) => {
    const first = Math.min(...node.columns)
    const last = Math.max(...node.columns)
    const y = middle(node.band, tracks)
    for (let column = first; column <= last; column++) taken[node.band * columns + column] = at
    for (let x = middle(first, tracks); x <= middle(last, tracks); x++) blocked[y * across + x] = 1
  })
  return { columns, bands, tracks, across, down, nodes, taken, blocked }
}

/** The line through the middle of a column or band. */
export function middle(at: number, tracks: number): number {
  return at * (tracks + 1) + tracks
}

/** Where a line of the board lies: in the middle of `at`, or on a track of channel `at`. */
export function placeOf(line: number, tracks: number): { readonly at: number; readonly track: number | null } {
  const at = Math.floor(line / (tracks + 1))
  const track = line % (tracks + 1)
  return { at, track: track === tracks ? null : track }
}

/** The point of the board beside a shape's side, from which its stub goes. */
export function portPoint(board: Board, node: BoardNode, side: Side, column: number): number {
  const { across, tracks } = board
  const x = middle(column, tracks)
  const y = middle(node.band, tracks)
  if (side === 'top') return (y - 1) * across + x
  if (side === 'bottom') return (y + 1) * across + x
  return y * across + x + (side === 'left' ? -1 : 1)
}
