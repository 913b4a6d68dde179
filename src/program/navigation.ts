import type { FastifyRequest } from 'fastify'
import { localeOf, may } from '#src/people/index.ts'
import type { NavItem } from '#src/web/layout.ts'
import { defineCatalogue } from '#src/web/locale/catalogue.ts'

/** The doors of the program, for whoever has signed in; behind the one of mentions, how many are unread. */
export function navigation(request: FastifyRequest, mentions = 0): readonly NavItem[] {
  const locale = localeOf(request)
  const items: NavItem[] = [
    { label: words(locale, 'trays'), href: '/bandejas', icon: 'tray' },
    { label: words(locale, 'portal'), href: '/portal', icon: 'globe' },
    { label: words(locale, 'services'), href: '/tramites', icon: 'plus' },
    { label: words(locale, 'mine'), href: '/mis-expedientes', icon: 'cases' },
    { label: words(locale, 'mentions'), href: '/menciones', icon: 'note', count: mentions },
    { label: words(locale, 'warnings'), href: '/avisos', icon: 'alert' },
    { label: words(locale, 'manuals'), href: '/manuales', icon: 'manual' },
    { label: words(locale, 'knowledge'), href: '/conocimiento', icon: 'book' },
    { label: words(locale, 'registers'), href: '/libros', icon: 'book' },
    { label: words(locale, 'statistics'), href: '/estadisticas', icon: 'report' },
    { label: words(locale, 'signature'), href: '/mi-firma', icon: 'pen' },
  ]
  items.push({ label: words(locale, 'directory'), href: '/directorio', icon: 'people' })
  if (request.person && may(request.person, 'contacts.use', null))
    items.push({ label: words(locale, 'contacts'), href: '/contactos', icon: 'phone' })
  if (request.person?.administrator === true)
    items.push({ label: words(locale, 'administration'), href: '/administracion', icon: 'settings' })
  return items
}

const words = defineCatalogue({
  es: {
    trays: 'Bandejas',
    portal: 'Portal',
    services: 'Trámites',
    mine: 'Mis expedientes',
    mentions: 'Menciones',
    warnings: 'Avisos',
    manuals: 'Manuales',
    knowledge: 'Conocimiento',
    registers: 'Libros',
    statistics: 'Estadísticas',
    signature: 'Mi firma',
    contacts: 'Contactos',
    directory: 'Directorio',
    administration: 'Administración',
  },
  en: {
    trays: 'Trays',
    portal: 'Portal',
    services: 'Services',
    mine: 'My cases',
    mentions: 'Mentions',
    warnings: 'Warnings',
    manuals: 'Manuals',
    knowledge: 'Knowledge',
    registers: 'Registers',
    statistics: 'Statistics',
    signature: 'My signature',
    contacts: 'Contacts',
    directory: 'Directory',
    administration: 'Administration',
  },
})
