import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { readersOf } from '#src/cases/readers.ts'
import type { CaseRouteDeps } from '#src/cases/routes/deps.ts'
import { sendPage } from '#src/cases/send-page.ts'
import type { ManualVersion } from '#src/cases/versions.ts'
import { answering } from '#src/people/http/answering.ts'
import { directoryOf, personOf, requirePerson } from '#src/people/http/identify.ts'
import { viewOf } from '#src/people/http/shell.ts'
import { may } from '#src/people/permissions.ts'
import { attachment } from '#src/platform/http/attachment.ts'
import { annotationsOf } from './annotations/annotation.store.ts'
import { monthsWaiting } from './closings/close-month.ts'
import { bookStandings } from './closings/closing.store.ts'
import { entriesCsv } from './entries-csv.ts'
import { entryColumns, filesOf } from './entry-columns.ts'
import { entryCondition, isFiltered, readEntryFilter } from './entry-filter.ts'
import { bookFacts } from './permissions.ts'
import { registerRefusal } from './refusals.ts'
import {
  fileNames,
  findRegister,
  listEntries,
  listRegisters,
  type Register,
  type RegisterEntry,
} from './register.store.ts'
import { registerPage } from './register-page.ts'
import { type BookToClose, registersPage, titleOf } from './registers-page.ts'
import { words } from './words.ts'

const PAGE = 50
/** Of a book on one long sheet, to be printed. */
const LONG_PAGE = 500
/** Of a book as a file. */
const MOST_EXPORTED = 5_000

/** The books, as pages and over the API. */
export function registerRegisters(server: FastifyInstance, deps: CaseRouteDeps): void {
  server.get(
    '/libros',
    { preHandler: requirePerson },
    answering(async (request, reply) => {
      const view = viewOf(deps.people, request)
      const body = registersPage(view, await listRegisters(deps.db, readers(request)), await toClose(deps, request))
      return sendPage(deps, request, reply, { title: words(view.locale, 'title'), body })
    }),
  )
  server.get(
    '/libros/:id',
    { preHandler: requirePerson },
    answering(async (request, reply) => {
      const printing = (request.query as { hoja?: unknown }).hoja === 'larga'
      const limit = printing ? LONG_PAGE : PAGE
      const asked = await bookAsked(deps, request, limit)
      const { register, before, filter } = asked
      const shown = await shownEntries(deps, request, asked, limit)
      const body = registerPage(viewOf(deps.people, request), { ...shown, filter, later: before !== null, printing })
      return sendPage(deps, request, reply, { title: titleOf(register.name), body })
    }),
  )
  server.get(
    '/libros/:id/asientos.csv',
    { preHandler: requirePerson },
    answering(async (request, reply) => {
      const asked = await bookAsked(deps, request, MOST_EXPORTED)
      const csv = entriesCsv(viewOf(deps.people, request), await shownEntries(deps, request, asked, MOST_EXPORTED))
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', attachment(`${asked.register.name}.csv`))
        .send(csv)
    }),
  )
  server.get(
    '/api/registers',
    {
      preHandler: requirePerson,
      schema: { operationId: 'registers', summary: 'The books that the person may read', tags: ['registers'] },
    },
    answering(async (request, reply) => reply.send({ registers: await listRegisters(deps.db, readers(request)) })),
  )
  server.get(
    '/api/registers/:id',
    {
      preHandler: requirePerson,
      schema: {
        operationId: 'register',
        summary:
          'Entries of a book, the newest first; with its annotations; `content` is null for cases that the person may not see',
        tags: ['registers'],
        params: Type.Object({ id: Type.String({ maxLength: 12 }) }),
        querystring: Type.Object({ antes: Type.Optional(Type.String({ maxLength: 12 })) }),
      },
    },
    answering(async (request, reply) => {
      const { register, entries } = await bookAsked(deps, request, PAGE)
      const last = entries.length > PAGE ? entries[PAGE - 1] : undefined
      const written = await annotationsOf(deps.db, register.id, readable(entries))
      return reply.send({
        ...register,
        entries: entries.slice(0, PAGE).map(({ folio, content }) => {
          if (content === null) return { folio, content }
          const { versionId: _, ...shown } = content
          const annotations = written.filter((each) => each.folio === folio).map(({ folio: __, ...said }) => said)
          return { folio, content: shown, annotations }
        }),
        next: last === undefined ? null : String(last.folio),
      })
    }),
  )
}

function readers(request: FastifyRequest): readonly string[] {
  return readersOf(directoryOf(request), personOf(request).id)
}

async function bookAsked(deps: CaseRouteDeps, request: FastifyRequest, limit: number) {
  const { id } = request.params as { id: string }
  const who = readers(request)
  const register = /^\d{1,9}$/.test(id) ? await findRegister(deps.db, Number(id), who) : null
  if (register === null) throw registerRefusal('register-unknown')
  const { antes } = request.query as { antes?: unknown }
  const before = typeof antes === 'string' && /^\d{1,9}$/.test(antes) ? Number(antes) : null
  const filter = readEntryFilter(request.query as Record<string, unknown>)
  const { timeZone } = viewOf(deps.people, request)
  const wanted = isFiltered(filter) ? entryCondition(filter, timeZone) : null
  return { register, before, filter, entries: await listEntries(deps.db, register.id, who, { before, limit, wanted }) }
}

async function shownEntries(
  deps: CaseRouteDeps,
  request: FastifyRequest,
  { register, entries }: { readonly register: Register; readonly entries: readonly RegisterEntry[] },
  limit: number,
) {
  return {
    register,
    entries,
    limit,
    columns: entryColumns(entries.slice(0, limit), await versionsOf(deps, entries)),
    fileNames: await fileNames(deps.db, filesOf(entries)),
    directory: directoryOf(request),
    annotations: await annotationsOf(deps.db, register.id, readable(entries)),
  }
}

/** The books whose months the person may close, those with something to close. */
async function toClose(deps: CaseRouteDeps, request: FastifyRequest): Promise<BookToClose[]> {
  const directory = directoryOf(request)
  const { timeZone } = viewOf(deps.people, request)
  const mine = (await bookStandings(deps.db)).filter(({ unit }) =>
    may(personOf(request), 'register.close', bookFacts(directory, unit)),
  )
  return mine
    .map((book) => ({ id: book.id, name: book.name, months: monthsWaiting(book, deps.clock(), timeZone).length }))
    .filter(({ months }) => months > 0)
}

/** Folios whose entries the reader may read. */
function readable(entries: readonly RegisterEntry[]): number[] {
  return entries.filter(({ content }) => content !== null).map(({ folio }) => folio)
}

async function versionsOf(
  deps: CaseRouteDeps,
  entries: readonly RegisterEntry[],
): Promise<ReadonlyMap<number, ManualVersion>> {
  const versions = new Map<number, ManualVersion>()
  for (const id of new Set(entries.flatMap(({ content }) => (content === null ? [] : [content.versionId]))))
    versions.set(id, await deps.manuals.version(deps.db, id))
  return versions
}
