import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { loadDirectory, type PeopleDeps, publicShellOf, shellOf, viewOf } from '#src/people/index.ts'
import { trustBase } from '#src/people/signing/authority.ts'
import { render } from '#src/platform/http/html.ts'
import { Refused } from '#src/platform/refusal.ts'
import { verifyApart } from '#src/signing/index.ts'
import { page, publicPage } from '#src/web/layout.ts'
import { reportWords } from './report-words.ts'
import { sayReport } from './say-report.ts'
import { type VerificationPage, verificationBody } from './verification-page.ts'

const MAX_FILE = 15_000_000

/** The public page on which anybody checks the signatures of a PDF. Nothing of the file is kept. */
export function registerVerification(server: FastifyInstance, deps: PeopleDeps): void {
  const { db, now } = deps
  const hidden = { hide: true } as object

  server.get('/verificacion', { schema: hidden }, (request, reply) => show(request, reply, {}))

  // What the field for the printed code sends; the code's own page is where forms are printed.
  server.get(
    '/verificacion/codigo',
    { schema: hidden, config: { rateLimit: { max: 30, timeWindow: 60_000 } } },
    async (request, reply) => {
      const { codigo } = request.query as { codigo?: unknown }
      const code = typeof codigo === 'string' ? codigo.trim().slice(0, 100) : ''
      return reply.redirect(code === '' ? '/verificacion' : `/verificacion/${encodeURIComponent(code)}`, 303)
    },
  )

  server.post(
    '/verificacion',
    // It changes nothing, so it asks for no session's token; a form of another site is turned away all the same.
    { schema: hidden, config: { csrf: 'own', rateLimit: { max: 20, timeWindow: 60_000 } } },
    async (request, reply) => {
      const { locale } = viewOf(deps, request)
      const sent = await readDocument(request)
      if (sent === 'missing' || sent === 'too-large') {
        return show(request, reply.code(sent === 'missing' ? 422 : 413), {
          refused: reportWords(locale, `fault.${sent}`),
        })
      }
      try {
        const report = await verifyApart(sent.bytes, await trustBase(db), now())
        const view = await publicView(request)
        return show(request, reply, { report: { name: sent.name, said: sayReport(view, report) } })
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        return show(request, reply.code(error.refusal.status), { refused: error.refusal[locale] })
      }
    },
  )

  async function publicView(request: FastifyRequest) {
    const directory = request.directory ?? (await loadDirectory(db, now().toString()))
    return { ...viewOf(deps, request), timeZone: directory.rows.institution?.timeZone ?? 'UTC' }
  }

  async function show(request: FastifyRequest, reply: FastifyReply, about: Omit<VerificationPage, 'csrf'>) {
    const view = await publicView(request)
    const directory = request.directory ?? (await loadDirectory(db, now().toString()))
    const csrf = request.person?.csrf ?? ''
    const title = reportWords(view.locale, 'title')
    const body = verificationBody(view, { csrf, ...about })
    reply.type('text/html; charset=utf-8')
    const whole = request.person
      ? page({ ...(await shellOf(deps, request, reply)), path: '/verificacion', title, body })
      : publicPage({ ...publicShellOf(request, directory, csrf), path: '/verificacion', title, body })
    return reply.send(render(whole))
  }
}

async function readDocument(
  request: FastifyRequest,
): Promise<{ bytes: Buffer; name: string } | 'missing' | 'too-large'> {
  if (!request.isMultipart()) return 'missing'
  try {
    const part = await request.file({ limits: { fileSize: MAX_FILE, files: 1, fields: 5 } })
    if (part === undefined) return 'missing'
    const bytes = await part.toBuffer()
    const name = part.filename.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '').slice(-150)
    return bytes.length === 0 ? 'missing' : { bytes, name }
  } catch (error) {
    const { code = '', message } = error as { code?: string; message: string }
    if (code === 'FST_REQ_FILE_TOO_LARGE') return 'too-large'
    if (code.startsWith('FST_') || /multipart|part header|boundary/i.test(message)) return 'missing'
    throw error
  }
}
