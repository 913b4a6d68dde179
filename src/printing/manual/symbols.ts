import type { Pdf } from '../paper/open-document.ts'
import type { Block, TableRow } from '../paper/types.ts'
import { HEAD_FILL } from '../prose/prose-blocks.ts'

interface Symbol {
  readonly name: string
  readonly says: string
  /** Draws in a field 90 wide and 34 high. */
  readonly paint: (pdf: Pdf, x: number, y: number) => void
}

/** The glossary of the flowchart's symbols, each drawn. */
export function symbolGlossary(): Block {
  return {
    kind: 'table',
    widths: [22, 78],
    head: ['SÍMBOLO', 'SIGNIFICADO'].map((text) => ({
      blocks: [{ kind: 'text', runs: [{ text, bold: true }] }],
      fill: HEAD_FILL,
    })),
    rows: SYMBOLS.map(
      ({ name, says, paint }): TableRow => ({
        cells: [
          {
            middle: true,
            blocks: [
              {
                kind: 'drawing',
                height: 34,
                alt: `Símbolo: ${name}`,
                paint: (pdf, x, y, width) => {
                  pdf.lineWidth(0.9).strokeColor('#000000').fillColor('#000000')
                  paint(pdf, x + (width - 90) / 2, y)
                },
              },
            ],
          },
          { middle: true, blocks: [{ kind: 'text', runs: [{ text: `${name}: `, bold: true }, { text: says }] }] },
        ],
      }),
    ),
  }
}

const SYMBOLS: readonly Symbol[] = [
  {
    name: 'Inicio o fin',
    says: 'dónde empieza el procedimiento y dónde termina.',
    paint: (pdf, x, y) => pdf.roundedRect(x + 12, y + 7, 66, 20, 10).stroke(),
  },
  {
    name: 'Actividad',
    says: 'lo que hace, en un paso, quien es responsable de él.',
    paint: (pdf, x, y) => pdf.rect(x + 10, y + 5, 70, 24).stroke(),
  },
  {
    name: 'Decisión',
    says: 'una pregunta; de cada respuesta sale un camino distinto.',
    paint: (pdf, x, y) => pdf.polygon([x + 45, y + 1], [x + 85, y + 17], [x + 45, y + 33], [x + 5, y + 17]).stroke(),
  },
  {
    name: 'Línea de unión',
    says: 'el orden en que siguen los pasos; la punta señala el que viene.',
    paint: (pdf, x, y) => {
      pdf
        .moveTo(x + 10, y + 17)
        .lineTo(x + 74, y + 17)
        .stroke()
      pdf.polygon([x + 80, y + 17], [x + 72, y + 13.5], [x + 72, y + 20.5]).fill()
    },
  },
  {
    name: 'A la vez',
    says: 'la barra abre pasos que corren al mismo tiempo; otra barra espera a que terminen todos.',
    paint: (pdf, x, y) => {
      pdf.rect(x + 10, y + 9, 70, 3).fill()
      for (const at of [26, 64])
        pdf
          .moveTo(x + at, y + 12)
          .lineTo(x + at, y + 30)
          .stroke()
    },
  },
  {
    name: 'Archivo definitivo',
    says: 'un papel queda guardado de forma permanente.',
    paint: (pdf, x, y) => pdf.polygon([x + 25, y + 4], [x + 65, y + 4], [x + 45, y + 31]).stroke(),
  },
  {
    name: 'Archivo temporal',
    says: 'un papel queda guardado hasta que se cumple un plazo.',
    paint: (pdf, x, y) => pdf.polygon([x + 25, y + 31], [x + 65, y + 31], [x + 45, y + 4]).stroke(),
  },
  {
    name: 'Nota aclaratoria',
    says: 'explica una actividad; no es parte del camino.',
    paint: (pdf, x, y) => {
      pdf
        .moveTo(x + 32, y + 5)
        .lineTo(x + 24, y + 5)
        .lineTo(x + 24, y + 29)
        .lineTo(x + 32, y + 29)
        .stroke()
      pdf
        .dash(2, { space: 2 })
        .moveTo(x + 24, y + 17)
        .lineTo(x + 4, y + 17)
        .stroke()
        .undash()
      for (const at of [11, 17, 23])
        pdf
          .moveTo(x + 36, y + at)
          .lineTo(x + 82, y + at)
          .lineWidth(0.4)
          .stroke()
    },
  },
  {
    name: 'Conector',
    says: 'el camino sigue en otra parte de la misma hoja, donde está la misma letra.',
    paint: (pdf, x, y) => pdf.circle(x + 45, y + 17, 11).stroke(),
  },
  {
    name: 'Conector de página',
    says: 'el camino sigue en otra hoja, donde está la misma letra.',
    paint: (pdf, x, y) =>
      pdf.polygon([x + 33, y + 5], [x + 57, y + 5], [x + 57, y + 21], [x + 45, y + 30], [x + 33, y + 21]).stroke(),
  },
]
