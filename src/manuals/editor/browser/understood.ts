import { StateEffect, StateField } from '@codemirror/state'
import { Decoration, type DecorationSet, EditorView } from '@codemirror/view'
import type { Mark } from '#src/manual/index.ts'

/** What the reader understood, coloured. Between two readings the colours move with the text. */
export const setUnderstood = StateEffect.define<readonly Mark[]>()

const looks = new Map<string, Decoration>()

function lookOf(kind: string): Decoration {
  const known = looks.get(kind) ?? Decoration.mark({ class: `mk-${kind}` })
  looks.set(kind, known)
  return known
}

export const understood = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    for (const effect of transaction.effects) {
      if (!effect.is(setUnderstood)) continue
      const length = transaction.newDoc.length
      return Decoration.set(
        effect.value.filter(({ to }) => to <= length).map(({ kind, from, to }) => lookOf(kind).range(from, to)),
      )
    }
    return marks.map(transaction.changes)
  },
  provide: (field) => EditorView.decorations.from(field),
})
