import type { FastifyInstance } from 'fastify'
import { LOCALE_COOKIE } from './locale/locale.ts'

/** `auto` follows the device. */
export type Theme = 'auto' | 'light' | 'dark'

export const THEME_COOKIE = 'apariencia'

export const PREFERENCE_PATHS = { locale: '/preferences/language', theme: '/preferences/theme' } as const

/** The appearance from its cookie. */
export function themeFrom(cookie: string | undefined): Theme {
  return cookie === 'light' || cookie === 'dark' ? cookie : 'auto'
}

/**
 * Serves the two forms of the header; needs `@fastify/formbody`. They set a cookie and return to the page. Anyone may
 * send them, signed in or not: they change nothing but how this browser shows the pages.
 */
export function servePreferences(app: FastifyInstance): void {
  app.post(PREFERENCE_PATHS.locale, LOOKS, (request, reply) => {
    const { locale, back } = formOf(request.body)
    return reply
      .header('set-cookie', cookie(LOCALE_COOKIE, locale === 'en' ? 'en' : 'es'))
      .redirect(localPath(back), 303)
  })
  app.post(PREFERENCE_PATHS.theme, LOOKS, (request, reply) => {
    const { theme, back } = formOf(request.body)
    return reply.header('set-cookie', cookie(THEME_COOKIE, themeFrom(theme))).redirect(localPath(back), 303)
  })
}

/** Whoever looks at the program as somebody else may change the looks too. */
const LOOKS = { config: { whileViewing: true } }

/** A path of this site, else the start: `//elsewhere.example` and `/\elsewhere` are addresses of other sites. */
export function localPath(back: string | undefined): string {
  if (back === undefined || !/^\/(?![/\\])[^\u0000-\u001f\u007f\\]*$/.test(back)) return '/'
  return back.replace(/[^\u0021-\u007e]/gu, encodeURIComponent)
}

/** The texts of a form; a name that was sent twice is none of ours. */
function formOf(body: unknown): Readonly<Record<string, string | undefined>> {
  const sent = typeof body === 'object' && body !== null ? Object.entries(body) : []
  return Object.fromEntries(sent.filter((each): each is [string, string] => typeof each[1] === 'string'))
}

// Not HttpOnly: the page's own switch writes them too. They hold nothing but a word of ours.
function cookie(name: string, value: string): string {
  return `${name}=${value}; Path=/; Max-Age=31536000; SameSite=Lax`
}
