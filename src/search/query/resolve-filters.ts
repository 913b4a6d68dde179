import { type RawBuilder, sql } from 'kysely'
import type { ManualVersion } from '#src/cases/versions.ts'
import type { InstitutionDirectory } from '#src/people/types.ts'
import { fold } from '#src/spanish/index.ts'
import { facets, requesterFacets } from '../facets.ts'
import { CHANNELS, PRIORITIES, type ResultKind, STATES, TYPES } from './filters.ts'
import type { QueryFault, WrittenFilter } from './types.ts'

export interface FilterContext {
  readonly directory: InstitutionDirectory
  /** Manuals in force. */
  readonly manuals: readonly ManualVersion[]
  readonly person: string
  /** The instant of the search, and the institution's zone for dates. */
  readonly now: string
  readonly timeZone: string
}

/** Filters as conditions. */
export interface ResolvedFilters {
  /** Of each list of facets, one has to be there. */
  readonly facets: readonly (readonly string[])[]
  /** Of each list of units, one has to have taken part. */
  readonly units: readonly (readonly string[])[]
  /** On `case_file`, as it is now. */
  readonly now: readonly RawBuilder<boolean>[]
  readonly from: string | null
  readonly until: string | null
  readonly type: ResultKind | null
  readonly faults: readonly QueryFault[]
}

/** What the written filters mean. A value that means nothing is a fault that says which would. */
export function resolveFilters(written: readonly WrittenFilter[], context: FilterContext): ResolvedFilters {
  const faults: QueryFault[] = []
  const found = {
    facets: [] as string[][],
    units: [] as string[][],
    now: [] as RawBuilder<boolean>[],
    from: null as string | null,
    until: null as string | null,
    type: null as ResultKind | null,
  }
  // Several values of one name widen, several names narrow.
  const wide = {
    manual: [] as string[],
    tramite: [] as string[],
    canal: [] as string[],
    prioridad: [] as number[],
    unidad: [] as string[],
  }
  for (const filter of written) {
    const value = fold(filter.value)
    const wrong = (es: string, en: string) => void faults.push({ written: filter.written, es, en })
    switch (filter.name) {
      case 'estado': {
        const state = Object.hasOwn(STATES, value) ? STATES[value] : undefined
        if (state === undefined)
          wrong(
            ...oneOf(
              'estado',
              'status',
              filter.value,
              ['abierto', 'cerrado', 'anulado', 'vencido'],
              ['open', 'closed', 'annulled', 'overdue'],
            ),
          )
        else found.now.push(stateCondition(state, context.now))
        break
      }
      case 'prioridad': {
        const priority = Object.hasOwn(PRIORITIES, value) ? PRIORITIES[value] : undefined
        if (priority === undefined)
          wrong(
            ...oneOf(
              'prioridad',
              'priority',
              filter.value,
              ['crítica', 'alta', 'media', 'baja'],
              ['critical', 'high', 'medium', 'low'],
            ),
          )
        else wide.prioridad.push(priority)
        break
      }
      case 'canal': {
        const channel = CHANNELS.find((each) => fold(each) === value)
        if (channel === undefined) wrong(...oneOf('canal', 'channel', filter.value, CHANNELS, CHANNELS))
        else wide.canal.push(facets.channel(channel))
        break
      }
      case 'tipo': {
        const type = Object.hasOwn(TYPES, value) ? TYPES[value] : undefined
        if (type === undefined)
          wrong(
            ...oneOf(
              'tipo',
              'type',
              filter.value,
              ['caso', 'mensaje', 'artículo', 'manual', 'contacto'],
              ['case', 'message', 'article', 'manual', 'contact'],
            ),
          )
        else found.type = type
        break
      }
      case 'con':
        if (/^(archivos?|files?|adjuntos?)$/.test(value)) found.facets.push([facets.files])
        else wrong(...oneOf('con', 'with', filter.value, ['archivo'], ['file']))
        break
      case 'desde':
      case 'hasta': {
        const at = instantOf(value, filter.name, context)
        if (at === null)
          wrong(
            `«${filter.value}» no es una fecha. Escríbala como 2026-01-31, 31/01/2026, hoy o ayer.`,
            `“${filter.value}” is no date. Write it as 2026-01-31, 31/01/2026, hoy or ayer.`,
          )
        else if (filter.name === 'desde') found.from = at
        else found.until = at
        break
      }
      case 'paso':
        if (/^\d{1,3}(\.\d{1,3})?$/.test(value))
          found.now.push(
            sql<boolean>`exists (select from task t where t.case_id = case_file.id and t.row_number = ${value})`,
          )
        else
          wrong(
            `«${filter.value}» no es un paso. Escriba su número como en el manual: 2 o 4.1.`,
            `“${filter.value}” is no step. Write its number as in the manual: 2 or 4.1.`,
          )
        break
      case 'asignado': {
        if (value === 'nadie' || value === 'nobody') {
          found.now.push(
            sql<boolean>`exists (select from task t where t.case_id = case_file.id and t.assignee is null)`,
          )
          break
        }
        const people = peopleNamed(value, context)
        if (people.length === 0)
          wrong(
            `Nadie del directorio se llama «${filter.value}». Escriba su usuario, parte de su nombre, yo o nadie.`,
            `Nobody in the directory is called “${filter.value}”. Write the user name, part of the name, me or nobody.`,
          )
        else
          found.now.push(
            sql<boolean>`exists (select from task t where t.case_id = case_file.id and t.assignee = any(${people}::uuid[]))`,
          )
        break
      }
      case 'solicitante': {
        if (isMe(value))
          found.facets.push([facets.requester(fold(context.directory.personById(context.person)?.username ?? ''))])
        else found.facets.push(...requesterFacets(filter.value).map((each) => [each]))
        break
      }
      case 'unidad': {
        const units = context.directory.rows.units.filter(
          ({ code, name }) => fold(code) === value || fold(name) === value,
        )
        const near =
          units.length > 0 ? units : context.directory.rows.units.filter(({ name }) => fold(name).includes(value))
        if (near.length === 0)
          wrong(
            `Ninguna dependencia se llama «${filter.value}». Escriba su código o parte de su nombre; por ejemplo ${context.directory.rows.units
              .slice(0, 3)
              .map(({ code }) => code)
              .join(', ')}.`,
            `No unit is called “${filter.value}”. Write its code or part of its name, such as ${context.directory.rows.units
              .slice(0, 3)
              .map(({ code }) => code)
              .join(', ')}.`,
          )
        else wide.unidad.push(...near.flatMap(({ id }) => context.directory.unitsUnder(id)))
        break
      }
      case 'manual': {
        const codes = context.manuals.filter(({ code, title }) => fold(code) === value || fold(title).includes(value))
        if (codes.length === 0)
          wrong(
            `Ningún manual vigente se llama «${filter.value}». Los vigentes son: ${context.manuals.map(({ code }) => code).join(', ')}.`,
            `No manual in force is called “${filter.value}”. There are: ${context.manuals.map(({ code }) => code).join(', ')}.`,
          )
        else wide.manual.push(...codes.map(({ code }) => facets.manual(code)))
        break
      }
      case 'tramite': {
        const procedures = proceduresNamed(value, context.manuals)
        if (procedures.length === 0)
          wrong(
            `Ningún trámite ni procedimiento vigente se llama «${filter.value}». Escriba parte de su nombre, como está en el catálogo de trámites.`,
            `No service or procedure in force is called “${filter.value}”. Write part of its name, as in the catalogue.`,
          )
        else wide.tramite.push(...procedures)
        break
      }
    }
  }
  for (const each of [wide.manual, wide.tramite, wide.canal]) if (each.length > 0) found.facets.push(each.slice(0, 60))
  if (wide.prioridad.length > 0) found.now.push(sql<boolean>`case_file.priority = any(${wide.prioridad}::int[])`)
  if (wide.unidad.length > 0) found.units.push([...new Set(wide.unidad)])
  return { ...found, faults }
}

function oneOf(
  es: string,
  en: string,
  value: string,
  spanish: readonly string[],
  english: readonly string[],
): [string, string] {
  return [
    `«${value}» no sirve en «${es}:». Puede ser ${spanish.join(', ')}.`,
    `“${value}” is no good in “${en}:”. It can be ${english.join(', ')}.`,
  ]
}

function stateCondition(state: 'open' | 'closed' | 'annulled' | 'overdue', now: string): RawBuilder<boolean> {
  if (state !== 'overdue') return sql<boolean>`case_file.status = ${state}`
  return sql<boolean>`exists (select from task t where t.case_id = case_file.id and t.due_at < ${now}::timestamptz)`
}

function isMe(value: string): boolean {
  return value === 'yo' || value === 'mi' || value === 'me'
}

function peopleNamed(value: string, { directory, person }: FilterContext): string[] {
  if (isMe(value)) return [person]
  const exact = directory.personByUsername(value)
  if (exact !== null) return [exact.id]
  const words = value.split(/\s+/)
  return directory.rows.people
    .filter(({ name }) => words.every((word) => fold(name).includes(word)))
    .slice(0, 20)
    .map(({ id }) => id)
}

/** Facets of the procedures whose title, or one of whose requests, is called so. */
export function proceduresNamed(value: string, manuals: readonly ManualVersion[]): string[] {
  return manuals.flatMap(({ code, manual }) =>
    manual.procedures.flatMap(({ number, title, starts }) => {
      const names = [
        title,
        `${code}/${number}`,
        ...starts.flatMap((start) => (start.kind === 'request' ? [start.name] : [])),
      ]
      return names.some((name) => fold(name).includes(value)) ? [facets.procedure(code, number)] : []
    }),
  )
}

/** The beginning of a day, or of the day after for `hasta`, which includes its day. */
function instantOf(value: string, name: 'desde' | 'hasta', { now, timeZone }: FilterContext): string | null {
  const today = Temporal.Instant.from(now).toZonedDateTimeISO(timeZone).toPlainDate()
  try {
    const local = /^(\d\d?)\/(\d\d?)\/(\d{4})$/.exec(value)
    const date =
      value === 'hoy' || value === 'today'
        ? today
        : value === 'ayer' || value === 'yesterday'
          ? today.subtract({ days: 1 })
          : local === null
            ? /^\d{4}-\d\d-\d\d$/.test(value)
              ? Temporal.PlainDate.from(value)
              : null
            : Temporal.PlainDate.from(
                { day: Number(local[1]), month: Number(local[2]), year: Number(local[3]) },
                { overflow: 'reject' },
              )
    if (date === null || date.year < 1900 || date.year > 2200) return null
    const day = name === 'desde' ? date : date.add({ days: 1 })
    return day.toZonedDateTime(timeZone).toInstant().toString()
  } catch {
    return null
  }
}
