import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Flash } from '#src/web/components/flash.ts'
import type { PageInput } from '#src/web/layout.ts'
import type { View } from '#src/web/locale/time.ts'
import { THEME_COOKIE, themeFrom } from '#src/web/preferences.ts'
import type { InstitutionDirectory } from '../types.ts'
import { localeOf } from './answering.ts'
import type { PeopleDeps } from './deps.ts'
import type { Viewer } from './identify.ts'

export type Shell = Omit<PageInput, 'title' | 'body'>

/** What surrounds a page for this request: language, looks, person, navigation, and the word that the last action left. */
export async function shellOf(deps: PeopleDeps, request: FastifyRequest, reply: FastifyReply): Promise<Shell> {
  const { person, directory } = request
  return {
    ...publicShellOf(request, directory, person?.csrf ?? ''),
    ...(person && directory
      ? {
          person: {
            id: person.id,
            name: person.name,
            positions: person.positions.map(({ title, unit, standsInFor }) => ({
              title,
              unit,
              ...(standsInFor === null || standsInFor === 'position'
                ? {}
                : { deputyFor: directory.personName(standsInFor) }),
            })),
          },
        }
      : {}),
    nav: person ? await deps.nav(request) : [],
    places: person ? deps.places?.(request) : undefined,
    search: person ? deps.search : undefined,
    signOut: '/salir',
    account: '/mi-cuenta',
    flash: takeFlash(request, reply),
  }
}

/** The same for whoever has not signed in. */
export function publicShellOf(
  request: FastifyRequest,
  directory: InstitutionDirectory | null,
  csrf: string,
): Omit<Shell, 'nav'> {
  const institution = directory?.rows.institution
  const locale = localeOf(request)
  return {
    locale,
    theme: themeFrom(request.cookies[THEME_COOKIE]),
    path: request.method === 'GET' ? request.url : '/',
    csrf,
    institution: institution?.name,
    home: '/',
    banner: institution?.demo ? DEMO[locale] : undefined,
    viewing: request.viewer && request.person ? viewingLine(request, request.viewer, request.person.name) : undefined,
  }
}

/** On every page, refusals too: as whom one looks, and the way out. */
function viewingLine(request: FastifyRequest, { name, viewing }: Viewer, seen: string): Shell['viewing'] {
  const { rows } = request.directory!
  const zone = rows.institution?.timeZone ?? 'UTC'
  const until = Temporal.Instant.from(viewing.endsAt).toZonedDateTimeISO(zone).toPlainTime().toString().slice(0, 5)
  const words = {
    es: { text: `${name}: está viendo Ventanilla como ${seen}, solo para mirar, hasta las ${until}.`, end: 'Terminar' },
    en: { text: `${name}: you are viewing Ventanilla as ${seen}, only to look, until ${until}.`, end: 'End it' },
  }
  return { action: '/ver-como/fin', ...words[localeOf(request)] }
}

const DEMO = {
  es: 'Demostración: el ministerio, sus personas y sus casos son inventados.',
  en: 'Demonstration: the ministry, its people and its cases are invented.',
}

/** Language, zone and clock of a page. */
export const viewOf = (deps: PeopleDeps, request: FastifyRequest): View => ({
  locale: localeOf(request),
  timeZone: request.directory?.rows.institution?.timeZone ?? 'UTC',
  now: deps.now(),
})

type Left = Pick<Flash, 'kind' | 'text'> & { readonly undo?: { readonly number: string; readonly seq: number } }

const COOKIE = 'ventanilla_aviso'

/**
 * Leaves a word for the next page of this browser. Only fixed words and names; it is shown as text. With `undo`, the act of a case that
 * the page offers to take back.
 */
export function leaveFlash(reply: FastifyReply, { kind, text, undo }: Left): void {
  const value = Buffer.from(JSON.stringify({ kind, text, undo })).toString('base64url')
  reply.setCookie(COOKIE, value, { path: '/', httpOnly: true, sameSite: 'lax', maxAge: 60 })
}

function takeFlash(request: FastifyRequest, reply: FastifyReply): readonly Flash[] {
  const left = request.cookies[COOKIE]
  if (left === undefined) return []
  reply.clearCookie(COOKIE, { path: '/' })
  try {
    const { kind, text, undo } = JSON.parse(Buffer.from(left, 'base64url').toString()) as Left
    const said = typeof text === 'string' && ['done', 'notice', 'warning', 'refused'].includes(kind)
    return said ? [{ kind, text, ...undoing(undo) }] : []
  } catch {
    return []
  }
}

/** The form that takes an act back. The cookie is the browser's: of it only a number of a case and of an act is believed. */
function undoing(undo: Left['undo']): Pick<Flash, 'undo'> {
  if (undo === undefined || !/^\d{4}-\d{6,12}$/.test(undo.number) || !Number.isSafeInteger(undo.seq)) return {}
  return { undo: { action: `/expedientes/${undo.number}/deshacer`, fields: { acto: String(undo.seq) } } }
}
