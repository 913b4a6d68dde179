import type { Paper } from './lay-out.ts'

export type PaperSize = 'letter' | 'a4'

const MARGIN = { left: 62, right: 54, top: 104, bottom: 56 }
const LYING = { left: 40, right: 40, top: 84, bottom: 46 }

/** The two papers of the region's offices. The wider margin is the binding's. */
export const SHEETS: Readonly<Record<PaperSize, Paper>> = {
  letter: { width: 612, height: 792, margin: MARGIN, lying: LYING },
  a4: { width: 595.28, height: 841.89, margin: MARGIN, lying: LYING },
}
