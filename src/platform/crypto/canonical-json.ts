/**
 * JSON in the one form of RFC 8785 (JCS), so that equal values give equal bytes to hash and sign: no blanks, members
 * sorted by the UTF-16 units of their names, numbers and strings as ECMAScript writes them.
 * A member whose value is undefined is left out. Throws TypeError on what JSON cannot hold without loss: NaN, infinite
 * numbers, bigint, functions, holes, lone surrogates, and objects other than plain ones (a Date or a Temporal value
 * must be written as text by the caller).
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'string') return text(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`${value} has no JSON form`)
    return JSON.stringify(value)
  }
  if (value === null || typeof value === 'boolean') return String(value)
  if (Array.isArray(value)) return `[${Array.from(value, canonicalJson).join(',')}]`
  if (typeof value === 'object' && plain(value)) return object(value as Record<string, unknown>)
  throw new TypeError(`a value of type ${typeof value} has no canonical JSON form`)
}

function object(value: Record<string, unknown>): string {
  let members = ''
  for (const name of Object.keys(value).sort()) {
    const member = value[name]
    if (member !== undefined) members += `${members && ','}${text(name)}:${canonicalJson(member)}`
  }
  return `{${members}}`
}

function text(value: string): string {
  if (!value.isWellFormed()) throw new TypeError('text with a lone surrogate has no canonical JSON form')
  return JSON.stringify(value)
}

function plain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
