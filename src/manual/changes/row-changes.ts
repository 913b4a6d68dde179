import type { Branch, Facts, Span, Step } from '../types.ts'
import { type Aspects, tellAspects, three } from './aspects.ts'
import { FACT_ASPECTS } from './fact-aspects.ts'
import { matchUp } from './match-up.ts'
import type { Change, Renumbering } from './types.ts'
import { jump, listed, normRef, normTime, short } from './words.ts'

const text = {
  key: (value: string) => value,
  words: short,
  say: (after: string | null, before: string | null) => {
    if (!after) return `ya no dice «${before}»`
    return before ? `dice ahora «${after}» (antes, «${before}»)` : `dice ahora «${after}»`
  },
}

const FLOW = {
  jump: { words: jump, say: three('ahora', 'ahora', 'ya no salta') },
  normRefs: {
    words: (refs: Step['normRefs'], numbers: Renumbering) => listed(refs.map((ref) => normRef(ref, numbers))),
    say: three('ahora cita', 'ahora cita', 'ya no cita norma'),
  },
  time: { words: normTime, say: three('se mide ahora contra', 'se mide ahora contra', 'ya no tiene tiempo') },
}

const STEP_ASPECTS: Aspects<Step> = {
  number: null, // told by the procedure: numbers move together
  id: { words: (id) => `{#${id}}`, say: three('se llama ahora', 'se llama ahora', 'ya no lleva nombre fijo') },
  role: null, // told by the procedure: neighbours change hands together
  text,
  question: {
    words: short,
    key: (question) => question,
    say: (after, before) => {
      if (after === null) return `ya no pregunta «¿${before}?»`
      return before === null ? `pregunta ahora «¿${after}?»` : `pregunta ahora «¿${after}?» (antes, «¿${before}?»)`
    },
  },
  parallel: {
    words: (parallel) => (parallel ? 'A la vez:' : ''),
    say: (after) => (after ? 'abre ahora filas que corren a la vez' : 'ya no abre filas que corren a la vez'),
  },
  branches: null, // matched and told one by one
  ...FLOW,
  facts: null, // told by its own members
  span: null,
}

const BRANCH_ASPECTS: Aspects<Branch> = {
  number: null,
  answer: { words: (answer) => `«${answer}»`, say: three('responde ahora', 'responde ahora', 'ya no responde') },
  role: null,
  text,
  ...FLOW,
  facts: null,
  span: null,
}

/** What one step says differently from what it said, but who does it; its branches too. */
export function stepChanges(before: Step, after: Step, procedure: string, numbers: Renumbering): readonly Change[] {
  const place = { procedure, row: String(after.number), before: before.span, after: after.span }
  const of = `El paso ${after.number}`
  return [
    ...tellAspects(STEP_ASPECTS, before, after, numbers).map(changed(of, place)),
    ...factChanges(before, after, numbers).map(changed(of, place)),
    ...branchChanges(before, after, procedure, numbers),
  ]
}

const factChanges = (before: { facts: Facts }, after: { facts: Facts }, numbers: Renumbering) =>
  tellAspects(FACT_ASPECTS, before.facts, after.facts, numbers)

interface Place {
  readonly procedure: string
  readonly row: string
  readonly before?: Span
  readonly after?: Span
}

const changed =
  (subject: string, place: Place) =>
  (told: string): Change => ({ kind: 'changed', sentence: `${subject} ${told}.`, ...place })

function branchChanges(before: Step, after: Step, procedure: string, numbers: Renumbering): readonly Change[] {
  const { pairs, removed, added } = matchUp<Branch>(
    before.branches,
    after.branches,
    [({ answer }) => answer ?? null, (row) => `${row.role} ${row.text}`, ({ number }) => number.split('.')[1] ?? null],
    { text: (row) => row.text, after: 2 },
  )
  const order = pairs.map(({ before: old }) => before.branches.indexOf(old))
  const reordered = order.some((at, index) => index > 0 && at < order[index - 1]!)
  const place = { procedure, row: String(after.number), before: before.span, after: after.span }
  return [
    ...removed.map(
      (row): Change => ({
        kind: 'removed',
        sentence: `Se quita ${nameOf(row)} del paso ${after.number}.`,
        procedure,
        row: row.number,
        before: row.span,
      }),
    ),
    ...added.map(
      (row): Change => ({
        kind: 'added',
        sentence: `Se añade el paso ${row.number}: ${nameOf(row)}.`,
        procedure,
        row: row.number,
        after: row.span,
      }),
    ),
    ...(reordered ? [changed(`El paso ${after.number}`, place)('cambia el orden de sus filas')] : []),
    ...pairs.flatMap(({ before: old, after: now }) => {
      const subject = `El paso ${now.number}`
      const here = { procedure, row: now.number, before: old.span, after: now.span }
      // An answer is always of whoever asks; rows side by side have each their own.
      const handed =
        now.answer === undefined && old.answer === undefined && old.role !== now.role
          ? [`pasa de ${old.role ?? 'nadie'} a ${now.role ?? 'nadie'}`]
          : []
      return [...handed, ...tellAspects(BRANCH_ASPECTS, old, now, numbers), ...factChanges(old, now, numbers)].map(
        changed(subject, here),
      )
    }),
  ]
}

const nameOf = ({ answer, role, text: does }: Branch) =>
  answer === undefined ? `la fila de ${role ?? 'nadie'}, «${short(does)}»` : `la respuesta «${answer}»`
