import { FONTS } from '../paper/open-document.ts'
import type { Block } from '../paper/types.ts'

const BOX = { width: 13, height: 15, gap: 8 }

/** Groups of boxes, one a sign, with a word under each group: a date, an hour, an address. */
export function blankBoxes(groups: readonly number[], captions: readonly string[]): Block {
  return {
    kind: 'drawing',
    height: captions.length > 0 ? 25 : 18,
    alt: `Espacio para escribir${captions.length > 0 ? `: ${captions.join(', ')}` : ''}`,
    paint: (pdf, x, y) => {
      let left = x
      for (const [at, count] of groups.entries()) {
        pdf.lineWidth(0.6).strokeColor('#000000')
        for (let box = 0; box < count; box++) pdf.rect(left + box * BOX.width, y + 1, BOX.width, BOX.height).stroke()
        const caption = captions[at]
        if (caption !== undefined)
          pdf
            .font(FONTS.regular)
            .fontSize(7)
            .fillColor('#333333')
            .text(caption, left, y + BOX.height + 2, { lineBreak: false })
        left += count * BOX.width + BOX.gap
      }
    },
  }
}
