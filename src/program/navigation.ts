import type { FastifyRequest } from 'fastify'
import { localeOf, may } from '#src/people/index.ts'
import type { NavItem } from '#src/web/layout.ts'
import { defineCatalogue } from '#src/web/locale/catalogue.ts'

/** The doors of the program, for whoever has signed in; behind the one of mentions, how many are unread. */
export function navigation(request: FastifyRequest, mentions = 0): readonly NavItem[] {
  const locale = localeOf(request)
  const groups: readonly (readonly [string, readonly NavItem[]])[] = [
    [
      words(locale, 'group.work'),
      [
        { label: words(locale, 'trays'), href: '/bandejas', icon: 'tray' },
        { label: words(locale, 'mentions'), href: '/menciones', icon: 'note', count: mentions },
        { label: words(locale, 'warnings'), href: '/avisos', icon: 'alert' },
        { label: words(locale, 'signature'), href: '/mi-firma', icon: 'pen' },
      ],
    ],
    [
      words(locale, 'group.asking'),
      [
        { label: words(locale, 'services'), href: '/tramites', icon: 'plus' },
        { label: words(locale, 'mine'), href: '/mis-expedientes', icon: 'cases' },
        { label: words(locale, 'portal'), href: '/portal', icon: 'globe' },
      ],
    ],
    [
      words(locale, 'group.consulting'),
      [
        { label: words(locale, 'manuals'), href: '/manuales', icon: 'manual' },
        { label: words(locale, 'knowledge'), href: '/conocimiento', icon: 'book' },
        { label: words(locale, 'registers'), href: '/libros', icon: 'book' },
        { label: words(locale, 'directory'), href: '/directorio', icon: 'people' },
        ...(request.person && may(request.person, 'contacts.use', null)
          ? [{ label: words(locale, 'contacts'), href: '/contactos', icon: 'phone' } as const]
          : []),
      ],
    ],
    [
      words(locale, 'group.directing'),
      [
        { label: words(locale, 'statistics'), href: '/estadisticas', icon: 'report' },
        ...(request.person?.administrator === true
          ? [{ label: words(locale, 'administration'), href: '/administracion', icon: 'settings' } as const]
          : []),
      ],
    ],
  ]
  return groups.flatMap(([group, items]) => items.map((item) => ({ ...item, group })))
}

const words = defineCatalogue({
  es: {
    'group.work': 'Mi trabajo',
    'group.asking': 'Pedir',
    'group.consulting': 'Consultar',
    'group.directing': 'Dirigir',
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
    'group.work': 'My work',
    'group.asking': 'Asking',
    'group.consulting': 'Looking up',
    'group.directing': 'Directing',
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
