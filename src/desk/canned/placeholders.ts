import { foldText } from '#src/manual/index.ts'

/** What a canned text leaves open, as it is written between braces. */
export const PLACEHOLDERS = [
  'número',
  'solicitante',
  'asunto',
  'trámite',
  'paso',
  'vence',
  'mi nombre',
  'mi cargo',
] as const

export type Placeholder = (typeof PLACEHOLDERS)[number]

export type PlaceholderValues = Readonly<Record<Placeholder, string>>

/** A canned text with what it leaves open filled in. Braces around anything else stay. */
export function fillText(body: string, values: PlaceholderValues): string {
  return body.replace(OPEN, (written, name: string) => {
    const known = placeholderOf(name)
    return known === null ? written : values[known]
  })
}

/** The first thing between braces that nobody knows how to fill, or null. */
export function unknownPlaceholder(body: string): string | null {
  for (const [, name] of body.matchAll(OPEN)) if (placeholderOf(name!) === null) return name!
  return null
}

const OPEN = /\{([^{}\n]{1,40})\}/g

function placeholderOf(name: string): Placeholder | null {
  const wanted = foldText(name)
  return PLACEHOLDERS.find((each) => foldText(each) === wanted) ?? null
}
