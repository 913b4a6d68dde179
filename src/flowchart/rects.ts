import { SMALL } from './cell.ts'
import type { PlacedCell } from './geometry.ts'
import { textWidth } from './text.ts'
import type { Point, Rect } from './types.ts'

/** The shape, and the strips in which forms, notes and archives hang, both beside the middle where lines arrive. */
export function rectsOf({ cell, x, y, width }: PlacedCell): Rect[] {
  const { height, above, below, node } = cell
  const shape = { x: x - width / 2, y: y - height / 2, width, height }
  const zone = width / 2 - 8
  const top = { y: y - above, height: above - height / 2 }
  const bottom = { y: y + height / 2, height: below - height / 2 }
  const left = { x: x - width / 2, width: zone }
  const right = { x: x + 4, width: width / 2 - 4 }
  return [
    shape,
    ...(cell.form === undefined ? [] : [{ ...left, ...top }]),
    ...(cell.note === undefined ? [] : [{ x: x + 8, width: zone, ...top }]),
    ...(cell.archive === undefined ? [] : [{ ...left, ...bottom }]),
    ...(node.kind === 'question' && below > height / 2 && cell.footers.length + cell.tags.length > 0
      ? [{ ...right, ...bottom }]
      : []),
    ...(node.caption === undefined
      ? []
      : [{ x: x + width / 2 + 3, y: y - 5, width: captionWidth(node.caption), height: 8 }]),
  ]
}

function captionWidth(caption: string): number {
  return textWidth(caption, SMALL) + 1
}

/** Do two rectangles come nearer than `gap`? */
export function meet(a: Rect, b: Rect, gap: number): boolean {
  return (
    a.x < b.x + b.width + gap && b.x < a.x + a.width + gap && a.y < b.y + b.height + gap && b.y < a.y + a.height + gap
  )
}

/** Does a level or upright part run through the inside of a rectangle, `inset` within its outline (below 0: around it)? */
export function cuts([a, b]: readonly [Point, Point], rect: Rect, inset: number): boolean {
  return (
    Math.max(a.x, b.x) > rect.x + inset &&
    Math.min(a.x, b.x) < rect.x + rect.width - inset &&
    Math.max(a.y, b.y) > rect.y + inset &&
    Math.min(a.y, b.y) < rect.y + rect.height - inset
  )
}
