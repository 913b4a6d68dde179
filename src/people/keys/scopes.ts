declare module 'fastify' {
  interface FastifyContextConfig {
    /** What a key needs for this route, where its tag and method do not say it; `none` closes it to keys. */
    scope?: Scope | 'none'
  }
}

/** What a key may be allowed, in the order in which it is offered. It never allows what its person may not do. */
export const SCOPES = {
  'cases:read': {
    es: 'Leer expedientes, sus archivos y los trámites',
    en: 'Read cases, their files and the catalogue',
  },
  'cases:write': { es: 'Abrir y mover expedientes', en: 'Open cases and move them' },
  'trays:read': { es: 'Leer bandejas', en: 'Read trays' },
  'trays:write': { es: 'Guardar vistas de bandejas', en: 'Save views of trays' },
  'contacts:read': { es: 'Leer contactos externos', en: 'Read contacts outside' },
  'contacts:write': { es: 'Guardar contactos externos', en: 'Save contacts outside' },
  'search:read': {
    es: 'Buscar en expedientes, artículos, manuales y personas',
    en: 'Search cases, articles, manuals and people',
  },
  'knowledge:read': { es: 'Leer artículos', en: 'Read articles' },
  'knowledge:write': { es: 'Escribir artículos', en: 'Write articles' },
  'statistics:read': { es: 'Leer estadísticas', en: 'Read statistics' },
  'registers:read': { es: 'Leer libros', en: 'Read registers' },
  'registers:write': { es: 'Escribir en libros', en: 'Write into registers' },
  'manuals:read': { es: 'Leer manuales', en: 'Read manuals' },
  'manuals:write': { es: 'Trabajar borradores de manuales', en: 'Work on drafts of manuals' },
  'directory:read': { es: 'Leer el directorio', en: 'Read the directory' },
  'administration:read': { es: 'Leer la administración', en: 'Read the administration' },
  'administration:write': {
    es: 'Administrar el directorio y los calendarios',
    en: 'Administer the directory and the calendars',
  },
  'events:read': { es: 'Seguir los acontecimientos de los expedientes', en: 'Follow what happens to cases' },
  'metrics:read': { es: 'Leer las métricas del servidor', en: "Read the server's metrics" },
} as const satisfies Readonly<Record<string, { readonly es: string; readonly en: string }>>

export type Scope = keyof typeof SCOPES

export const isScope = (text: string): text is Scope => Object.hasOwn(SCOPES, text)

/** Of which area the routes of a tag are. What has another tag, or none, is closed to keys until it says its scope. */
const AREAS: Readonly<Record<string, string>> = {
  cases: 'cases',
  files: 'cases',
  trays: 'trays',
  contacts: 'contacts',
  articles: 'knowledge',
  search: 'search',
  priorities: 'administration',
  statistics: 'statistics',
  registers: 'registers',
  manuals: 'manuals',
  directory: 'directory',
  administration: 'administration',
  events: 'events',
  metrics: 'metrics',
}

export interface ScopedRoute {
  readonly method: string | readonly string[]
  readonly config?: { readonly scope?: Scope | 'none' } | undefined
  readonly schema?: unknown
}

/** The scope that a key needs for a route; null when no key may use it. The one place that says. */
export function scopeOf({ method, config, schema }: ScopedRoute): Scope | null {
  if (config?.scope !== undefined) return config.scope === 'none' ? null : config.scope
  const [tag = ''] = (schema as { readonly tags?: readonly string[] } | undefined)?.tags ?? []
  const area = AREAS[tag]
  if (area === undefined) return null
  const reads = [method].flat().every((each) => each === 'GET' || each === 'HEAD')
  const scope = `${area}:${reads ? 'read' : 'write'}`
  return isScope(scope) ? scope : null
}
