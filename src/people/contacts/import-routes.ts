import type { FastifyReply, FastifyRequest } from 'fastify'
import { textOfCsv } from '#src/interchange/spreadsheet/index.ts'
import type { Server } from '#src/platform/http/server.ts'
import { type Refusal, Refused } from '#src/platform/refusal.ts'
import { sendPage } from '../http/admin-routes.ts'
import { answering } from '../http/answering.ts'
import type { PeopleDeps } from '../http/deps.ts'
import { csrfFits, directoryOf, personOf, requirePermission } from '../http/identify.ts'
import { leaveFlash, viewOf } from '../http/shell.ts'
import { peopleRefusal } from '../refusals.ts'
import { contactRefused } from './contact-refusals.ts'
import { refusalOf } from './contact-requests.ts'
import { contactWords as words } from './contact-words.ts'
import { findImport, keepImport, planImport, runImport, type StoredImport } from './import-contacts.ts'
import { importBody, plannedBody } from './import-pages.ts'
import { phonePlanOf } from './phone-plan.ts'
import { MOST_ROWS } from './read-contact-rows.ts'

const MOST_BYTES = 2 * 1024 * 1024

/** Contacts out of a file: choose it, look at what it would do, let it in. */
export function serveContactImport(server: Server, deps: PeopleDeps): void {
  const { db, now } = deps
  const open = { schema: { hide: true } as object, preValidation: requirePermission('contacts.exchange') }
  const saving = (request: FastifyRequest) => ({
    by: personOf(request).id,
    now: now().toString(),
    plan: phonePlanOf(directoryOf(request).rows.institution),
  })
  const choose = (request: FastifyRequest, reply: FastifyReply, refusal?: Refusal) => {
    const view = viewOf(deps, request)
    const body = importBody(view, personOf(request).csrf, refusal)
    return sendPage(deps, request, reply, { title: words(view.locale, 'import.title'), body, status: refusal?.status })
  }

  server.get(
    '/contactos/importar',
    open,
    answering((request, reply) => choose(request, reply)),
  )
  server.post(
    '/contactos/importar',
    { ...open, config: { csrf: 'own' as const } },
    answering(async (request, reply) => {
      try {
        const file = await readFile(request)
        const id = await keepImport(db, { ...file, ...saving(request) })
        return reply.redirect(`/contactos/importar/${id}`, 303)
      } catch (error) {
        return choose(request, reply, refusalOf(error))
      }
    }),
  )
  server.get(
    '/contactos/importar/:id',
    open,
    answering(async (request, reply) => {
      const view = viewOf(deps, request)
      const stored = await importAsked(deps, request)
      if (stored.doneAt !== null) {
        leaveFlash(reply, { kind: 'notice', text: words(view.locale, 'import.ended') })
        return reply.redirect('/contactos', 303)
      }
      const rows = await planImport(db, stored.content, saving(request).plan)
      const body = plannedBody(view, { stored, rows, csrf: personOf(request).csrf })
      return sendPage(deps, request, reply, { title: words(view.locale, 'import.title'), body })
    }),
  )
  server.post(
    '/contactos/importar/:id',
    open,
    answering(async (request, reply) => {
      const { id, doneAt } = await importAsked(deps, request)
      const { locale } = viewOf(deps, request)
      if (doneAt === null) {
        const done = await runImport(db, id, saving(request))
        leaveFlash(reply, { kind: 'done', text: words(locale, 'import.done', done) })
      } else leaveFlash(reply, { kind: 'notice', text: words(locale, 'import.ended') })
      return reply.redirect('/contactos', 303)
    }),
  )
}

async function importAsked({ db }: PeopleDeps, request: FastifyRequest): Promise<StoredImport> {
  const stored = await findImport(db, (request.params as { id: string }).id, personOf(request).id)
  if (stored === null) throw new Refused(peopleRefusal('not-found'))
  return stored
}

/** The one file of the form as text, its token checked. */
async function readFile(request: FastifyRequest): Promise<{ readonly fileName: string; readonly content: string }> {
  const fields: Record<string, string> = {}
  let file: { fileName: string; bytes: Buffer } | null = null
  try {
    if (request.isMultipart())
      for await (const part of request.parts({ limits: { fileSize: MOST_BYTES, files: 1, fields: 10 } })) {
        if (part.type === 'field') fields[part.fieldname] = String(part.value ?? '')
        else {
          const bytes = await part.toBuffer()
          if (bytes.length > 0) file = { fileName: nameOf(part.filename), bytes }
        }
      }
  } catch (error) {
    const { code = '', message } = error as { code?: string; message: string }
    if (code === 'FST_REQ_FILE_TOO_LARGE') throw contactRefused('import-too-large', { rows: MOST_ROWS, megabytes: 2 })
    if (code.startsWith('FST_') || /multipart|part header|boundary/i.test(message)) throw contactRefused('import-empty')
    throw error
  }
  if (!csrfFits(request, fields)) throw new Refused(peopleRefusal('stale-form'))
  if (file === null) throw contactRefused('import-empty')
  const content = textOfCsv(file.bytes)
  if (content === null) throw contactRefused('import-not-text')
  return { fileName: file.fileName, content }
}

/** The last part of a path as a label: without what is not seen. */
function nameOf(sent: string): string {
  const last = sent.split(/[/\\]/).at(-1) ?? ''
  return (
    last
      .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '')
      .trim()
      .slice(0, 150) || 'archivo.csv'
  )
}
