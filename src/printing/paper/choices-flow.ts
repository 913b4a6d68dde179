import type { Column, Piece } from './flow.ts'
import { newTag } from './tags.ts'
import type { ChoicesBlock } from './types.ts'
import { wrap } from './wrap.ts'

const BOX = 8

/** Options one under another, each with its box. */
export function choicesFlow({ letters, x, width, parent, size }: Column, { options }: ChoicesBlock): Piece[] {
  const tag = newTag(parent, 'P')
  return options.flatMap(({ label, chosen }): Piece[] => {
    const lines = wrap(letters, [{ text: label, bold: chosen }], size, width - BOX - 6)
    return lines.map(
      (line, at): Piece => ({
        kind: 'piece',
        x,
        width,
        before: 0,
        height: size * 1.45,
        keep: at < lines.length - 1,
        tag,
        paint: (ink, as, left, y) => {
          if (at === 0)
            ink.mark(as, () => {
              const { pdf } = ink
              pdf.markContent('Span', { actual: chosen ? '[X] ' : '[  ] ' })
              pdf
                .lineWidth(0.7)
                .strokeColor('#000000')
                .rect(left, y + 2, BOX, BOX)
                .stroke()
              if (chosen) {
                pdf
                  .lineWidth(1.1)
                  .moveTo(left + 1.5, y + 3.5)
                  .lineTo(left + BOX - 1.5, y + BOX + 0.5)
                  .stroke()
                pdf
                  .moveTo(left + BOX - 1.5, y + 3.5)
                  .lineTo(left + 1.5, y + BOX + 0.5)
                  .stroke()
              }
              pdf.endMarkedContent()
            })
          ink.line(as, line, size, left + BOX + 5, y + size * 0.13)
        },
      }),
    )
  })
}
