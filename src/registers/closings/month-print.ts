import { shownValue } from '#src/cases/manual-form.ts'
import { localDate } from '#src/people/index.ts'
import type { InstitutionDirectory } from '#src/people/types.ts'
import type { Queryable } from '#src/platform/db/types.ts'
import type { PrintedEntry, RegisterPrint } from '#src/printing/index.ts'
import { formatInstant } from '#src/web/locale/time.ts'
import { type Annotation, annotationsOf } from '../annotations/annotation.store.ts'
import { filesOf } from '../entry-columns.ts'
import { responsibleUnit } from '../permissions.ts'
import { registerRefusal } from '../refusals.ts'
import { fileNames } from '../register.store.ts'
import { titleOf } from '../registers-page.ts'
import {
  annotationsOfStretch,
  type BookStanding,
  entriesOfStretch,
  listClosings,
  type StretchEntry,
  stretchUntil,
} from './closing.store.ts'
import { endOfMonth, type Month } from './months.ts'

const MOST = 5_000

export interface Stretch {
  readonly issue: number
  readonly fromLink: number
  readonly toLink: number
  readonly fromFolio: number | null
  readonly toFolio: number | null
  readonly entries: number
  readonly annotations: number
}

/** What a month takes of the chain: from where the month before ended; of a month that is issued again, what it took then. */
export async function stretchOf(db: Queryable, { id }: BookStanding, month: Month, timeZone: string): Promise<Stretch> {
  const [known] = await listClosings(db, id, { month, limit: 1 })
  if (known !== undefined) return { ...known, issue: known.issue + 1 }
  const { fromLink, toLink } = await stretchUntil(db, id, endOfMonth(month, timeZone))
  const entries = await entriesOfStretch(db, id, [], { fromLink, toLink, limit: MOST })
  const own = entries.filter(({ link }) => link >= fromLink && link <= toLink)
  const annotations = await annotationsOfStretch(db, id, { fromLink, toLink })
  const [fromFolio, toFolio] = [own[0]?.folio ?? null, own.at(-1)?.folio ?? null]
  return { issue: 1, fromLink, toLink, fromFolio, toFolio, entries: own.length, annotations: annotations.length }
}

export interface StretchContent {
  readonly entries: readonly StretchEntry[]
  readonly annotations: readonly Annotation[]
}

/** What the document of a stretch says. What the unit of the book may not read is left out of it. */
export async function readStretch(
  { db }: { readonly db: Queryable },
  directory: InstitutionDirectory,
  { id, unit: owner }: BookStanding,
  { fromLink, toLink }: Stretch,
): Promise<StretchContent> {
  const unit = responsibleUnit(directory, owner)
  const readers = unit === null ? [] : directory.unitsUnder(unit.id)
  const entries = await entriesOfStretch(db, id, readers, { fromLink, toLink, limit: MOST })
  if (entries.length > MOST) throw registerRefusal('month-too-long')
  const own = new Set(
    (await annotationsOfStretch(db, id, { fromLink, toLink })).map(({ folio, number }) => `${folio}.${number}`),
  )
  const readable = entries.filter(({ content }) => content !== null).map(({ folio }) => folio)
  const annotations = (await annotationsOf(db, id, readable)).filter(({ folio, number }) =>
    own.has(`${folio}.${number}`),
  )
  return { entries, annotations }
}

interface MonthToPrint {
  readonly standing: BookStanding
  readonly month: Month
  readonly stretch: Stretch
  readonly content: StretchContent
  readonly person: string
  readonly now: string
}

export async function monthPrint(
  { db }: { readonly db: Queryable },
  directory: InstitutionDirectory,
  { standing, month, stretch, content, person, now }: MonthToPrint,
): Promise<RegisterPrint> {
  const timeZone = directory.rows.institution?.timeZone ?? 'UTC'
  const unit = responsibleUnit(directory, standing.unit)
  const title = titleOf(standing.name)
  const period = monthName(month)
  const names = await fileNames(db, filesOf(content.entries))
  const view = { locale: 'es', timeZone, now: Temporal.Instant.from(now) } as const
  const beside = Map.groupBy(content.annotations, ({ folio }) => folio)
  const entries = content.entries.map((entry): PrintedEntry => {
    const own = entry.content
    const by = own === null ? '' : own.writtenBy === null ? 'Ventanilla' : directory.personName(own.writtenBy)
    return {
      folio: String(entry.folio),
      written: formatInstant(view, entry.writtenAt),
      caseNumber: own === null ? '' : `Expediente ${own.caseNumber}`,
      by,
      earlier: entry.link < stretch.fromLink,
      content: contentOf(
        entry,
        (id) => names.get(id) ?? '—',
        directory,
        (at) => formatInstant(view, at),
      ),
      annotations: (beside.get(entry.folio) ?? []).map(({ number, at, by: who, content: said }) => ({
        head: `Anotación ${number} (${formatInstant(view, at)}, ${directory.personName(who)}):`,
        text: said === null ? 'Borrada por ley.' : `${said.corrected} Motivo: ${said.reason}`,
      })),
    }
  })
  return {
    institution: directory.rows.institution?.name ?? '',
    unit: unit?.name ?? '',
    title,
    period,
    date: localDate(now, timeZone),
    paper: 'letter',
    opening: [
      `Se abre el ${standing.name} por el mes de ${period}, a cargo de ${unit?.name ?? 'la institución'}. ${foliosOf(stretch)}`,
      ...(stretch.issue > 1
        ? [
            `Esta acta repone la de ese mes (emisión ${stretch.issue}), retirada porque decía lo que después se borró por ley.`,
          ]
        : []),
    ],
    entries,
    closing: [
      `Se cierra el ${standing.name} por el mes de ${period}. ${foliosOf(stretch)} Lo que se escriba después entra en el mes siguiente.`,
      `Cierra y firma ${directory.personName(person)}.`,
    ],
    post: directory.postById(unit?.head ?? '')?.title ?? '',
  }
}

function contentOf(
  { content, digest }: StretchEntry,
  file: (id: string) => string,
  directory: InstitutionDirectory,
  day: (at: string) => string,
): PrintedEntry['content'] {
  if (content === null) return `Reservado: es de un expediente de otra dependencia. Resumen: ${digest}`
  if (content.fields === null) return `Borrado por ley el ${content.erasedAt === null ? '—' : day(content.erasedAt)}.`
  return Object.entries(content.fields).map(([label, value]) => [
    label,
    shownValue(value, { file, person: (id) => directory.personName(id) }),
  ])
}

function foliosOf({ fromFolio, toFolio, entries, annotations }: Stretch): string {
  const notes = `${annotations} ${annotations === 1 ? 'anotación' : 'anotaciones'}`
  return fromFolio === null
    ? `En este mes no se escribió ningún folio; tiene ${notes}.`
    : `Comprende del folio ${fromFolio} al folio ${toFolio}: ${entries} ${entries === 1 ? 'asiento' : 'asientos'} y ${notes}.`
}

/** `noviembre de 2026` */
export function monthName(month: Month, locale: 'es' | 'en' = 'es'): string {
  return new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${month}-15T12:00:00Z`),
  )
}
