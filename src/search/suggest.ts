import { fold } from '#src/spanish/index.ts'
import { CHANNELS, FILTER_NAMES, FILTERS, type FilterName, PRIORITIES, STATES, TYPES } from './query/filters.ts'
import { casesByNumber, readSearch, type SearchContext, searchEntries } from './search-cases.ts'
import { place } from './search-page.ts'
import type { SearchDeps } from './types.ts'

/** One line below the search box: where it leads, or what it puts in place of the last word. */
export interface Suggestion {
  readonly kind: 'case' | 'article' | 'person' | 'filter'
  readonly label: string
  readonly detail?: string
  readonly href: string
}

const MOST = 5

/** What may be meant while it is being typed: filters and their values, cases by number or words, articles, people. */
export async function suggest(
  deps: SearchDeps,
  context: SearchContext & { readonly locale: 'es' | 'en' },
  text: string,
): Promise<Suggestion[]> {
  const filters = suggestFilters(text, context)
  const last = /\S*$/.exec(text)?.[0] ?? ''
  if (text.trim().length < 2 || last.includes(':')) return filters
  const search = await readSearch(deps.db, text, context, true)
  if (search.terms.length === 0 || search.faults.length > 0) return filters
  const words = search.written.words.map((word) => word.text).join(' ')
  const request = { ...context, terms: search.terms, text: words, typing: true, most: 3 }
  const [numbered, found, ...others] = await Promise.all([
    casesByNumber(deps.db, search, context.now),
    searchEntries(deps.db, search, 'case', null),
    ...deps.sources
      .filter(({ kind }) => kind !== 'manuals')
      .map(async (source) => ({ kind: source.kind, ...(await source.search(request)) })),
  ])
  const cases = [...new Map([...numbered, ...found.entries].map((entry) => [entry.number, entry])).values()].slice(
    0,
    MOST,
  )
  return [
    ...cases.map(
      ({ number, title }): Suggestion => ({
        kind: 'case',
        label: title,
        detail: number,
        href: `/expedientes/${number}`,
      }),
    ),
    ...others.flatMap(({ kind, hits }) =>
      hits.map(
        ({ title, href, facts }): Suggestion => ({
          kind: kind === 'articles' ? 'article' : 'person',
          label: title,
          href,
          ...(facts?.[0] === undefined ? {} : { detail: facts[0] }),
        }),
      ),
    ),
    ...filters.slice(0, 3),
  ]
}

/** Names of filters that begin like the last word, or values of the filter that it names. */
export function suggestFilters(
  text: string,
  { manuals, directory, locale }: Pick<SearchContext, 'manuals' | 'directory'> & { readonly locale: 'es' | 'en' },
): Suggestion[] {
  const last = /\S*$/.exec(text)?.[0] ?? ''
  const before = text.slice(0, text.length - last.length)
  const [name = '', value] = last.split(':', 2)
  const replaced = (written: string): Suggestion => ({
    kind: 'filter',
    label: written,
    href: place(`${before}${written}`),
  })
  if (value === undefined) {
    const begun = fold(name)
    if (begun.length < 2) return []
    return FILTER_NAMES.map((each) => (locale === 'es' ? each : FILTERS[each].english))
      .filter((each) => each.startsWith(begun))
      .slice(0, MOST)
      .map((each) => replaced(`${each}:`))
  }
  const filter = FILTER_NAMES.find((each) => each === fold(name) || FILTERS[each].english === fold(name))
  if (filter === undefined) return []
  const begun = fold(value.replace(/^["«“]/, ''))
  return valuesOf(filter)
    .filter((each) => fold(each).includes(begun))
    .slice(0, 8)
    .map((each) => replaced(`${name}:${/\s/.test(each) ? `"${each}"` : each}`))

  function valuesOf(of: FilterName): readonly string[] {
    switch (of) {
      case 'estado':
        return Object.keys(STATES).slice(...(locale === 'es' ? [0, 4] : [4]))
      case 'prioridad':
        return Object.keys(PRIORITIES)
          .filter((each) => !/\d/.test(each))
          .slice(...(locale === 'es' ? [0, 4] : [4]))
      case 'tipo':
        return Object.keys(TYPES)
      case 'canal':
        return CHANNELS
      case 'con':
        return [locale === 'es' ? 'archivo' : 'file']
      case 'unidad':
        return directory.rows.units.filter(({ closedOn }) => closedOn === null).map(({ name: unit }) => unit)
      case 'manual':
        return manuals.map(({ code }) => code)
      case 'tramite':
        return [
          ...new Set(
            manuals.flatMap(({ manual }) =>
              manual.procedures.flatMap(({ starts }) =>
                starts.flatMap((start) => (start.kind === 'request' ? [start.name] : [])),
              ),
            ),
          ),
        ]
      case 'asignado':
      case 'solicitante':
        return ['yo', ...(begun.length < 2 ? [] : directory.activePeople.map(({ name: person }) => person))]
      case 'desde':
      case 'hasta':
        return ['hoy', 'ayer']
      case 'paso':
        return []
    }
  }
}
