import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { CaseReading } from '#src/cases/read-case.ts'
import type { CaseRouteDeps } from '#src/cases/routes/index.ts'
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
import { readAsOfficial, sendDeskPage } from '../send-desk-page.ts'
import { words } from '../words.ts'
import { visitForm } from './visit-form.ts'

/** The page on which a visit is agreed or changed; its form is one of the page of the case. */
export function registerVisitPage(server: FastifyInstance, deps: CaseRouteDeps): void {
  server.get(
    '/expedientes/:number/visita',
    { preHandler: requirePerson },
    answering(async (request, reply) => {
      const reading = await readAsOfficial(deps, request)
      assertOpen(reading.file)
      const view = viewOf(deps.people, request)
      const person = personOf(request)
      const { number } = reading.file
      const { visita } = request.query as { visita?: unknown }
      const visit = reading.file.state.desk?.support?.visits.find(
        (each) => String(each.visit) === visita && each.status === 'agreed',
      )
      const title = words(view.locale, 'visit.title', { number })
      const body = html`${pageHead(view, {
        title,
        lead: words(view.locale, 'visit.lead'),
        crumbs: [{ label: number, href: `/expedientes/${number}` }, { label: words(view.locale, 'visit.new') }],
      })}${card({
        body: visitForm(view, {
          number,
          csrf: person.csrf,
          idempotencyKey: randomUUID(),
          officials: officialsOf(reading.institution.directory),
          visit: visit?.visit,
          fields: visit === undefined ? { atiende: person.id } : fieldsOf(reading, visit),
        }),
      })}`
      return sendDeskPage(deps, request, reply, { title, body })
    }),
  )
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
