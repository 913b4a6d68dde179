import { AS_IS, type Renumbering, type Words } from './types.ts'

/** One member of a type: how it is compared and how its change is told. */
export interface Aspect<T> {
  readonly words: Words<T>
  /** What both are compared by, where the words leave something out. */
  readonly key?: (value: NonNullable<T>, numbers: Renumbering) => string
  /** The sentence without its subject: «vence en 4 días (antes, 6)». `null` stands for nothing. */
  readonly say: (after: string | null, before: string | null) => string
}

/** Every member of a type; `null` for one that follows from others or is compared apart. A member without a row does not compile. */
export type Aspects<T> = { readonly [K in keyof Required<T>]: Aspect<NonNullable<T[K]>> | null }

/** What two of a type say differently, a sentence's end for each member that differs. */
export function tellAspects<T extends object>(
  aspects: Aspects<T>,
  before: T,
  after: T,
  numbers: Renumbering,
): readonly string[] {
  return (Object.keys(aspects) as (keyof T)[]).flatMap((member) => {
    const aspect = aspects[member] as Aspect<unknown> | null
    if (aspect === null) return []
    const [old, now] = [before[member], after[member]] as const
    const key = aspect.key ?? ((value: NonNullable<unknown>, by: Renumbering) => aspect.words(value, by) ?? '')
    const isNothing = (value: unknown) => value === undefined || value === null
    const oldKey = isNothing(old) ? '' : key(old as NonNullable<unknown>, numbers)
    const newKey = isNothing(now) ? '' : key(now as NonNullable<unknown>, AS_IS)
    if (oldKey === newKey) return []
    const oldWords = isNothing(old) ? null : aspect.words(old as NonNullable<unknown>, numbers)
    const newWords = isNothing(now) ? null : aspect.words(now as NonNullable<unknown>, AS_IS)
    return [aspect.say(newWords, oldWords)]
  })
}

/** The usual three: it is now this (it was that); it gains this; it no longer has that. */
export const three =
  (now: string, gains: string, loses: string): Aspect<unknown>['say'] =>
  (after, before) => {
    if (after === null) return `${loses} (era: ${before})`
    if (before === null) return `${gains} ${after}`
    return `${now} ${after} (antes, ${before})`
  }
