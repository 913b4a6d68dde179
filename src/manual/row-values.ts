import { parseDurationFrom } from './durations.ts'
import { fold, foldText } from './fold-text.ts'
import { bad, good, type Parsed } from './parsed.ts'
import type { DurationFrom, Facts } from './types.ts'

/** A piece of a value with the offset in it at which it begins. */
export interface Piece {
  readonly text: string
  readonly at: number
}

export interface DeadlineWords extends DurationFrom {
  readonly onExpiry:
    | { readonly kind: 'continue'; readonly step: number }
    | { readonly kind: 'notify' | 'escalate' | 'answer'; readonly words: Piece }
}

/** `6 días hábiles desde paso 1; al vencer, NO` */
export function parseDeadline(value: string): Parsed<DeadlineWords> {
  const semicolon = value.indexOf(';')
  const folded = fold(value)
  const then = /; al vencer, (.+)$/.exec(folded.text)
  if (semicolon === -1 || !then)
    return bad('Diga qué pasa al vencer: «3 días hábiles; al vencer, avisa a Coordinador», o la respuesta que se da.')
  const duration = parseDurationFrom(value.slice(0, semicolon))
  if (!duration.ok) return duration
  const onward = /^continua en paso (\d{1,4})$/.exec(then[1]!)
  if (onward) return good({ ...duration.value, onExpiry: { kind: 'continue', step: Number(onward[1]) } })
  const told = /^(avisa|escala) a (.+)$/.exec(then[1]!)
  const at = folded.at(then.index + then[0].length - (told?.[2] ?? then[1]!).length)
  const words = { text: value.slice(at), at }
  if (told) return good({ ...duration.value, onExpiry: { kind: told[1] === 'avisa' ? 'notify' : 'escalate', words } })
  if (/^(?:continua|continuar|pasa|sigue|va)\b/.test(then[1]!)) return bad('Escriba «al vencer, continúa en paso n».')
  if (/^(?:avisar|notifica|informa|escalar|escala al|avisa al)\b/.test(then[1]!))
    return bad('Escriba «al vencer, avisa a Cargo» o «al vencer, escala a Cargo».')
  return good({ ...duration.value, onExpiry: { kind: 'answer', words } })
}

/** `3 vueltas; al exceder, escala a Coordinador` */
export function parseLimit(value: string): Parsed<{ rounds: number; role: Piece }> {
  const folded = fold(value)
  const match = /^(\d{1,3}) vueltas?; al exceder, escala a (.+)$/.exec(folded.text)
  if (!match || Number(match[1]) < 1) return bad('Un límite se escribe «3 vueltas; al exceder, escala a Coordinador».')
  const at = folded.at(folded.text.length - match[2]!.length)
  return good({ rounds: Number(match[1]), role: { text: value.slice(at), at } })
}

/** `21 días hábiles desde paso 2`, or `respuesta de …`. */
export function parseWait(
  value: string,
): Parsed<{ kind: 'duration'; duration: DurationFrom } | { kind: 'reply'; from: Piece }> {
  const folded = fold(value)
  if (/^\d/.test(folded.text)) {
    const duration = parseDurationFrom(value)
    return duration.ok ? good({ kind: 'duration', duration: duration.value }) : duration
  }
  const reply = /^respuesta de (.+)$/.exec(folded.text)
  if (!reply || /^(?:la |el |los |las )/.test(reply[1]!)) {
    return bad(
      'Una espera es una duración, «5 días hábiles», o una respuesta, «respuesta de solicitante», «respuesta de Dependencia».',
    )
  }
  const at = folded.at('respuesta de '.length)
  return good({ kind: 'reply', from: { text: value.slice(at), at } })
}

/** `físico del oficio; temporal, 21 días hábiles desde paso 2` */
export function parseArchive(value: string): Parsed<NonNullable<Facts['archive']>> {
  const semicolon = value.lastIndexOf(';')
  const object = value.slice(0, Math.max(semicolon, 0)).trim()
  const kind = foldText(value.slice(semicolon + 1))
  if (object !== '' && kind === 'permanente') return good({ object, kind: 'permanent' })
  const temporary = /^temporal, (.+)$/.exec(kind)
  if (object === '' || !temporary)
    return bad('Un archivo se escribe «objeto; permanente» u «objeto; temporal, 30 días calendario».')
  const duration = parseDurationFrom(temporary[1]!)
  return duration.ok ? good({ object, kind: 'temporary', duration: duration.value }) : duration
}

/** `servidores.crear` or `servidores.crear (opcional)` */
export function parseAction(value: string): Parsed<{ verb: string; optional: boolean }> {
  const match = /^([\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+)(?:\s*\((opcional)\))?$/u.exec(value.trim())
  return match
    ? good({ verb: match[1]!, optional: match[2] !== undefined })
    : bad('Una acción es un verbo del catálogo con su punto, «servidores.crear», y si cabe «(opcional)».')
}

/** Verbs separated by commas. */
export function parseVerbs(value: string): Parsed<readonly string[]> {
  const verbs = value.split(',').map((verb) => verb.trim())
  const bare = verbs.every((verb) => /^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+$/u.test(verb))
  return bare
    ? good(verbs)
    : bad('Los verbos que se prohíben van separados por comas: «telefonia.grabar, telefonia.desviar».')
}
