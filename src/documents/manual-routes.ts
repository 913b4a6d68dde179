import type { FastifyInstance, FastifyRequest } from 'fastify'
import { answering } from '#src/people/http/answering.ts'
import { requirePerson } from '#src/people/http/identify.ts'
import { viewOf } from '#src/people/http/shell.ts'
import { Refused } from '#src/platform/refusal.ts'
import { formSigners } from '#src/printing/index.ts'
import type { DocumentDeps } from './deps.ts'
import { keep, manualPaper } from './kept-paper.ts'
import { paperAsked, type VersionToPrint, versionToPrint } from './manual-papers.ts'
import { FORM_UNKNOWN, MANUAL_UNKNOWN } from './refusals.ts'
import { sendPaper } from './send-paper.ts'

type Asked = { readonly code: string; readonly version?: string; readonly form: string }

/** The official document of a published version, and its forms as empty sheets. */
export function registerManualPapers(server: FastifyInstance, deps: DocumentDeps): void {
  for (const url of ['/manuales/:code', '/manuales/:code/versiones/:version']) {
    server.get(
      `${url}/documento.pdf`,
      { preHandler: requirePerson },
      answering(async (request, reply) => {
        const { version, options } = await asked(deps, request)
        const paper = paperAsked(request.query)
        const kept = await manualPaper(deps, version.sha256, version.manual.source, { ...options, paper })
        return sendPaper(request, reply, kept, `${version.code} v${version.version} ${version.title}.pdf`)
      }),
    )
    server.get(
      `${url}/formas/:form/hoja.pdf`,
      { preHandler: requirePerson },
      answering(async (request, reply) => {
        const { version, options } = await asked(deps, request)
        const form = version.form((request.params as Asked).form)
        if (form === null) throw new Refused(FORM_UNKNOWN)
        const { manual, code, title } = version
        const print = {
          paper: paperAsked(request.query),
          institution: manual.front.institution,
          manual: { code, version: version.version, title },
          form,
          signers: formSigners(manual, form.code),
          date: options.inForceFrom ?? '2000-01-01',
        }
        const kept = await keep(deps, ['form', version.sha256, print], () => deps.printer.form(manual.source, print))
        return sendPaper(request, reply, kept, `${form.code} ${form.title}.pdf`)
      }),
    )
  }
}

async function asked(deps: DocumentDeps, request: FastifyRequest): Promise<VersionToPrint> {
  const { code, version } = request.params as Asked
  const found = await versionToPrint(deps, code, version, viewOf(deps.people, request).timeZone)
  if (found === null) throw new Refused(MANUAL_UNKNOWN)
  return found
}
