import type { FastifyInstance, FastifyRequest } from 'fastify'
import { readCase } from '#src/cases/read-case.ts'
import { answering } from '#src/people/http/answering.ts'
import { personOf, requirePerson } from '#src/people/http/identify.ts'
import { viewOf } from '#src/people/http/shell.ts'
import { Refused } from '#src/platform/refusal.ts'
import { formOfCase, valuesDigest } from './case-form.ts'
import type { DocumentDeps } from './deps.ts'
import { keep } from './kept-paper.ts'
import { paperAsked } from './manual-papers.ts'
import { recordPrintedForm } from './printed-form.store.ts'
import { FORM_NOT_FILLED } from './refusals.ts'
import { sendPaper } from './send-paper.ts'
import { codeHash, verificationCode } from './verification-code.ts'

/** A form as a case filled it, for whoever may read the case: with its folio, and a code by which the paper is checked. */
export function registerCaseForm(server: FastifyInstance, deps: DocumentDeps): void {
  server.get(
    '/expedientes/:number/formas/:form/hoja.pdf',
    { preHandler: requirePerson },
    answering(async (request, reply) => {
      const { number, form: code } = request.params as { number: string; form: string }
      const reading = await readCase(deps, number, personOf(request).id, request.revision)
      // The paper is Spanish whatever the language of the screen.
      const filled = formOfCase(reading, code, { ...viewOf(deps.people, request), locale: 'es' })
      if (filled === null) throw new Refused(FORM_NOT_FILLED)
      const { file, version } = reading
      const verification = verificationCode(
        { caseNumber: file.number, form: filled.form.code, actSeq: filled.actSeq },
        deps.signingKey,
      )
      const digest = valuesDigest(verification, filled)
      const print = {
        paper: paperAsked(request.query),
        institution: version.manual.front.institution,
        manual: { code: version.code, version: version.version, title: version.title },
        form: filled.form,
        signers: filled.signers,
        date: filled.day,
        filled: {
          ...filled.filled,
          verification: { code: verification, url: `${originOf(deps, request)}/verificacion/${verification}`, digest },
        },
      }
      const kept = await keep(
        deps,
        ['form', version.sha256, print],
        () => deps.printer.form(version.manual.source, print),
        file.id,
      )
      await recordPrintedForm(deps.db, {
        codeHash: codeHash(verification)!,
        caseId: file.id,
        form: filled.form.code,
        actSeq: filled.actSeq,
        digest,
        at: deps.clock(),
        by: personOf(request).id,
      })
      return sendPaper(request, reply, kept, `${file.number} ${filled.form.code}.pdf`)
    }),
  )
}

/** Where the reader of the paper finds us: the address by which this browser does. */
function originOf({ people }: DocumentDeps, request: FastifyRequest): string {
  return `${people.https ? 'https' : request.protocol}://${request.host}`
}
