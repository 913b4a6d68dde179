import { fold } from './fold-text.ts'
import { bad, good, type Parsed } from './parsed.ts'

/** The value of `Asigna` told apart; roles and norms are still as written, `role` and the rest with their offsets in it. */
export interface AssignmentWords {
  readonly role: string
  readonly by:
    | { readonly kind: 'requester' | 'head-of-requester' }
    | { readonly kind: 'head-of-role' | 'external'; readonly role: string; readonly at: number }
    | { readonly kind: 'group'; readonly group: string }
    | {
        readonly kind: 'column' | 'head-of-column'
        readonly column: string
        readonly choosers: readonly number[]
        readonly norm: { readonly general: boolean; readonly number: string }
      }
}

const FORMS =
  'solicitante, jefatura de solicitante, jefatura de un rol, «columna» (norma n), grupo id o externa, en la bandeja de un rol'

/** Reads `rol = …`. */
export function parseAssignment(value: string): Parsed<AssignmentWords> {
  const equals = value.indexOf('=')
  const role = value.slice(0, Math.max(equals, 0)).trim()
  if (equals === -1 || role === '')
    return bad('Una asignación se escribe «rol = quién»: «- Procedimiento, Asigna: Técnico = «Cargo» (norma 2).».')
  const lead = value.slice(equals + 1).length - value.slice(equals + 1).trimStart().length
  const base = equals + 1 + lead
  const by = parseBy(value.slice(base).trim(), base)
  return by.ok ? good({ role, by: by.value }) : by
}

function parseBy(written: string, base: number): Parsed<AssignmentWords['by']> {
  const folded = fold(written)
  const text = folded.text
  if (text === 'solicitante') return good({ kind: 'requester' })
  if (text === 'jefatura de solicitante') return good({ kind: 'head-of-requester' })
  if (/^(?:jefatura del|jefe de(?:l)?|el) solicitante$/.test(text))
    return bad('Escriba «jefatura de solicitante», o «solicitante» si es él mismo.')
  if (text.includes('«')) return parseColumn(written)
  const group = /^grupo (\S+)$/.exec(text)
  if (group) return good({ kind: 'group', group: written.slice(folded.at('grupo '.length)) })
  for (const [phrase, kind] of [
    ['externa, en la bandeja de ', 'external'],
    ['jefatura de ', 'head-of-role'],
  ] as const) {
    if (text.startsWith(phrase) && text.length > phrase.length) {
      const at = folded.at(phrase.length)
      return good({ kind, role: written.slice(at), at: base + at })
    }
  }
  if (/^externa\b/.test(text)) return bad('Diga en qué bandeja se atiende: «externa, en la bandeja de Cargo».')
  return bad(`Quién se escribe de una de estas formas: ${FORMS}.`)
}

function parseColumn(written: string): Parsed<AssignmentWords['by']> {
  const column = /«([^«»]+)»/.exec(written)?.[1]?.trim()
  const shape = fold(written.replace(/«[^»]*»/, '«c»')).text
  const match =
    /^(jefatura de )?«c»(?:, quien elija pasos? (\d{1,4}(?:(?:, ?| y )\d{1,4})*))?(?: \(norma (general )?(\d+(?:\.\d+)*)\))?$/.exec(
      shape,
    )
  if (!match || !column)
    return bad(
      'Una columna se nombra «columna», quien elija paso n (norma n): «Técnico = «Cargo», quien elija paso 3 (norma 2)».',
    )
  if (!match[4]) return bad(`Diga en qué norma está la columna: ««${column}» (norma n)» o «(norma general n)».`)
  return good({
    kind: match[1] ? 'head-of-column' : 'column',
    column,
    choosers: (match[2]?.match(/\d+/g) ?? []).map(Number),
    norm: { general: match[3] !== undefined, number: match[4] },
  })
}
