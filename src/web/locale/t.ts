import { defineCatalogue } from './catalogue.ts'
import { en } from './en.ts'
import { es } from './es.ts'

/** Words of the web layer: `t('es', 'nav.page-of', { page: 2, pages: 9 })`. */
export const t = defineCatalogue({ es, en })
