import type { Board } from '../board.ts'

/**
 * In the middle of a column, the half of a level channel that touches a shape belongs to that shape's own lines: so its top and its
 * bottom can always be reached, whatever was laid before. By `row * columns + column`, the shape (-1: none) whose lines alone may come
 * to that point, when they come downwards and when they come upwards.
 */
export interface Stubs {
  /** Only lines that leave this shape, which stands above. */
  readonly leaving: { readonly down: Int16Array; readonly up: Int16Array }
  /** Only lines that enter this shape, which stands below. */
  readonly entering: { readonly down: Int16Array; readonly up: Int16Array }
}

export function stubsOn(board: Board): Stubs {
  return {
    leaving: { down: ownersOf(board, 'above', 1), up: ownersOf(board, 'above', -1) },
    entering: { down: ownersOf(board, 'below', 1), up: ownersOf(board, 'below', -1) },
  }
}

function ownersOf({ tracks, columns, bands, taken, down }: Board, side: 'above' | 'below', step: 1 | -1): Int16Array {
  const owners = new Int16Array(down * columns).fill(-1)
  for (let row = 0; row < down; row++) {
    const track = row % (tracks + 1)
    if (track === tracks) continue
    const channel = Math.floor(row / (tracks + 1))
    // The step that enters a half from outside it, or moves within it.
    const isUpper = track < tracks / 2 || track - step < tracks / 2
    const isLower = track >= tracks / 2 || track - step >= tracks / 2
    const band = side === 'above' ? channel - 1 : channel
    if (band < 0 || band >= bands || !(side === 'above' ? isUpper : isLower)) continue
    for (let column = 0; column < columns; column++) owners[row * columns + column] = taken[band * columns + column]!
  }
  return owners
}
