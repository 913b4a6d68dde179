import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { statusBadge, when } from '#src/web/components/badges.ts'
import { button, buttonLink } from '#src/web/components/button.ts'
import { card, facts, columns as sideBySide } from '#src/web/components/card.ts'
import { emptyState } from '#src/web/components/empty-state.ts'
import { field } from '#src/web/components/field.ts'
import { flash } from '#src/web/components/flash.ts'
import { liveSearch } from '#src/web/components/live-search.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import { type Column, table } from '#src/web/components/table.ts'
import { filters } from '#src/web/components/tabs.ts'
import type { View } from '#src/web/locale/time.ts'
import type { InstitutionDirectory } from '../types.ts'
import { phoneText } from './contact-fields.ts'
import { contactWords as words } from './contact-words.ts'
import type { Contact, ContactChange, Entity } from './types.ts'

/** A case as a list beside a contact shows it. */
export interface ContactCase {
  readonly number: string
  readonly title: string
  readonly status: 'open' | 'closed' | 'annulled'
  readonly openedAt: string
}

/** Cases that the reader may read, and how many more there are. */
export interface ContactCases {
  readonly cases: readonly ContactCase[]
  readonly others: number
}

export interface ContactList {
  readonly asked: string
  readonly contacts: readonly Contact[]
  /** Address of the next page, when there is one. */
  readonly next: string | null
  readonly later: boolean
  /** A search that found more than it shows. */
  readonly more: boolean
  readonly mayExchange: boolean
}

/** Contacts by name, or those whom a search finds. */
export function contactsBody(view: View, list: ContactList): HtmlFragment {
  const { locale } = view
  const { asked, mayExchange } = list
  return html`${pageHead(view, {
    title: words(locale, 'title'),
    lead: words(locale, 'lead'),
    action: html`${
      mayExchange
        ? html`${buttonLink({ label: words(locale, 'import.title'), href: '/contactos/importar' })}${buttonLink({ label: words(locale, 'export'), href: '/contactos/exportar.csv', icon: 'down', download: true })}`
        : ''
    }${buttonLink({ label: words(locale, 'new'), href: '/contactos/nuevo', look: 'primary', icon: 'plus' })}`,
  })}${liveSearch({
    results: 'contactos-hallados',
    body: searchForm(view, '/contactos', asked),
  })}<div id="contactos-hallados" class="search-results" aria-live="polite">${found(view, list)}</div>`
}

/** The search of contacts, answered by `action`. */
export function searchForm(view: View, action: string, asked: string): HtmlFragment {
  const { locale } = view
  return filters({
    action,
    label: words(locale, 'title'),
    body: [
      field(view, {
        name: 'buscar',
        label: words(locale, 'search'),
        help: words(locale, 'search.help'),
        type: { kind: 'search' },
        required: true,
        value: asked,
        id: 'buscar-contacto',
        autocomplete: 'off',
      }),
    ],
    submit: button({ label: words(locale, 'go') }),
  })
}

function found(view: View, { asked, contacts, next, later, more }: ContactList): HtmlFragment {
  const { locale } = view
  if (contacts.length === 0)
    return asked === ''
      ? emptyState({ icon: 'people', title: words(locale, 'empty'), text: words(locale, 'empty.text') })
      : emptyState({
          icon: 'search',
          title: words(locale, 'nobody', { asked }),
          text: words(locale, 'nobody.text'),
          action: buttonLink({ label: words(locale, 'new'), href: newHref(asked), look: 'primary', icon: 'plus' }),
        })
  return html`${asked === '' ? '' : html`<p class="muted">${words(locale, 'found', { count: contacts.length })}${more ? html`. ${words(locale, 'more')}` : ''}</p>`}${contactTable(view, contacts)}${
    next === null && !later
      ? ''
      : html`<nav class="pagination" aria-label="${words(locale, 'title')}"><span class="pagination-links">${later ? buttonLink({ label: words(locale, 'first'), href: '/contactos', small: true }) : ''}${next === null ? '' : buttonLink({ label: words(locale, 'next'), href: next, small: true, icon: 'right' })}</span></nav>`
  }`
}

/** What was looked for is the beginning of the new contact: a number, or else a name. */
const newHref = (asked: string) =>
  `/contactos/nuevo?${new URLSearchParams(/^[\d\s()+./-]+$/.test(asked) ? { phones: asked } : { name: asked })}`

export function contactTable(
  view: View,
  contacts: readonly Contact[],
  {
    action,
    entity: named = true,
  }: { readonly action?: (contact: Contact) => HtmlFragment; readonly entity?: boolean } = {},
): HtmlFragment {
  const { locale } = view
  const columns: Column<Contact>[] = [
    {
      label: words(locale, 'name'),
      head: true,
      cell: ({ id, name, unit }) =>
        html`<a href="/contactos/${id}" data-row-link>${name}</a>${unit === null ? '' : html`<span class="under">${unit}</span>`}`,
    },
    ...(named
      ? [
          {
            label: words(locale, 'entity'),
            cell: ({ entity }: Contact) => (entity === null ? words(locale, 'none') : entityLink(entity)),
          },
        ]
      : []),
    {
      label: words(locale, 'phones'),
      cell: ({ phones }) => (phones.length === 0 ? words(locale, 'none') : phoneList(phones)),
    },
    {
      label: words(locale, 'mails'),
      cell: ({ mails }) =>
        mails.length === 0
          ? words(locale, 'none')
          : html`<ul class="ways">${mails.map((mail) => html`<li>${mail}</li>`)}</ul>`,
    },
    ...(action ? [{ label: words(locale, 'merge.choose'), labelHidden: true, cell: action }] : []),
  ]
  return table({ caption: words(locale, 'title'), captionHidden: true, columns, rows: contacts })
}

const entityLink = ({ id, code, name }: Pick<Entity, 'id' | 'code' | 'name'>): HtmlFragment =>
  html`${code === null ? '' : html`<span class="number">${code}</span> `}<a href="/contactos/entidades/${id}">${name}</a>`

const phoneList = (phones: Contact['phones']): HtmlFragment =>
  html`<ul class="ways">${phones.map((phone) => html`<li><a class="phone" href="tel:${phone.digits.length > 6 ? '+' : ''}${phone.digits}${phone.extension === null ? '' : `;ext=${phone.extension}`}">${phoneText(phone)}</a></li>`)}</ul>`

export interface ContactPage {
  readonly contact: Contact
  readonly directory: InstitutionDirectory
  readonly changes: readonly ContactChange[]
  readonly from: readonly { readonly id: string; readonly name: string }[]
  readonly kept: Contact | null
  readonly cases: ContactCases
  readonly colleagues: readonly Contact[]
  readonly entityCases: ContactCases | null
}

/** A contact: the data, the cases, the others of the entity with their open cases, and what was changed. */
export function contactBody(view: View, input: ContactPage): HtmlFragment {
  const { locale } = view
  const { contact, kept, cases, colleagues, from } = input
  const entityCases = input.entityCases && without(input.entityCases, cases)
  const own = `/contactos/${contact.id}`
  const head = pageHead(view, {
    title: contact.name,
    lead:
      contact.entity === null ? (contact.unit ?? '') : [contact.unit, contact.entity.name].filter(Boolean).join(' · '),
    crumbs: [{ label: words(locale, 'title'), href: '/contactos' }, { label: contact.name }],
    ...(kept === null
      ? {
          action: html`${buttonLink({ label: words(locale, 'merge'), href: `${own}/unir` })}${buttonLink({ label: words(locale, 'edit'), href: `${own}/datos`, icon: 'pen' })}${buttonLink({ label: words(locale, 'open-case'), href: `/tramites?contacto=${contact.id}`, look: 'primary', icon: 'plus' })}`,
        }
      : {}),
  })
  const gone =
    kept === null
      ? ''
      : flash(view, {
          kind: 'notice',
          text: words(locale, 'merged.text', { name: kept.name }),
          link: { label: kept.name, href: `/contactos/${kept.id}` },
        })
  return html`${head}${gone}${sideBySide(
    [
      card({ title: words(locale, 'cases'), body: caseList(view, cases, words(locale, 'cases.none')) }),
      ...(entityCases === null
        ? []
        : [
            card({
              title: words(locale, 'colleagues.cases'),
              body: caseList(view, entityCases, words(locale, 'colleagues.cases-none')),
            }),
          ]),
      ...(colleagues.length === 0
        ? []
        : [
            card({
              title: words(locale, 'colleagues'),
              body: contactTable(view, colleagues.slice(0, 20), { entity: false }),
            }),
          ]),
    ],
    [
      card({ title: words(locale, 'data'), body: contactFacts(view, contact, from) }),
      card({ title: words(locale, 'history'), body: history(view, input) }),
    ],
  )}`
}

/** Cases of others: the contact's own stand in a list of their own. */
function without({ cases, others }: ContactCases, own: ContactCases): ContactCases {
  const numbers = new Set(own.cases.map(({ number }) => number))
  return { cases: cases.filter(({ number }) => !numbers.has(number)), others }
}

/** The data of a contact; `from` are the records merged into it. */
export function contactFacts(view: View, contact: Contact, from: ContactPage['from'] = []): HtmlFragment {
  const { locale } = view
  const { entity, unit, phones, mails, notes } = contact
  const none = words(locale, 'none')
  return html`${facts([
    { term: words(locale, 'entity'), value: entity === null ? none : entityLink(entity) },
    { term: words(locale, 'unit'), value: unit ?? none },
    { term: words(locale, 'phones'), value: phones.length === 0 ? none : phoneList(phones) },
    {
      term: words(locale, 'mails'),
      value:
        mails.length === 0
          ? none
          : html`<ul class="ways">${mails.map((mail) => html`<li><a href="mailto:${encodeURIComponent(mail)}">${mail}</a></li>`)}</ul>`,
    },
    ...(notes === null ? [] : [{ term: words(locale, 'notes'), value: html`<span class="written">${notes}</span>` }]),
  ])}${from.length === 0 ? '' : html`<p class="muted">${words(locale, 'merged.from', { names: from.map(({ name }) => name).join(', ') })}</p>`}`
}

/** Cases that the reader may read, and how many others there are. */
export function caseList(view: View, { cases, others }: ContactCases, none: string): HtmlFragment {
  const { locale } = view
  const more = others === 0 ? '' : html`<p class="muted">${words(locale, 'cases.others', { count: others })}</p>`
  if (cases.length === 0) return html`<p class="muted">${none}</p>${more}`
  return html`<ul class="case-lines">${cases.map(
    ({ number, title, status, openedAt }) =>
      html`<li><a href="/expedientes/${number}">${title}</a><span class="tray-facts"><span class="number">${number}</span>${statusBadge(view, status)}${when(view, openedAt)}</span></li>`,
  )}</ul>${more}`
}

function history(view: View, { changes, directory }: Pick<ContactPage, 'changes' | 'directory'>): HtmlFragment {
  const { locale } = view
  return html`<ol class="changes">${changes.map(({ kind, at, by, content }) => {
    const what = words(locale, `history.${kind}`)
    const lines =
      content === null
        ? html`<p class="muted">${words(locale, 'history.erased')}</p>`
        : html`<p class="muted">${[content.name, content.entityCode, content.entityName, content.unit, ...content.phones, ...content.mails].filter(Boolean).join(' · ')}</p>`
    return html`<li><p>${what}${by === null ? '' : html` <span class="muted">${directory.personName(by)}</span>`} · ${when(view, at)}</p>${lines}</li>`
  })}</ol>`
}
