import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { CaseReading } from '#src/cases/read-case.ts'
import type { RefusedForm } from '#src/cases/routes/case-forms.ts'
import type { CaseRouteDeps } from '#src/cases/routes/index.ts'
import { sendPage } from '#src/cases/send-page.ts'
import { answering } from '#src/people/http/answering.ts'
import { personOf, requirePerson } from '#src/people/http/identify.ts'
import { viewOf } from '#src/people/http/shell.ts'
import { html } from '#src/platform/http/html.ts'
import type { Visit } from '#src/procedure/index.ts'
import type { PrivateText } from '#src/procedure/types.ts'
import { card } from '#src/web/components/card.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import { officialsOf } from '../mentions/officials.ts'
import { assertOpen } from '../part-of.ts'
import { readAsOfficial } from '../read-as-official.ts'
import { words } from '../words.ts'
import { type VisitFormInput, visitForm } from './visit-form.ts'

/** The page on which a visit is agreed or changed. */
export function registerVisitPage(server: FastifyInstance, deps: CaseRouteDeps): void {
  server.get(
    '/expedientes/:number/visita',
    { preHandler: requirePerson },
    answering(async (request, reply) => {
      const reading = await readAsOfficial(deps, request)
      assertOpen(reading.file)
      const { visita } = request.query as { visita?: unknown }
      const visit = reading.file.state.desk?.support?.visits.find(
        (each) => String(each.visit) === visita && each.status === 'agreed',
      )
      const fields = visit === undefined ? { atiende: personOf(request).id } : fieldsOf(reading, visit)
      return sendVisitPage({ deps, request, reply, reading }, { visit: visit && String(visit.visit), fields })
    }),
  )
}

/** The same page, in answer to a plan that was refused. */
export function refusedVisitPage({ what, code, ...page }: RefusedForm): Promise<FastifyReply> {
  const { fields = {}, message } = what
  return sendVisitPage(page, { visit: fields.visita, fields, refused: { code, message } })
}

function sendVisitPage(
  { deps, request, reply, reading }: Pick<RefusedForm, 'deps' | 'request' | 'reply' | 'reading'>,
  shown: Pick<VisitFormInput, 'visit' | 'fields' | 'refused'>,
): Promise<FastifyReply> {
  const view = viewOf(deps.people, request)
  const { number } = reading.file
  const title = words(view.locale, 'visit.title', { number })
  const body = html`${pageHead(view, {
    title,
    lead: words(view.locale, 'visit.lead'),
    crumbs: [{ label: number, href: `/expedientes/${number}` }, { label: words(view.locale, 'visit.new') }],
  })}${card({
    body: visitForm(view, {
      number,
      csrf: personOf(request).csrf,
      idempotencyKey: randomUUID(),
      officials: officialsOf(reading.institution.directory),
      ...shown,
    }),
  })}`
  const path = `/expedientes/${number}/visita${shown.visit === undefined ? '' : `?visita=${encodeURIComponent(shown.visit)}`}`
  return sendPage(deps, request, reply, { title, body, width: 'reading', path })
}

function fieldsOf(reading: CaseReading, { at, minutes, attendedBy, seq }: Visit): Record<string, string> {
  const { timeZone } = reading.institution.calendar(reading.institution.calendarCode)
  const local = Temporal.Instant.from(at).toZonedDateTimeISO(timeZone)
  const text = reading.acts.find((act) => act.seq === seq)?.private as PrivateText | null | undefined
  return {
    fecha: local.toPlainDate().toString(),
    hora: local.toPlainTime().toString({ smallestUnit: 'minute' }),
    minutos: String(minutes),
    lugar: text?.place ?? '',
    atiende: attendedBy,
  }
}
