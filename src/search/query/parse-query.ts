import { fold, slips } from '#src/spanish/index.ts'
import { FILTER_NAMES, FILTERS, filterNamed } from './filters.ts'
import type { QueryFault, WrittenFilter, WrittenQuery, WrittenWord } from './types.ts'

// A telephone number in groups, which are one word.
const SPACED_PHONE = /(?<![^\s"])(?:\+\d{1,3}[ -])?(?:\(\d{2,4}\) ?)?\d{2,4}(?:[ -]\d{2,4}){1,3}(?![^\s"])/g

export const MOST_CHARACTERS = 400
export const MOST_WORDS = 12
export const MOST_FILTERS = 12

// A minus, a name with its colon, and a quoted text (which the end of the line closes too) or what goes to the next blank.
const PART =
  /(?<alone>(?<!\S)\p{L}{1,20}:)(?=\s|$)|(?<minus>-)?(?:(?<name>\p{L}{1,20}):(?!\/\/))?(?:[«“"](?<quoted>[^»”"]*)[»”"]?|(?<bare>[^\s«“"]+))/gu

/**
 * Reads what somebody wrote in the search box: words, "phrases", -words that must not be there, words that go on*, and filters as
 * `nombre:valor`. Any text has a reading; what makes no sense of it is a fault that says what would. `typing` means that the last word
 * may go on.
 */
export function parseQuery(text: string, typing = false): WrittenQuery {
  const words: WrittenWord[] = []
  const filters: WrittenFilter[] = []
  const faults: QueryFault[] = []
  const line = text
    .slice(0, MOST_CHARACTERS)
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, ' ')
    .replace(SPACED_PHONE, (found) => (found.replace(/\D/g, '').length < 7 ? found : found.replace(/[^\d+]/g, '')))
  if (text.length > MOST_CHARACTERS) faults.push(tooLong())
  for (const match of line.matchAll(PART)) {
    const { minus, name, quoted, bare, alone } = match.groups as Record<string, string | undefined>
    const written = match[0]
    if (alone !== undefined) {
      const filter = filterNamed(alone.slice(0, -1))
      if (filter !== null && !typing) faults.push(noValue(filter, written))
      if (filter === null) words.push({ text: alone.slice(0, -1), kind: 'word', without: false, beginning: false })
      continue
    }
    const value = (quoted ?? bare ?? '').trim()
    const filter = name === undefined ? null : filterNamed(name)
    if (filter !== null && minus === undefined) {
      if (value === '') faults.push(noValue(filter, written))
      else filters.push({ name: filter, value, written })
      continue
    }
    const meant = name === undefined ? undefined : meantFilter(name)
    if (name !== undefined && meant !== undefined) {
      faults.push(unknownFilter(name, meant, written))
      continue
    }
    const whole = name === undefined ? value : `${name} ${value}`
    if (whole === '') continue
    const last = match.index + written.length === line.length
    words.push({
      text: whole.replace(/\*+$/, ''),
      kind: quoted !== undefined && /\s/.test(whole) ? 'phrase' : 'word',
      without: minus !== undefined,
      beginning: quoted === undefined && (whole.endsWith('*') || (typing && last && minus === undefined)),
    })
  }
  if (words.length > MOST_WORDS) faults.push(tooMany('palabras', 'words', MOST_WORDS))
  if (filters.length > MOST_FILTERS) faults.push(tooMany('filtros', 'filters', MOST_FILTERS))
  for (const name of new Set(filters.map((each) => each.name))) {
    const same = filters.filter((each) => each.name === name)
    if (same.length > 1 && !FILTERS[name].many) faults.push(twice(name, same[1]!.written))
  }
  return { words: words.slice(0, MOST_WORDS), filters: filters.slice(0, MOST_FILTERS), faults: faults.slice(0, 5) }
}

/** The filter that a name with one slip may have meant. Two words with a colon between them are not taken for one. */
function meantFilter(written: string): string | undefined {
  const name = fold(written)
  if (name.length < 4) return undefined
  return [...FILTER_NAMES, ...FILTER_NAMES.map((each) => FILTERS[each].english)].find(
    (each) => each.length >= 4 && slips(name, each, 1) === 1,
  )
}

const NAMES_ES = FILTER_NAMES.map((name) => `${name}:`).join(' ')
const NAMES_EN = FILTER_NAMES.map((name) => `${FILTERS[name].english}:`).join(' ')

function unknownFilter(name: string, meant: string, written: string): QueryFault {
  return {
    written,
    es: `No hay un filtro «${name}:». ¿Quiso escribir «${meant}:»? Los que hay son ${NAMES_ES}`,
    en: `There is no filter “${name}:”. Did you mean “${meant}:”? There are ${NAMES_EN}`,
  }
}

function noValue(name: keyof typeof FILTERS, written: string): QueryFault {
  return {
    written,
    es: `Escriba un valor después de «${name}:», sin espacio; si tiene varias palabras, entre comillas.`,
    en: `Write a value after “${FILTERS[name].english}:”, without a blank; in quotes when it has several words.`,
  }
}

function twice(name: keyof typeof FILTERS, written: string): QueryFault {
  return {
    written,
    es: `El filtro «${name}:» solo puede estar una vez. Deje el que necesita.`,
    en: `The filter “${FILTERS[name].english}:” can be there only once. Keep the one that you need.`,
  }
}

function tooLong(): QueryFault {
  return {
    written: '',
    es: `La búsqueda admite hasta ${MOST_CHARACTERS} caracteres. Escriba las palabras que distinguen lo que busca.`,
    en: `A search takes up to ${MOST_CHARACTERS} characters. Write the words that tell what you look for apart.`,
  }
}

function tooMany(es: string, en: string, most: number): QueryFault {
  return {
    written: '',
    es: `La búsqueda admite hasta ${most} ${es}. Quite los que menos distinguen lo que busca.`,
    en: `A search takes up to ${most} ${en}. Leave out those that tell the least.`,
  }
}
