import type { ManualVersion } from '#src/cases/versions.ts'
import { excerpt, termSet } from '#src/spanish/index.ts'
import { type QueryTerm, wantedBy } from '../query/query-terms.ts'
import type { Hit, SearchSource } from '../types.ts'

/** Manuals in force: their procedures, and the steps that say the words. Everybody reads them. */
export const manualsSource: SearchSource = {
  kind: 'manuals',
  async search({ terms, manuals, most }) {
    const wanted = terms.filter(({ without }) => !without)
    if (wanted.length === 0) return { hits: [], more: false }
    const hits: Hit[] = []
    for (const version of manuals) {
      for (const place of placesOf(version)) {
        if (!wanted.every((term) => has(place.terms, term))) continue
        if (terms.some((term) => term.without && has(place.terms, term))) continue
        hits.push({
          title: place.title,
          href: place.href,
          icon: 'manual',
          number: version.code,
          passage: excerpt(place.text, wantedBy(terms)),
          facts: [version.title],
        })
        if (hits.length > most) return { hits: hits.slice(0, most), more: true }
      }
    }
    return { hits, more: false }
  },
}

interface Place {
  readonly title: string
  readonly href: string
  readonly text: string
  readonly terms: ReadonlySet<string>
}

// A version never changes.
const kept = new WeakMap<ManualVersion, readonly Place[]>()

function placesOf(version: ManualVersion): readonly Place[] {
  const known = kept.get(version)
  if (known !== undefined) return known
  const places = version.manual.procedures.flatMap((procedure): Place[] => {
    const rows = [...(version.procedure(procedure.number)?.rows.values() ?? [])]
    const title = `${procedure.number}. ${procedure.title}`
    const href = `/manuales/${version.code}#procedimiento-${procedure.number}`
    const starts = procedure.starts.flatMap((start) => (start.kind === 'request' ? [start.name] : []))
    const about = [title, ...starts].join('. ')
    const own: Place = { title, href, text: about, terms: termSet(about) }
    const steps = rows.map((row): Place => {
      const text = row.text || row.step.question || ''
      return {
        title: `${title} · ${row.number}`,
        href: `${href}-paso-${row.number}`,
        text,
        terms: termSet(`${text} ${procedure.title}`),
      }
    })
    return [own, ...steps]
  })
  kept.set(version, places)
  return places
}

function has(found: ReadonlySet<string>, { kind, terms }: QueryTerm): boolean {
  if (kind === 'phrase') return terms.every((term) => found.has(term))
  if (kind === 'any-of') return terms.some((term) => found.has(term))
  return [...found].some((each) => terms.some((term) => each.startsWith(term)))
}
