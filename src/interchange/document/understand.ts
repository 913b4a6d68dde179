import { foldText } from '#src/manual/index.ts'
import { buildRows } from './build-rows.ts'
import { readCover } from './cover.ts'
import { cutDocument, type Part, type ProcedurePart } from './cut-document.ts'
import { dropFurniture } from './furniture.ts'
import { LIMITS } from './limits.ts'
import { type Names, namesOf } from './names.ts'
import { escapeCell, joinRows, joinTorn, numbersOf, readNormLines } from './norms.ts'
import { acronymsOf, proseRows } from './prose-rows.ts'
import { refuse } from './refuse.ts'
import { markSharedTimes } from './shared-time.ts'
import { readStepTable } from './step-rows.ts'
import type { DraftLine, DraftProcedure, DraftSection, Imported, ReportEntry, SourceLine, SourceText } from './types.ts'
import { type DraftManual, writeNotation } from './write-notation.ts'

/** What a document's lines say, as notation with its doubts marked, and the report of how it was read. */
export function understand({ lines, report }: SourceText): Imported {
  if (lines.length > LIMITS.lines) refuse('too-many-rows')
  const length = lines.reduce((sum, { text }) => sum + text.length, 0)
  if (length > LIMITS.characters) refuse('too-many-rows')
  if (!lines.some(({ text }) => /\p{L}{3}/u.test(text))) refuse('nothing')
  const bare = dropFurniture(lines)
  const { cover, parts } = cutDocument(bare.lines)
  const { front, taken } = readCover(
    cover,
    bare.heads,
    bare.lines.filter((line) => !cover.includes(line)),
  )
  const names = namesOf(bare.lines)
  const acronyms = acronymsOf(bare.lines)
  const general = numbersOf(parts.filter(isNorms).flatMap(({ lines: own }) => readNormLines(own)))
  const dropped: ReportEntry[] = []
  const draft: DraftManual = {
    front,
    parts: [
      ...coverPart(cover, taken, dropped),
      ...parts.flatMap((part) =>
        draftPart(part, { names, acronyms, general, title: front.title ?? 'Sin título', dropped }),
      ),
    ],
  }
  const written = writeNotation(draft)
  return { source: written.source, report: [...written.report, ...report, ...bare.report, ...dropped] }
}

interface Known {
  readonly names: Names
  readonly acronyms: ReadonlyMap<string, string>
  readonly general: ReadonlyMap<string, boolean>
  readonly title: string
  readonly dropped: ReportEntry[]
}

function isNorms(part: Part): part is Extract<Part, { kind: 'section' }> {
  return part.kind === 'section' && /^normas(?: generales)?$/.test(foldText(part.title))
}

function draftPart(part: Part, known: Known): DraftManual['parts'] {
  if (part.kind === 'procedure') return [{ kind: 'procedure', procedure: draftProcedure(part, known) }]
  const empty = part.lines.every(({ text }) => text === '')
  if (/^flujogramas?$|^diagramas? de flujo$/.test(foldText(part.title))) {
    known.dropped.push({
      element: 'documento',
      id: part.title,
      kind: 'dropped',
      code: 'flujograma-quitado',
      message: 'Se quitó el flujograma: se dibuja solo desde la tabla.',
      where: part.where,
    })
    if (empty) return []
  }
  // The heading that only opens the procedures has no text of its own.
  const opens = /procedimientos?$/.test(foldText(part.title))
  if (opens && part.lines.every(({ text }) => foldText(text) === foldText(known.title))) return []
  const ofNorms: boolean = isNorms(part)
  const lines = ofNorms ? normSection(part.lines) : proseLines(part.lines)
  return [{ kind: 'section', section: { title: part.title, lines } satisfies DraftSection }]
}

function draftProcedure(part: ProcedurePart, { names, acronyms, general, title, dropped }: Known): DraftProcedure {
  const norms = readNormLines(part.norms)
  const cites = { own: numbersOf(norms), general }
  const table = part.table.length > 0 ? readStepTable(part.table) : undefined
  const rows = table && table.rows.length > 0 ? buildRows(table, names, cites) : proseRows(part.prose, acronyms, cites)
  const prose = table ? part.prose : []
  const people = prose.filter(({ text }) => isPerson(text))
  if (people.length > 0) sayPeople(people, dropped)
  return {
    number: part.number,
    title: part.title === '' ? title.toUpperCase() : part.title,
    where: part.where,
    norms,
    counts: part.counts,
    rows: markSharedTimes(rows),
    prose: proseLines(prose.filter((line) => !people.includes(line))),
    remarks: [],
  }
}

function coverPart(
  cover: readonly SourceLine[],
  taken: ReadonlySet<SourceLine>,
  dropped: ReportEntry[],
): DraftManual['parts'] {
  const left = cover.filter((line) => !taken.has(line) && line.text !== '')
  const people = left.filter(({ text }) => isPerson(text))
  if (people.length > 0) sayPeople(people, dropped)
  const lines = proseLines(
    left.filter((line) => !people.includes(line) && !/^nombre y cargo|^nombre cargo/.test(foldText(line.text))),
  )
  return lines.length === 0 ? [] : [{ kind: 'section', section: { title: 'PORTADA', lines } }]
}

function sayPeople(people: readonly SourceLine[], dropped: ReportEntry[]): void {
  dropped.push({
    element: 'documento',
    id: 'personas',
    kind: 'dropped',
    code: 'personas-quitadas',
    message: `Se quitaron ${people.length} renglones con nombres de personas: el manual nombra cargos, y los cargos los ocupa el directorio.`,
    where: people.map(({ where }) => where).join('; '),
  })
}

function isPerson(text: string): boolean {
  return /^(?:Ing|Lic|Licda|Lcda|Dr|Dra|Sra?|Arq|Licenciad[oa]|Ingenier[oa])\.?\s+\p{Lu}/u.test(text)
}

function normSection(lines: readonly SourceLine[]): DraftLine[] {
  const out: DraftLine[] = []
  let group: SourceLine[] = []
  const flush = () => {
    out.push(...readNormLines(group))
    group = []
  }
  for (const line of lines) {
    if (!line.cells && /^[^\p{Ll}]{4,}$/u.test(line.text) && !/\d/.test(line.text)) {
      flush()
      out.push(plain('', line), plain(`**${line.text}**`, line), plain('', line))
    } else group.push(line)
  }
  flush()
  return out
}

/** Prose as Markdown: a paragraph a line, tables as tables. */
function proseLines(lines: readonly SourceLine[]): DraftLine[] {
  const out: DraftLine[] = []
  let table: SourceLine[] = []
  const flush = () => {
    if (table.length > 0) out.push(...proseTable(table))
    table = []
  }
  for (const line of joinTorn(lines)) {
    if (line.cells && line.cells.filter((cell) => cell !== '').length > 1) {
      table.push(line)
      continue
    }
    if (line.cells && table.length > 0) {
      table.push(line)
      continue
    }
    flush()
    out.push(plain('', line), plain(safe(line.text), line))
  }
  flush()
  return out
}

function proseTable(lines: readonly SourceLine[]): DraftLine[] {
  const rows = joinRows(lines)
  const columns = Math.max(...rows.map(({ cells }) => cells!.length))
  const write = (line: SourceLine) =>
    plain(
      `| ${Array.from({ length: columns }, (_, index) => escapeCell(line.cells![index] ?? '')).join(' | ')} |`,
      line,
    )
  return [
    plain('', rows[0]!),
    write(rows[0]!),
    plain(`|${'---|'.repeat(columns)}`, rows[0]!),
    ...rows.slice(1).map(write),
    plain('', rows[0]!),
  ]
}

const plain = (text: string, { where }: SourceLine): DraftLine => ({ text, where, remarks: [] })

// A line of prose must not become a heading, a table or a ficha of the notation.
function safe(text: string): string {
  const bullet = text.replace(/^[•·●▪*]\s*/, '- ')
  if (/^- (?:paso \d|procedimiento,)/i.test(bullet)) return bullet.slice(2)
  return bullet.replace(/^([#|>])/, '\\$1').replace(/^(-{3,}|={3,})$/, '\\$1')
}
