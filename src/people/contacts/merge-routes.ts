import { html } from '#src/platform/http/html.ts'
import type { Server } from '#src/platform/http/server.ts'
import { isUuid } from '#src/platform/uuid.ts'
import { button, buttonLink } from '#src/web/components/button.ts'
import { form } from '#src/web/components/form.ts'
import { answering } from '../http/answering.ts'
import type { PeopleDeps } from '../http/deps.ts'
import { personOf } from '../http/identify.ts'
import { leaveFlash, viewOf } from '../http/shell.ts'
import { findContact, searchContacts } from './contact.store.ts'
import { contactRefused } from './contact-refusals.ts'
import { contactAsked, contactRequests, fieldsOf, queryText } from './contact-requests.ts'
import { contactWords as words } from './contact-words.ts'
import { mergeBody } from './merge-page.ts'
import { dataOfContact, living, mergeContacts, repeatedOf, united } from './save-contact.ts'
import type { Contact } from './types.ts'

/** Making two records of one person one: choosing the other, seeing the result, doing it. */
export function serveContactMerge(server: Server, deps: PeopleDeps): void {
  const { db } = deps
  const { open, saving, send } = contactRequests(deps)
  server.get(
    '/contactos/:id/unir',
    open,
    answering(async (request, reply) => {
      const view = viewOf(deps, request)
      const keep = living(await contactAsked(deps, request))
      const asked = queryText(request, 'buscar')
      const other = queryText(request, 'con')
      const chosen = isUuid(other) && other !== keep.id ? living(await findContact(db, other)) : null
      const candidates = asked === '' ? await alike(keep) : (await searchContacts(db, asked)).contacts
      const body = mergeBody(view, {
        keep,
        asked,
        candidates: candidates.filter(({ id }) => id !== keep.id),
        chosen: chosen && {
          other: chosen,
          result: resultOf(keep, chosen),
          form: form(view, {
            action: `/contactos/${keep.id}/unir`,
            csrf: personOf(request).csrf,
            hidden: { con: chosen.id },
            body: html``,
            submit: html`${button({ label: words(view.locale, 'merge.submit'), look: 'primary' })}${buttonLink({ label: words(view.locale, 'cancel'), href: `/contactos/${keep.id}`, look: 'quiet' })}`,
          }),
        },
      })
      return send(request, reply, words(view.locale, 'merge.title'), body)
    }),
  )
  const alike = async (keep: Contact) => {
    const first = await repeatedOf(db, dataOfContact(keep))
    if (first.some(({ id }) => id !== keep.id)) return first
    return (await searchContacts(db, keep.name.split(' ')[0] ?? keep.name, 20)).contacts
  }
  server.post(
    '/contactos/:id/unir',
    open,
    answering(async (request, reply) => {
      const keep = await contactAsked(deps, request)
      const other = fieldsOf(request).con ?? ''
      if (!isUuid(other)) throw contactRefused('contact-unknown')
      await mergeContacts(db, { keep: keep.id, other }, saving(request))
      leaveFlash(reply, { kind: 'done', text: words(viewOf(deps, request).locale, 'merged.done') })
      return reply.redirect(`/contactos/${keep.id}`, 303)
    }),
  )
}

function resultOf(keep: Contact, other: Contact): Contact {
  const both = united(keep, other)
  return { ...keep, ...both, entity: keep.entity ?? other.entity }
}
