export interface PaperSize {
  readonly width: number
  readonly height: number
}

/** Upright; lying they are turned. */
export const PAPERS: Readonly<Record<'letter' | 'a4', PaperSize>> = {
  letter: { width: 612, height: 792 },
  a4: { width: 595.28, height: 841.89 },
}

export const MARGIN = 34
/** About what stands between two columns. */
const GAP = 28
/** Type of 8 points is not made smaller than this share of it while another look keeps it larger. */
const LEAST_SCALE = 0.9

/** Box width and direction of the page: upright with wide boxes if the columns allow it, lying with narrow ones if there are many. */
export function chooseLook(
  paper: PaperSize | null,
  columns: number,
): { readonly width: number; readonly paper: PaperSize | null } {
  if (paper === null) return { width: 136, paper: null }
  const lying = { width: paper.height, height: paper.width }
  const looks = [
    ...[150, 136, 122, 110].map((width) => ({ width, paper })),
    ...[136, 122, 110, 100].map((width) => ({ width, paper: lying })),
  ]
  const scale = (look: { width: number; paper: PaperSize }) =>
    (look.paper.width - 2 * MARGIN) / (columns * (look.width + GAP) + 16)
  return looks.find((look) => scale(look) >= LEAST_SCALE) ?? looks.at(-1)!
}
