import type { FastifyRequest } from 'fastify'
import { SHEET_FORMATS, type SheetFormat, writeList } from '#src/interchange/spreadsheet/index.ts'
import { sendMade } from '#src/platform/http/attachment.ts'
import type { Server } from '#src/platform/http/server.ts'
import { formatInstant, formatNumber, localMoment, type View } from '#src/web/locale/time.ts'
import { sendPage } from '../http/admin-routes.ts'
import { answering } from '../http/answering.ts'
import type { PeopleDeps } from '../http/deps.ts'
import { directoryOf, personOf, requirePermission } from '../http/identify.ts'
import { viewOf } from '../http/shell.ts'
import type { InstitutionDirectory } from '../types.ts'
import { actDetails, actSubject } from './act-details.ts'
import { filterOf, readActsAsked } from './act-filter.ts'
import { actName } from './act-names.ts'
import { actWords as words } from './act-words.ts'
import { ACTS_PAGE, ACTS_PATH, actorName, actsPage, MOST_ACTS } from './acts-page.ts'
import { actChoices, readAdminActs, type WrittenAct } from './admin-act.store.ts'

/** The record of changes: its page, and the same as files. */
export function serveActs(server: Server, deps: PeopleDeps): void {
  const { db } = deps
  const preValidation = requirePermission('admin-acts.read')
  const schema = { hide: true } as object
  server.get(
    ACTS_PATH,
    { schema, preValidation },
    answering(async (request, reply) => {
      const view = viewOf(deps, request)
      const asked = readActsAsked(request.query as Record<string, unknown>)
      const before = beforeOf(request)
      const [acts, choices] = await Promise.all([
        readAdminActs(db, {
          ...(before === null ? {} : { before }),
          limit: ACTS_PAGE + 1,
          filter: filterOf(asked, view.timeZone),
        }),
        actChoices(db),
      ])
      const body = actsPage(view, { acts, asked, choices, directory: directoryOf(request), later: before !== null })
      return sendPage(deps, request, reply, { title: words(view.locale, 'title'), body })
    }),
  )
  for (const format of SHEET_FORMATS)
    server.get(
      `${ACTS_PATH}/cambios.${format}`,
      { schema, preValidation },
      answering(async (request, reply) => {
        const view = viewOf(deps, request)
        const asked = readActsAsked(request.query as Record<string, unknown>)
        const acts = await readAdminActs(db, { limit: MOST_ACTS + 1, filter: filterOf(asked, view.timeZone) })
        const { type, bytes } = await writeActsFile(view, format, acts, directoryOf(request), personOf(request).id)
        const name = `registro-${localMoment(view, view.now).toPlainDate()}.${format}`
        return sendMade(reply, { name, type, bytes })
      }),
    )
}

function beforeOf(request: FastifyRequest): number | null {
  const { antes } = request.query as { antes?: unknown }
  return typeof antes === 'string' && /^[1-9]\d{0,14}$/.test(antes) ? Number(antes) : null
}

function writeActsFile(
  view: View,
  format: SheetFormat,
  acts: readonly WrittenAct[],
  directory: InstitutionDirectory,
  person: string,
) {
  const { locale } = view
  const most = formatNumber(locale, MOST_ACTS)
  const list = {
    title: words(locale, 'title'),
    columns: [
      { label: words(locale, 'when'), width: 18, moments: true as const },
      { label: words(locale, 'who'), width: 30 },
      { label: words(locale, 'what'), width: 40 },
      { label: words(locale, 'about'), width: 40 },
      { label: words(locale, 'details'), width: 80 },
    ],
    rows: acts.slice(0, MOST_ACTS).map((act) => [
      localMoment(view, act.at),
      actorName(view, act.actor, directory),
      actName(locale, act.action),
      actSubject(view, act, directory),
      actDetails(view, act, directory)
        .map(([term, value]) => `${term}: ${value}`)
        .join('; '),
    ]),
  }
  return writeList(format, list, {
    title: words(locale, 'file.sheet'),
    about: words(locale, 'file.about', { person: directory.personName(person), at: formatInstant(view, view.now) }),
    notes: acts.length > MOST_ACTS ? [words(locale, 'file.cut', { most })] : [],
  })
}
