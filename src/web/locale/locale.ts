/** The languages of the screens. Manuals and what people write stay in the language in which they were written. */
export type Locale = 'es' | 'en'

/** Name of the cookie that keeps the choice. */
export const LOCALE_COOKIE = 'idioma'

/** The language of a request from its cookie; Spanish unless English was chosen. */
export function localeFrom(cookie: string | undefined): Locale {
  return cookie === 'en' ? 'en' : 'es'
}
