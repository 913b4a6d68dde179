import type { Step } from '../types.ts'
import { type Matched, matchUp } from './match-up.ts'
import { listed } from './words.ts'

/** The steps of two texts of a procedure, matched by `{#id}`, by what they say, by likeness, and at last by number. */
export function matchSteps(before: readonly Step[], after: readonly Step[]): Matched<Step> {
  const said = ({ text, question = '' }: Step) => `${text} ${question}`.trim()
  return matchUp<Step>(
    before,
    after,
    [
      ({ id }) => id ?? null,
      (step) => `${step.number} ${step.role} ${said(step)}`,
      (step) => `${step.role} ${said(step)}`,
      (step) => said(step),
      ({ number }) => String(number),
    ],
    { text: said, after: 4 },
  )
}

/** The pairs that no longer stand in the order of the others: the fewest that must have been moved. */
export function movedPairs<P extends { readonly before: Step }>(pairs: readonly P[]): ReadonlySet<P> {
  const best: { length: number; from: number }[] = []
  for (const [at, pair] of pairs.entries()) {
    let found = { length: 1, from: -1 }
    for (let earlier = 0; earlier < at; earlier++) {
      const chain = best[earlier]!
      if (pairs[earlier]!.before.number < pair.before.number && chain.length + 1 > found.length)
        found = { length: chain.length + 1, from: earlier }
    }
    best.push(found)
  }
  const stays = new Set<P>()
  let at = best.reduce((most, chain, index) => (chain.length > (best[most]?.length ?? 0) ? index : most), 0)
  while (at >= 0 && pairs.length > 0) {
    stays.add(pairs[at]!)
    at = best[at]!.from
  }
  return new Set(pairs.filter((pair) => !stays.has(pair)))
}

/** «los pasos 3 a 7 son ahora 4 a 8»; null where no number changed. */
export function renumbered(pairs: readonly { readonly before: Step; readonly after: Step }[]): string | null {
  const runs: { from: number; to: number; by: number }[] = []
  for (const { before, after } of pairs) {
    const by = after.number - before.number
    const last = runs.at(-1)
    if (last && last.by === by && last.to === before.number - 1) last.to = before.number
    else runs.push({ from: before.number, to: before.number, by })
  }
  return listed(
    runs
      .filter(({ by }) => by !== 0)
      .map(({ from, to, by }) =>
        from === to
          ? `el paso ${from} es ahora el ${from + by}`
          : `los pasos ${from} a ${to} son ahora ${from + by} a ${to + by}`,
      ),
  )
}
