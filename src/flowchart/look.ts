export interface PaperSize {
  readonly width: number
  readonly height: number
}

/** How wide boxes are, and the paper as it is held. */
export interface Look {
  readonly width: number
  readonly paper: PaperSize
}

export const MARGIN = 34
export const SCREEN_WIDTH = 136
/** The type of 8 points is not made smaller than this share of it while another look keeps it larger. */
export const LEAST_SCALE = 0.8

/** The looks that are tried: upright with wide boxes to lying with narrow ones. */
export const LOOKS: Readonly<Record<'letter' | 'a4', readonly Look[]>> = {
  letter: looksOf({ width: 612, height: 792 }),
  a4: looksOf({ width: 595.28, height: 841.89 }),
}

function looksOf(paper: PaperSize): Look[] {
  const lying = { width: paper.height, height: paper.width }
  return [
    ...[150, 132, 116, 102].map((width) => ({ width, paper })),
    ...[132, 110, 96].map((width) => ({ width, paper: lying })),
  ]
}
