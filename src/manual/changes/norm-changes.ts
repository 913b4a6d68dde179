import type { Norm, NormTable } from '../types.ts'
import { type Aspects, tellAspects } from './aspects.ts'
import { matchUp } from './match-up.ts'
import { AS_IS, type Change } from './types.ts'
import { listed, short } from './words.ts'

const NORM_ASPECTS: Aspects<Norm> = {
  number: null, // told apart
  text: {
    words: short,
    key: (text) => text.trim(),
    say: (after, before) => `cambia su texto: «${after ?? ''}» (antes, «${before ?? ''}»)`,
  },
  table: {
    words: (table) => listed(table.columns),
    key: (table) => JSON.stringify([table.columns, table.rows]),
    say: (after, before) => {
      if (after === null) return 'ya no lleva tabla'
      return before === null ? `lleva ahora una tabla de ${after}` : 'cambia su tabla'
    },
  },
  span: null,
}

/** What a list of norms says differently, and what each number before is now. Without `procedure` they are the manual's own. */
export function normChanges(
  before: readonly Norm[],
  after: readonly Norm[],
  { procedure }: { readonly procedure?: string },
): { readonly changes: readonly Change[]; readonly numberOf: (number: string) => string | null } {
  const said = ({ text, table }: Norm) => text.trim() + tableText(table)
  const { pairs, removed, added } = matchUp<Norm>(
    before,
    after,
    [(norm) => `${norm.number} ${said(norm)}`, said, ({ text }) => text.trim() || null, ({ number }) => number],
    { text: ({ text }) => text, after: 3 },
  )
  const of = procedure === undefined ? 'norma general' : 'norma'
  const where = procedure === undefined ? {} : { procedure }
  const numbered = pairs.filter((pair) => pair.before.number !== pair.after.number)
  const shift = listed(numbered.map((pair) => `la ${of} ${pair.before.number} es ahora la ${pair.after.number}`))
  const placed: Change[] = [
    ...removed.map(
      (norm): Change => ({
        kind: 'removed',
        sentence: `Se quita la ${of} ${norm.number}, «${short(norm.text)}».`,
        ...where,
        before: norm.span,
      }),
    ),
    ...added.map(
      (norm): Change => ({
        kind: 'added',
        sentence: `Se añade la ${of} ${norm.number}, «${short(norm.text)}».`,
        ...where,
        after: norm.span,
      }),
    ),
  ]
  const only = placed.length === 1 ? placed[0]! : undefined
  const numbering: readonly Change[] =
    shift === null || only
      ? []
      : [
          {
            kind: 'moved',
            sentence: `${shift[0]!.toUpperCase()}${shift.slice(1)}.`,
            ...where,
            after: numbered[0]!.after.span,
          },
        ]
  return {
    changes: [
      ...(only && shift !== null ? [{ ...only, sentence: `${only.sentence.slice(0, -1)}; ${shift}.` }] : placed),
      ...numbering,
      ...pairs.flatMap(({ before: old, after: now }) =>
        tellAspects(NORM_ASPECTS, old, now, AS_IS).map(
          (told): Change => ({
            kind: 'changed',
            sentence: `La ${of} ${now.number} ${told}.`,
            ...where,
            before: old.span,
            after: now.span,
          }),
        ),
      ),
    ],
    numberOf: (number) => pairs.find((pair) => pair.before.number === number)?.after.number ?? null,
  }
}

const tableText = (table: NormTable | undefined) => (table ? JSON.stringify([table.columns, table.rows]) : '')
