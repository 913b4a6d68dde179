import type { FastifyRequest } from 'fastify'

/** What was typed into a field, as it is kept: without invisible signs, without blanks around. */
export function textOf(value: unknown): string {
  if (typeof value !== 'string') return ''
  return value
    .normalize('NFC')
    .replace(/[^\P{Cc}\n]/gu, '')
    .trim()
}

/** The id after which a page of a list begins. */
export function placeOf(request: FastifyRequest): number | null {
  const text = textOf((request.query as Readonly<Record<string, unknown>>).desde)
  return /^\d{1,15}$/.test(text) ? Number(text) : null
}
