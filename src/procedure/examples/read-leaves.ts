import { foldText } from '#src/manual/fold-text.ts'
import { readWhen } from './read-when.ts'
import type { ExpectedItem, LocalTime } from './types.ts'

const ALLOWED = '«rol: paso n», «en espera: paso n», «vence 5 de noviembre de 2026 a las 16:00» o «FIN»'

/** Reads the QUEDA cell: what is open after the row, separated by `;`. */
export function readLeaves(
  text: string,
  now: LocalTime,
): { readonly items: readonly ExpectedItem[] } | { readonly wrong: string } {
  const parts = text
    .split(';')
    .map((part) => part.trim().replace(/\.$/, ''))
    .filter((part) => part !== '')
  if (parts.length === 0) return { wrong: `QUEDA está vacío: escriba ${ALLOWED}.` }
  const items: ExpectedItem[] = []
  for (const part of parts) {
    const item = readItem(part, now)
    if ('wrong' in item) return item
    items.push(item)
  }
  return { items }
}

function readItem(text: string, now: LocalTime): ExpectedItem | { readonly wrong: string } {
  const folded = foldText(text)
  if (folded === 'fin') return { kind: 'end' }
  if (folded.startsWith('vence')) {
    const when = readWhen(text.slice('vence'.length).replace(/^\s*:/, '').trim(), now)
    return 'wrong' in when ? when : { kind: 'due', at: when.at }
  }
  const tray = /^(.+?)\s*:\s*paso\s+0*(\d+(?:\.\d+)?)$/is.exec(text)
  if (!tray) return { wrong: `«${text}» no se entiende: escriba ${ALLOWED}.` }
  const [, role = '', row = ''] = tray
  return foldText(role) === 'en espera' ? { kind: 'waiting', row } : { kind: 'tray', role: role.trim(), row }
}
