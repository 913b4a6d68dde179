import { findContact } from '#src/people/contacts/contact.store.ts'
import { phoneText } from '#src/people/contacts/contact-fields.ts'
import { may } from '#src/people/permissions.ts'
import { html } from '#src/platform/http/html.ts'
import { card, facts } from '#src/web/components/card.ts'
import type { CasePanel } from './panels.ts'
import { whoWords as words } from './who-words.ts'

/** How to reach the contact who asked, beside the case. */
export const contactPanel: CasePanel = {
  place: 'side',
  order: 10,
  async draw(view, { deps, reading, person }) {
    const { contactId } = reading.file
    if (contactId === null || !may(person, 'contacts.use', null)) return null
    const { db, shared = db } = deps
    const found = await findContact(shared, contactId)
    const contact = found?.mergedInto ? await findContact(shared, found.mergedInto) : found
    if (contact === null) return null
    const { locale } = view
    const { entity, phones, mails } = contact
    const rows = [
      ...(entity === null
        ? []
        : [
            {
              term: words(locale, 'panel.entity'),
              value: html`<a href="/contactos/entidades/${entity.id}">${[entity.code, entity.name].filter(Boolean).join(' ')}</a>`,
            },
          ]),
      ...(phones.length === 0
        ? []
        : [{ term: words(locale, 'panel.phones'), value: phones.map(phoneText).join(' / ') }]),
      ...(mails.length === 0 ? [] : [{ term: words(locale, 'panel.mails'), value: mails.join(' ') }]),
    ]
    return card({
      title: words(locale, 'panel.title'),
      body: html`<p><a href="/contactos/${contact.id}">${contact.name}</a></p>${rows.length === 0 ? '' : facts(rows)}`,
    })
  },
}
