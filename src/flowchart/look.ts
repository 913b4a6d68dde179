import type { Frame } from './types.ts'

/** What a page of the chart is drawn on. */
export interface PaperSize {
  readonly width: number
  readonly height: number
  readonly margin: number
}

/** How wide boxes are, and the paper as it is held. */
export interface Look {
  readonly width: number
  readonly paper: PaperSize
}

const MARGIN = 34
/** A frame's lines are drawn whole. */
const FRAME_MARGIN = 0.6
export const SCREEN_WIDTH = 136
/** The type of 8 points is not made smaller than this share of it while another look keeps it larger. */
export const LEAST_SCALE = 0.8

const SHEETS = { letter: { width: 612, height: 792 }, a4: { width: 595.28, height: 841.89 } } as const

/** The looks that are tried: upright with wide boxes to lying with narrow ones. */
export function looksOf(paper: 'letter' | 'a4', frame?: Frame): Look[] {
  const { width, height } = SHEETS[paper]
  const upright = frame ? { ...frame.upright, margin: FRAME_MARGIN } : { width, height, margin: MARGIN }
  const lying = frame ? { ...frame.lying, margin: FRAME_MARGIN } : { width: height, height: width, margin: MARGIN }
  return [
    ...[150, 132, 116, 102].map((box) => ({ width: box, paper: upright })),
    ...[132, 110, 96].map((box) => ({ width: box, paper: lying })),
  ]
}
