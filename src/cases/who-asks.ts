import { type Caller, searchCallers } from '#src/people/contacts/callers.ts'
import type { ContactCases } from '#src/people/contacts/contact-pages.ts'
import type { InstitutionDirectory } from '#src/people/types.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { disclosure } from '#src/web/components/dialog.ts'
import { field } from '#src/web/components/field.ts'
import { icon } from '#src/web/components/icon.ts'
import { plainWhoSearch, whoPicker } from '#src/web/components/who-picker.ts'
import type { View } from '#src/web/locale/time.ts'
import { whoWords as words } from './who-words.ts'

/** Who asks for a case that somebody opens for another, as the page of its start shows it. */
export interface WhoAsks {
  readonly chosen: Caller | null
  /** The entity that is asked for, with its open cases. */
  readonly entity: EntityCases | null
  /** What was looked for without scripts. */
  readonly asked: string
  readonly found: readonly Caller[]
  /** The operator of the first step begins with who is calling. */
  readonly first: boolean
}

export interface EntityCases extends ContactCases {
  readonly name: string
}

export const OTHER_CASES = '/tramites/otros-expedientes'
const FRAME = 'casos-de-la-entidad'
const NEW_CONTACT = 'contacto-nuevo'

/** Fields of a new contact, by the name under which the page sends them. */
export const CONTACT_FIELDS = [
  'contacto',
  'contacto-codigo',
  'contacto-entidad',
  'contacto-dependencia',
  'contacto-telefono',
  'contacto-correo',
] as const

/** The search without scripts stands before the form: what it finds comes back in the page's address. */
export function plainWho(view: View, path: string, { asked, found }: WhoAsks): HtmlFragment {
  const { locale } = view
  return plainWhoSearch({
    action: path,
    label: words(locale, 'label'),
    help: words(locale, 'help'),
    go: words(locale, 'go'),
    asked,
    found: found.map((caller) => ({
      ...caller,
      href: `${path}?${caller.kind === 'person' ? 'solicitante' : 'contacto'}=${caller.id}`,
    })),
    none: words(locale, 'none'),
  })
}

/** Choosing who asks, the form of a new contact, and what is open for the entity. */
export function whoAsks(view: View, who: WhoAsks, fields: Readonly<Record<string, string>>): HtmlFragment {
  const { locale } = view
  const typed = fields.quien ?? ''
  const text = (
    name: (typeof CONTACT_FIELDS)[number],
    key: Parameters<typeof words>[1],
    kind: 'text' | 'email' | 'phone' = 'text',
  ) => field(view, { name, label: words(locale, key as 'label'), type: { kind }, value: fields[name] ?? '' })
  return html`${whoPicker({
    source: '/api/callers',
    label: words(locale, 'label'),
    help: words(locale, 'help'),
    chosen: who.chosen,
    typed,
    error: typed === '' ? undefined : words(locale, 'not-chosen'),
    autofocus: who.first,
    names: { person: 'solicitante', contact: 'contacto-elegido', typed: 'quien' },
    register: {
      disclosure: NEW_CONTACT,
      name: 'campo-contacto',
      phone: 'campo-contacto-telefono',
      code: 'campo-contacto-codigo',
    },
    frame: { id: FRAME, source: OTHER_CASES },
    words: {
      // Filled in by the browser.
      found: words(locale, 'found', { count: '{count}' }),
      none: words(locale, 'none'),
      more: words(locale, 'more'),
      register: words(locale, 'register', { typed: '{typed}' }),
      change: words(locale, 'change'),
      person: words(locale, 'person'),
      contact: words(locale, 'contact'),
    },
  })}${disclosure({
    id: NEW_CONTACT,
    summary: words(locale, 'new'),
    open: CONTACT_FIELDS.some((name) => (fields[name] ?? '') !== ''),
    body: html`<div class="new-contact">${text('contacto', 'new.name')}${text('contacto-codigo', 'new.code')}${text('contacto-entidad', 'new.entity')}${text('contacto-dependencia', 'new.unit')}${text('contacto-telefono', 'new.phone', 'phone')}${text('contacto-correo', 'new.mail', 'email')}</div>`,
  })}${otherCases(view, who.entity, fields.distinto === 'si')}`
}

/** The open cases of the entity of who asks, and the question whether this is another matter; a frame, so that it comes alone too. */
export function otherCases(view: View, entity: EntityCases | null, distinct: boolean): HtmlFragment {
  const { locale } = view
  const none = entity === null || entity.cases.length + entity.others === 0
  return html`<turbo-frame id="${FRAME}">${
    none
      ? ''
      : html`<div class="other-cases" role="status"><p>${icon('alert')}<span>${words(locale, 'open-cases', { entity: entity.name, count: entity.cases.length + entity.others })}</span></p>
${entity.cases.length === 0 ? '' : html`<ul class="case-lines">${entity.cases.map(({ number, title }) => html`<li><a href="/expedientes/${number}" data-turbo-frame="_top">${title}</a><span class="tray-facts"><span class="number">${number}</span></span></li>`)}</ul>`}
${entity.others === 0 ? '' : html`<p>${words(locale, 'open-cases.others', { count: entity.others })}</p>`}
<label class="check"><input type="checkbox" name="distinto" value="si"${distinct ? html` checked` : ''}><span>${words(locale, 'distinct')}</span></label></div>`
  }</turbo-frame>`
}

export async function lookUp(db: Parameters<typeof searchCallers>[0], directory: InstitutionDirectory, asked: string) {
  return asked === '' ? [] : (await searchCallers(db, directory, asked)).callers
}
