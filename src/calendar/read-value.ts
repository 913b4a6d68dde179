export type JsonObject = Readonly<Record<string, unknown>>

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value)
}

export function isWhole(value: unknown, least: number, most: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
}

/** The finding unless the value is a text with something in it. */
export function text(value: unknown, finding: string): string[] {
  return typeof value === 'string' && value.trim() !== '' ? [] : [finding]
}

export function unknownFields(value: JsonObject, fields: readonly string[], place: string): string[] {
  return Object.keys(value)
    .filter((field) => !fields.includes(field))
    .map((field) => `${place}: no se conoce el campo «${field}»; los campos son ${fields.join(', ')}.`)
}
