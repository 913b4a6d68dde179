import type { Locale } from '#src/platform/catalogue.ts'

export type { Locale } from '#src/platform/catalogue.ts'

/** Name of the cookie that keeps the choice. */
export const LOCALE_COOKIE = 'idioma'

/** The language of a request from its cookie; Spanish unless English was chosen. */
export function localeFrom(cookie: string | undefined): Locale {
  return cookie === 'en' ? 'en' : 'es'
}
