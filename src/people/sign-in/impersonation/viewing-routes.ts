import type { FastifyReply, FastifyRequest } from 'fastify'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import type { Server } from '#src/platform/http/server.ts'
import { type Refusal, Refused } from '#src/platform/refusal.ts'
import { button, buttonLink } from '#src/web/components/button.ts'
import { card } from '#src/web/components/card.ts'
import { field } from '#src/web/components/field.ts'
import { errorSummary, form } from '#src/web/components/form.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import { defineCatalogue } from '#src/web/locale/catalogue.ts'
import type { Locale } from '#src/web/locale/locale.ts'
import { sendPage } from '../../http/admin-routes.ts'
import { adminWords } from '../../http/admin-words.ts'
import { answering, localeOf } from '../../http/answering.ts'
import type { PeopleDeps } from '../../http/deps.ts'
import { directoryOf, personOf, requirePermission, requirePerson } from '../../http/identify.ts'
import { leaveFlash } from '../../http/shell.ts'
import { peopleRefusal } from '../../refusals.ts'
import type { Person } from '../../types.ts'
import { fieldsOf, openDoor } from '../door.ts'
import { endViewing, startViewing, VIEWING_MINUTES } from './viewing.ts'

/** «Ver como»: an administrator sees what somebody else sees. */
export function serveViewing(server: Server, deps: PeopleDeps): void {
  const { db, now } = deps
  const door = openDoor(deps)
  const open = { schema: { hide: true } as object, preValidation: requirePermission('person.view-as') }

  const show = (request: FastifyRequest, reply: FastifyReply, refusal?: Refusal) => {
    const locale = localeOf(request)
    const body = viewingBody({
      locale,
      csrf: personOf(request).csrf,
      person: personAsked(request),
      reason: fieldsOf(request).reason,
      refusal,
    })
    return sendPage(deps, request, reply, { title: words(locale, 'title'), body, status: refusal?.status })
  }

  server.get('/administracion/personas/:id/ver-como', open, answering(show))
  server.post(
    '/administracion/personas/:id/ver-como',
    open,
    answering(async (request, reply) => {
      const person = personAsked(request)
      try {
        const renewed = await startViewing(db, {
          administrator: personOf(request).id,
          person: person.id,
          reason: fieldsOf(request).reason ?? '',
          tokenHash: request.session!.tokenHash,
          now: now().toString(),
        })
        door.renewSession(request, reply, renewed)
        return reply.redirect('/', 303)
      } catch (error) {
        if (error instanceof Refused) return show(request, reply, error.refusal)
        throw error
      }
    }),
  )

  server.post(
    '/ver-como/fin',
    {
      schema: { hide: true } as object,
      config: { whileViewing: true, addingFactor: true, oneTimePassword: true },
      preHandler: requirePerson,
    },
    answering(async (request, reply) => {
      const { viewer, session } = request
      if (viewer === null || session === null) return reply.redirect('/', 303)
      const { id, person } = viewer.viewing
      const renewed = await endViewing(db, { id, tokenHash: session.tokenHash, now: now().toString() })
      door.renewSession(request, reply, renewed)
      leaveFlash(reply, { kind: 'done', text: words(localeOf(request), 'ended') })
      return reply.redirect(`/administracion/personas/${person}`, 303)
    }),
  )
}

function personAsked(request: FastifyRequest): Person {
  const directory = directoryOf(request)
  const person = directory.personById((request.params as { id: string }).id)
  if (!person || !directory.activePeople.includes(person)) throw new Refused(peopleRefusal('not-found'))
  return person
}

function viewingBody({
  locale,
  csrf,
  person,
  reason,
  refusal,
}: {
  readonly locale: Locale
  readonly csrf: string
  readonly person: Person
  readonly reason: string | undefined
  readonly refusal: Refusal | undefined
}): HtmlFragment {
  const view = { locale }
  const own = `/administracion/personas/${person.id}`
  const fault = refusal?.fields?.reason?.[locale]
  const errors = fault
    ? [{ name: 'reason', label: words(locale, 'reason'), message: fault }]
    : refusal
      ? [{ message: refusal[locale] }]
      : []
  return html`${pageHead(view, {
    title: words(locale, 'title'),
    lead: person.name,
    crumbs: [
      { label: adminWords(locale, 'title'), href: '/administracion' },
      { label: person.name, href: own },
      { label: words(locale, 'title') },
    ],
  })}${card({
    body: html`<p>${words(locale, 'text', { minutes: String(VIEWING_MINUTES) })}</p>${form(view, {
      action: `${own}/ver-como`,
      csrf,
      errors: errorSummary(view, errors),
      body: field(view, {
        name: 'reason',
        label: words(locale, 'reason'),
        help: words(locale, 'reason-help'),
        type: { kind: 'text' },
        required: true,
        value: reason,
        error: fault,
      }),
      submit: html`${button({ label: words(locale, 'start'), look: 'primary' })} ${buttonLink({ label: adminWords(locale, 'cancel'), href: own, look: 'quiet' })}`,
    })}`,
  })}`
}

const words = defineCatalogue({
  es: {
    title: 'Ver como esta persona',
    text: 'Verá Ventanilla como la ve esta persona, durante {minutes} minutos a lo más, y solo para mirar: no podrá hacer nada en su nombre. Queda en el registro de cambios, y la persona lo verá en «Mi cuenta».',
    reason: 'Motivo',
    'reason-help': 'Por ejemplo: «Reporta que no ve la bandeja de su cargo».',
    start: 'Empezar a ver',
    ended: 'Dejó de ver Ventanilla como otra persona.',
  },
  en: {
    title: 'View as this person',
    text: 'You will see Ventanilla as this person sees it, for {minutes} minutes at most, and only to look: you can do nothing in the person’s name. It stays in the record of changes, and the person will see it at “My account”.',
    reason: 'Reason',
    'reason-help': 'For example: “Reports that the tray of the position is not seen”.',
    start: 'Begin viewing',
    ended: 'You no longer view Ventanilla as somebody else.',
  },
})
