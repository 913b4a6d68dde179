import type { Frame } from './types.ts'

/** What a page of the chart is drawn on. */
export interface PaperSize {
  readonly width: number
  readonly height: number
  readonly margin: number
}

/** The paper as it is held. */
export interface Look {
  readonly paper: PaperSize
}

const MARGIN = 34
/** A frame's lines are drawn whole. */
const FRAME_MARGIN = 0.6
export const SCREEN_WIDTH = 136
/** Boxes are not wider, however few columns a page has. */
export const MOST_WIDTH = 150

const SHEETS = { letter: { width: 612, height: 792 }, a4: { width: 595.28, height: 841.89 } } as const

/** The looks that are tried: upright and lying. */
export function looksOf(paper: 'letter' | 'a4', frame?: Frame): Look[] {
  const { width, height } = SHEETS[paper]
  return [
    { paper: frame ? { ...frame.upright, margin: FRAME_MARGIN } : { width, height, margin: MARGIN } },
    { paper: frame ? { ...frame.lying, margin: FRAME_MARGIN } : { width: height, height: width, margin: MARGIN } },
  ]
}
