import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { badge } from '#src/web/components/badges.ts'
import { buttonLink } from '#src/web/components/button.ts'
import { card, facts, columns as sideBySide } from '#src/web/components/card.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import type { View } from '#src/web/locale/time.ts'
import { type ContactCases, caseList, contactTable } from './contact-pages.ts'
import { contactWords as words } from './contact-words.ts'
import type { Contact, Entity } from './types.ts'

/** An entity: its contacts and its open cases. */
export function entityBody(
  view: View,
  {
    entity,
    contacts,
    cases,
  }: { readonly entity: Entity; readonly contacts: readonly Contact[]; readonly cases: ContactCases },
): HtmlFragment {
  const { locale } = view
  return html`${pageHead(view, {
    title: entity.name,
    ...(entity.code === null ? {} : { number: entity.code }),
    ...(entity.kind === null ? {} : { status: badge(entity.kind) }),
    crumbs: [{ label: words(locale, 'title'), href: '/contactos' }, { label: entity.name }],
    action: buttonLink({ label: words(locale, 'edit'), href: `/contactos/entidades/${entity.id}/datos`, icon: 'pen' }),
  })}${sideBySide(
    [
      card({
        title: words(locale, 'entity.cases'),
        body: caseList(view, cases, words(locale, 'colleagues.cases-none')),
      }),
      card({
        title: words(locale, 'entity.contacts'),
        body:
          contacts.length === 0
            ? html`<p class="muted">${words(locale, 'empty')}</p>`
            : contactTable(view, contacts, { entity: false }),
      }),
    ],
    [
      card({
        title: words(locale, 'data'),
        body: facts([
          { term: words(locale, 'code'), value: entity.code ?? words(locale, 'none') },
          { term: words(locale, 'kind'), value: entity.kind ?? words(locale, 'none') },
          ...(entity.notes === null
            ? []
            : [{ term: words(locale, 'notes'), value: html`<span class="written">${entity.notes}</span>` }]),
        ]),
      }),
    ],
  )}`
}
