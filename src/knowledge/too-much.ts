import type { Refusal } from '#src/platform/refusal.ts'
import { type Excess, MOST } from '#src/printing/prose/markdown-limits.ts'

/** What to do with a solution that has too much of something to be drawn. */
export function tooMuch({ kind, line }: Excess): NonNullable<Refusal['fields']>[string] {
  const say = (es: string, en: string) => ({ code: `solucion-${kind}`, es, en })
  switch (kind) {
    case 'lines':
      return say(
        `La solución tiene más de ${MOST.lines} líneas. Divida el artículo en varios, o adjunte lo más largo como archivo.`,
        `The solution has more than ${MOST.lines} lines. Divide the article, or attach its longest part as a file.`,
      )
    case 'parts':
      return say(
        'La solución tiene demasiadas celdas de tabla o elementos de lista. Divida el artículo en varios, o adjunte la tabla o la lista como archivo.',
        'The solution has too many cells of tables or items of lists. Divide the article, or attach the table or the list as a file.',
      )
    case 'nesting':
      return say(
        `La línea ${line} de la solución abre más de ${MOST.nesting} citas o listas, una dentro de otra. Quite los signos «>», «-», «+» o «*» que le sobran al comienzo.`,
        `Line ${line} of the solution opens more than ${MOST.nesting} quotes or lists, one inside the other. Take out the “>”, “-”, “+” or “*” that it has too many of at its beginning.`,
      )
    case 'marks':
      return say(
        `La solución tiene demasiados signos «*», «_», «[», «]» o «\`» juntos, sobre todo en el párrafo de la línea ${line}. Divídalo con líneas en blanco, o quite los que sobran.`,
        `The solution has too many “*”, “_”, “[”, “]” or “\`” together, above all in the paragraph of line ${line}. Divide it by blank lines, or take out those that are not needed.`,
      )
  }
}
