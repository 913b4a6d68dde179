import type { Procedure, Step } from '../types.ts'
import { type Aspects, tellAspects, three } from './aspects.ts'
import { normChanges } from './norm-changes.ts'
import { REMARK_ASPECTS } from './remark-aspects.ts'
import { stepChanges } from './row-changes.ts'
import { matchSteps, movedPairs, renumbered } from './step-numbers.ts'
import type { Change, Renumbering } from './types.ts'
import { assignment, listed, normTime, short, start, stepNumber } from './words.ts'

const PROCEDURE_ASPECTS: Aspects<Procedure> = {
  number: null, // told by the manual
  title: { words: (title) => `«${title}»`, say: three('se titula ahora', 'se titula ahora', 'pierde su título') },
  norms: null,
  steps: null,
  starts: {
    words: (starts) => listed(starts.map(start)),
    key: (starts) => JSON.stringify(starts.map(start)),
    say: three('se inicia ahora por', 'se inicia ahora por', 'ya no dice cómo se inicia'),
  },
  assignments: {
    words: (all, numbers) => listed(all.map((each) => assignment(each, numbers))),
    key: (all, numbers) => JSON.stringify(all.map((each) => assignment(each, numbers))),
    say: three('asigna ahora', 'asigna ahora', 'ya no asigna sus cargos'),
  },
  prohibits: {
    words: listed,
    key: (verbs) => JSON.stringify(verbs),
    say: three('prohíbe ahora', 'prohíbe ahora', 'ya no prohíbe acciones'),
  },
  authority: {
    words: (role) => role,
    say: three(
      'deja ahora lo no previsto a',
      'deja ahora lo no previsto a',
      'ya no dice quién resuelve lo no previsto',
    ),
  },
  calendar: {
    words: (code) => code,
    say: three(
      'se cuenta ahora con el calendario',
      'se cuenta ahora con el calendario',
      'ya no tiene calendario propio',
    ),
  },
  time: { words: normTime, say: three('se mide ahora contra', 'se mide ahora contra', 'ya no tiene tiempo') },
  blockTimes: {
    words: (blocks, numbers) =>
      listed(
        blocks.map(
          ({ from, to, time }) =>
            `${normTime(time, numbers)} en los pasos ${stepNumber(numbers, from)} a ${stepNumber(numbers, to)}`,
        ),
      ),
    say: three('da ahora', 'da ahora', 'ya no da tiempo a bloques de pasos'),
  },
  ...REMARK_ASPECTS,
  span: null,
}

/** What a procedure says differently from what it said. `general` knows the manual's own numbers. */
export function procedureChanges(before: Procedure, after: Procedure, general: Renumbering): readonly Change[] {
  const { number: procedure } = after
  const { pairs, removed, added } = matchSteps(before.steps, after.steps)
  const own = normChanges(before.norms, after.norms, { procedure })
  const now = new Map(pairs.map((pair) => [pair.before.number, pair.after.number]))
  const numbers: Renumbering = {
    ...general,
    step: (step) => now.get(step) ?? null,
    norm: (ref) => (ref.general ? general.norm(ref) : own.numberOf(ref.number)),
  }
  const moved = movedPairs(pairs)
  const unmoved = pairs.filter((pair) => !moved.has(pair))
  const here = { procedure, before: before.span, after: after.span }
  const placed: Change[] = [
    ...removed.map(
      (step): Change => ({
        kind: 'removed',
        sentence: `Se quita el paso ${step.number}, «${saying(step)}».`,
        procedure,
        row: String(step.number),
        before: step.span,
      }),
    ),
    ...added.map(
      (step): Change => ({
        kind: 'added',
        sentence: `Se añade el paso ${step.number}, «${saying(step)}», de ${step.role ?? 'nadie'}.`,
        procedure,
        row: String(step.number),
        after: step.span,
      }),
    ),
    ...[...moved].map(
      ({ before: old, after: step }): Change => ({
        kind: 'moved',
        sentence: `El paso ${old.number}, «${saying(step)}», cambia de lugar: es ahora el paso ${step.number}.`,
        procedure,
        row: String(step.number),
        before: old.span,
        after: step.span,
      }),
    ),
  ]
  const shift = renumbered(unmoved)
  return [
    ...tellAspects(PROCEDURE_ASPECTS, before, after, numbers).map(
      (told): Change => ({ kind: 'changed', sentence: `El procedimiento ${procedure} ${told}.`, ...here }),
    ),
    ...own.changes,
    ...withShift(placed, shift, here),
    ...handOvers(pairs, procedure),
    ...pairs.flatMap((pair) => stepChanges(pair.before, pair.after, procedure, numbers)),
  ]
}

const saying = ({ text, question }: Step) => short(text || `¿${question ?? ''}?`)

/** One step that came, went or moved explains the new numbers of the others; several are followed by a sentence of their own. */
function withShift(placed: readonly Change[], shift: string | null, here: Omit<Change, 'kind' | 'sentence'>): Change[] {
  if (shift === null) return [...placed]
  const [only, ...more] = placed
  if (only !== undefined && more.length === 0)
    return [{ ...only, sentence: `${only.sentence.slice(0, -1)}; ${shift}.` }]
  return [...placed, { kind: 'moved', sentence: `${shift[0]!.toUpperCase()}${shift.slice(1)}.`, ...here }]
}

/** Neighbours that go from the same hands to the same hands are one change: one cell of the table. */
function handOvers(pairs: readonly { readonly before: Step; readonly after: Step }[], procedure: string): Change[] {
  const runs: { from: Step; to: Step; before: Step; old: string | null; now: string | null }[] = []
  for (const { before, after } of pairs) {
    if (before.role === after.role) continue
    const last = runs.at(-1)
    if (last && last.old === before.role && last.now === after.role && last.to.number === after.number - 1)
      last.to = after
    else runs.push({ from: after, to: after, before, old: before.role, now: after.role })
  }
  return runs.map(({ from, to, before, old, now }) => ({
    kind: 'changed',
    sentence: `${from === to ? `El paso ${from.number} pasa` : `Los pasos ${from.number} a ${to.number} pasan`} de ${old ?? 'nadie'} a ${now ?? 'nadie'}.`,
    procedure,
    row: String(from.number),
    before: before.span,
    after: from.span,
  }))
}
