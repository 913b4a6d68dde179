import type { Offer } from '#src/cases/versions.ts'
import type { Procedure } from '#src/manual/types.ts'
import { indexWords, matchWords, type WordIndex } from './match-words.ts'

/** What the portal offers: what manuals in force take through it. */
export function portalOffers(offers: readonly Offer[]): readonly Offer[] {
  return offers.filter(({ channels }) => channels.some((channel) => channel === 'portal'))
}

/** What fits less than this part of how well the best one fits is not shown. */
const LEAST_SHARE = 0.4

/** The offers that fit what somebody wrote, the best first. */
export function findOffers(question: string, offers: readonly Offer[]): readonly Offer[] {
  const scored = offers.map((offer) => ({ offer, score: matchWords(question, wordsOfOffer(offer)) }))
  const best = Math.max(0, ...scored.map(({ score }) => score))
  return scored
    .filter(({ score }) => score > 0 && score >= LEAST_SHARE * best)
    .toSorted((a, b) => b.score - a.score)
    .map(({ offer }) => offer)
}

// By procedure and name: a published procedure never changes.
const kept = new WeakMap<Procedure, Map<string, WordIndex>>()

function wordsOfOffer({ name, procedure, version, form }: Offer): WordIndex {
  const known = kept.get(procedure) ?? new Map<string, WordIndex>()
  kept.set(procedure, known)
  const found = known.get(name)
  if (found !== undefined) return found
  const index = indexWords([
    { text: name, weight: 8 },
    { text: procedure.title, weight: 5 },
    { text: form?.title ?? '', weight: 3 },
    { text: version.title, weight: 2 },
    ...(form?.fields ?? []).map(({ name: field, help }) => ({ text: `${field} ${help ?? ''}`, weight: 1.5 })),
    ...procedure.norms.map(({ text }) => ({ text, weight: 1 })),
    ...procedure.steps.map(({ text }) => ({ text, weight: 1 })),
  ])
  known.set(name, index)
  return index
}
