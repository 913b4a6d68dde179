/** The languages of the screens. Manuals and what people write stay in the language in which they were written. */
export type Locale = 'es' | 'en'

/** A sentence with `{slots}`, or one for each grammatical number, chosen by `count`. */
export type Message = string | { readonly one: string; readonly other: string }

type SlotsOf<Text> = Text extends `${string}{${infer Slot}}${infer Rest}` ? Slot | SlotsOf<Rest> : never
type Slots<M> = M extends { readonly one: infer One; readonly other: infer Other }
  ? 'count' | SlotsOf<One> | SlotsOf<Other>
  : SlotsOf<M>
type Data<M> = [Slots<M>] extends [never] ? [] : [data: Readonly<Record<Slots<M>, string | number>>]

/** Gives the sentence of `key` in `locale`, its slots filled. Plain text: the page escapes it. */
export type Words<Catalogue extends Record<string, Message>> = <Key extends keyof Catalogue>(
  locale: Locale,
  key: Key,
  ...data: Data<Catalogue[Key]>
) => string

/**
 * Makes the look-up function of a catalogue. The Spanish side gives the keys and the slots, so that a missing English
 * sentence, an unknown key and a forgotten slot are type errors.
 */
export function defineCatalogue<const Catalogue extends Record<string, Message>>(catalogue: {
  readonly es: Catalogue
  readonly en: { readonly [Key in keyof Catalogue]: Message }
}): Words<Catalogue> {
  return (locale, key, ...[data]) => fill(locale, catalogue[locale][key] as Message, data ?? {})
}

const plurals: Record<Locale, Intl.PluralRules> = { es: new Intl.PluralRules('es'), en: new Intl.PluralRules('en') }

function fill(locale: Locale, message: Message, data: Readonly<Record<string, string | number>>): string {
  const text =
    typeof message === 'string'
      ? message
      : plurals[locale].select(Number(data.count)) === 'one'
        ? message.one
        : message.other
  const parts = partsOf(text)
  let out = parts[0]!
  for (let i = 1; i < parts.length; i += 2) {
    const name = parts[i]!
    out += `${data[name] ?? `{${name}}`}${parts[i + 1]}`
  }
  return out
}

// Text and names of slots by turns. A page fills hundreds of sentences, always of the same few thousand.
const split = new Map<string, readonly string[]>()

function partsOf(text: string): readonly string[] {
  let parts = split.get(text)
  if (parts === undefined) {
    parts = text.split(/\{([^}]+)\}/)
    split.set(text, parts)
  }
  return parts
}
