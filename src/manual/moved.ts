import type { Position } from './types.ts'

/** How far a stretch of text went: so many units and lines further. Its columns stay. */
export interface Distance {
  readonly offset: number
  readonly lines: number
}

export function distance(from: Position, to: Position): Distance {
  return { offset: to.offset - from.offset, lines: to.line - from.line }
}

/** A value read from a stretch of text, as it is read where that stretch now lies: every place in it moved, nothing else touched. */
export function moved<T>(value: T, by: Distance): T {
  return by.offset === 0 && by.lines === 0 ? value : (each(value, by) as T)
}

function each(value: unknown, by: Distance): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.length === 0 ? value : value.map((one) => each(one, by))
  if (isPosition(value)) return { line: value.line + by.lines, column: value.column, offset: value.offset + by.offset }
  const copy: Record<string, unknown> = {}
  for (const key in value) copy[key] = each((value as Record<string, unknown>)[key], by)
  return copy
}

function isPosition(value: object): value is Position {
  return 'offset' in value && 'column' in value && 'line' in value
}
