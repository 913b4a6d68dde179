import {
  type Cell,
  type Sheet,
  type SheetFile,
  type SheetFormat,
  writeList,
} from '#src/interchange/spreadsheet/index.ts'
import { t } from '#src/web/locale/t.ts'
import { formatInstant, formatNumber, localMoment, type View } from '#src/web/locale/time.ts'
import { passageOfAct } from '../act-text.ts'
import { caseNames } from '../case-hit.ts'
import type { FoundEntry } from '../find-entries.store.ts'
import { searchRefused } from '../refusals.ts'
import { type ReadSearch, readSearch, type SearchContext, searchEntries } from '../search-cases.ts'
import type { SearchDeps } from '../types.ts'
import { words } from '../words.ts'
import { type CaseFacts, factsOfCases } from './case-facts.store.ts'

/** Rows of a file at most. */
export const MOST_ROWS = 2_000
/** Letters of a message. */
const MOST_LETTERS = 4_000
/** How often it is looked further back: a search that hardly anything fits is given up at last. */
const ROUNDS = 120

export interface SearchFileAsked {
  readonly text: string
  readonly kind: 'cases' | 'messages'
}

/** What a search finds as a file of a spreadsheet, newest first: a row a case, or a row a message. */
export async function writeSearchFile(
  deps: SearchDeps,
  view: View,
  context: SearchContext,
  format: SheetFormat,
  { text, kind }: SearchFileAsked,
): Promise<SheetFile> {
  const { locale } = view
  const search = await readSearch(deps.db, text, context)
  const fault = search.faults[0]
  if (fault !== undefined) throw searchRefused('file-unclear', fault)
  if (search.terms.length === 0 && search.written.filters.length === 0) throw searchRefused('file-nothing')
  const { entries, cut } = await allEntries(deps, search, kind)
  const facts = await factsOfCases(deps.db, [...new Set(entries.map(({ caseId }) => caseId))], search.reading.readers)
  const rows: Cell[][] = []
  for (const entry of entries) {
    const names = caseNames(entry, await deps.manuals.version(deps.db, entry.versionId), context.directory)
    const known = facts.get(entry.caseId)
    if (known !== undefined) rows.push(cellsOf(view, kind, entry, names, known))
  }
  const title = words(locale, `kind.${kind}`)
  const notes = cut ? [words(locale, 'file.cut', { most: formatNumber(locale, MOST_ROWS) })] : []
  const person = context.directory.personName(context.person.id)
  const about = words(locale, 'file.about', { query: text, person, at: formatInstant(view, view.now) })
  const list = { title, columns: columnsOf(view, kind), rows }
  return writeList(format, list, { title: words(locale, 'file.sheet'), about, notes })
}

async function allEntries(deps: SearchDeps, search: ReadSearch, kind: SearchFileAsked['kind']) {
  const seen = new Set<number>()
  const entries: FoundEntry[] = []
  let before: number | null = null
  let asked = search
  for (let round = 0; round < ROUNDS; round++) {
    const found = await searchEntries(deps.db, asked, kind === 'messages' ? 'message' : null, before)
    // What was taken for a slip on the first page is so on the others.
    asked = { ...asked, terms: found.terms }
    for (const entry of found.entries) {
      if (kind === 'cases' && seen.has(entry.caseId)) continue
      seen.add(entry.caseId)
      entries.push(entry)
    }
    before = found.last
    if (before === null || entries.length > MOST_ROWS) break
  }
  const cut = before !== null || entries.length > MOST_ROWS
  return { entries: entries.slice(0, MOST_ROWS), cut }
}

function columnsOf({ locale }: View, kind: SearchFileAsked['kind']): Sheet['columns'] {
  return [
    { label: words(locale, 'file.number'), width: 16 },
    { label: words(locale, 'file.subject'), width: 46 },
    ...(kind === 'messages'
      ? [
          { label: words(locale, 'file.at'), width: 18, moments: true as const },
          { label: words(locale, 'file.passage'), width: 60 },
        ]
      : []),
    { label: words(locale, 'file.status'), width: 14 },
    { label: t(locale, 'table.procedure'), width: 36 },
    { label: t(locale, 'table.requester'), width: 28 },
    { label: t(locale, 'table.channel'), width: 14 },
    { label: words(locale, 'file.priority'), width: 12 },
    { label: words(locale, 'file.opened'), width: 18, moments: true },
    { label: words(locale, 'file.closed'), width: 18, moments: true },
  ]
}

function cellsOf(
  view: View,
  kind: SearchFileAsked['kind'],
  entry: FoundEntry,
  { procedure, requester }: ReturnType<typeof caseNames>,
  { channel, priority, openedAt, closedAt }: CaseFacts,
): Cell[] {
  return [
    entry.number,
    entry.title,
    ...(kind === 'messages' ? [localMoment(view, entry.at), passageOfAct(entry.content).slice(0, MOST_LETTERS)] : []),
    t(view.locale, `status.${entry.status}`),
    procedure,
    requester,
    channel,
    t(view.locale, `priority.${priority}`),
    localMoment(view, openedAt),
    closedAt === null ? null : localMoment(view, closedAt),
  ]
}
