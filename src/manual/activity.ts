import { fold } from './fold-text.ts'
import type { Notes } from './notes.ts'
import { matchJump, readNormRefs, sayNearMisses } from './phrases.ts'
import type { Places } from './places.ts'
import type { Jump, NormRef } from './types.ts'

/** What the ACTIVIDAD cell of one row says. */
export interface Activity {
  readonly text: string
  readonly id?: string
  readonly answer?: string
  readonly question?: string
  readonly parallel: boolean
  readonly jump?: Jump
  readonly normRefs: readonly NormRef[]
}

export interface ActivityRow {
  /** `step`, a branch that answers a question, or a row of an `A la vez:` block. */
  readonly kind: 'step' | 'answer' | 'parallel'
  readonly step: number
}

/** Reads one ACTIVIDAD cell; `raw` as written, beginning at `from` in the file. */
export function readActivity(raw: string, from: number, row: ActivityRow, notes: Notes, places: Places): Activity {
  const before = notes.findings.length
  const body = { start: 0, end: raw.length }
  const id = takeId(raw, from, body, row, notes)
  const jump = takeJump(raw, from, body, places)
  // What a doubt quotes of its source is no phrase of this manual.
  const plain = maskDoubts(raw)
  const folded = fold(plain.slice(0, body.end))
  const refs = readNormRefs(folded, from, places)
  sayNearMisses(folded, from, row.step, { jumped: jump !== undefined }, notes)
  const answer = row.kind === 'answer' ? takeAnswer(raw, from, body, notes) : undefined
  const question = takeQuestion(plain, from, body, row, notes)
  const parallel = takeParallel(plain, from, body, row, question !== undefined, notes)
  if (jump && row.kind === 'step' && (question !== undefined || parallel)) {
    const why = parallel
      ? 'Una fila que abre un bloque «A la vez:» no salta'
      : 'Una pregunta no salta: saltan sus ramas'
    notes.say(
      'pregunta-con-salto',
      jump.span.start.offset,
      jump.span.end.offset,
      `${why}; quite el salto de esta fila.`,
    )
  }
  const text = raw.slice(body.start, body.end).trim()
  const bare = text === '' && question === undefined && !parallel
  if (bare && (row.kind !== 'answer' || raw.trim() === '')) {
    notes.say(
      'actividad-vacia',
      from,
      from + raw.length,
      'La fila no dice qué se hace; escriba la actividad y su punto final.',
    )
  }
  // One fault, one finding: a phrase already said to be wrong often lacks its full stop too.
  if (text !== '' && notes.findings.length === before && !/[.!…][»"”)\]]*$/.test(text)) {
    const at = from + body.start + raw.slice(body.start, body.end).trimEnd().length
    notes.say('falta-punto-final', at - 1, at, `Falta el punto final de la actividad: «${tail(text)}.».`)
  }
  return { text: text.replaceAll('\\|', '|'), id, answer, question, parallel, jump, normRefs: refs }
}

interface Body {
  start: number
  end: number
}

function takeId(raw: string, from: number, body: Body, row: ActivityRow, notes: Notes): string | undefined {
  const opening = raw.indexOf('{#')
  if (opening === -1) return undefined
  const id = /^\{#([\p{L}\p{N}_-]+)\}\s*$/u.exec(raw.slice(opening))?.[1]
  if (!id || row.kind !== 'step') {
    const where = row.kind === 'step' ? 'al final de la celda' : 'al final de la fila de un paso, no de una rama'
    notes.say('id-mal-escrito', from + opening, from + raw.length, `El identificador se escribe «{#nombre}» ${where}.`)
  }
  body.end = opening
  return id
}

function takeJump(raw: string, from: number, body: Body, places: Places): Jump | undefined {
  const found = matchJump(raw.slice(0, body.end), from, places)
  if (!found) return undefined
  body.end = found.start
  return found.jump
}

function takeAnswer(raw: string, from: number, body: Body, notes: Notes): string | undefined {
  const text = raw.slice(0, body.end)
  const stop = text.indexOf('.')
  const written = stop === -1 ? '' : text.slice(0, stop).trim()
  if (/\p{Lu}/u.test(written) && !/\p{Ll}/u.test(written)) {
    body.start = stop + 1
    return fold(written).text === 'si' ? 'SÍ' : written.replace(/\s+/g, ' ')
  }
  const end = Math.min(stop === -1 ? body.end : stop + 1, 60)
  notes.say(
    'respuesta-mal-escrita',
    from,
    from + end,
    `Una rama empieza con su respuesta en mayúsculas y un punto: «${meantAnswer(text)}».`,
  )
  // The rest is not read again as an activity: one fault, one finding.
  body.start = stop === -1 ? body.end : stop + 1
  return undefined
}

function meantAnswer(text: string): string {
  const first = /^(s[íi]|no)\b/i.exec(text.normalize('NFC').replace(/í/gi, 'i'))?.[1]
  if (first) return first.toLowerCase() === 'no' ? 'NO.' : 'SÍ.'
  const words = text.split(/[.:,;(]/)[0]!.trim()
  return words !== '' && words.split(/\s+/).length <= 4 ? `${words.toUpperCase()}.` : 'SÍ.'
}

function takeQuestion(raw: string, from: number, body: Body, row: ActivityRow, notes: Notes): string | undefined {
  const text = raw.slice(body.start, body.end)
  const opens = text.split('¿').length - 1
  const open = text.indexOf('¿')
  const close = text.indexOf('?')
  if (opens === 0 && close === -1) return undefined
  const base = from + body.start
  const say = (code: 'pregunta-mal-escrita' | 'dos-preguntas' | 'pregunta-en-rama', message: string) =>
    notes.say(
      code,
      base + Math.max(0, Math.min(open === -1 ? close : open, text.length - 1)),
      base + text.trimEnd().length,
      message,
    )
  if (row.kind !== 'step') {
    say('pregunta-en-rama', 'Una rama no pregunta; ponga la pregunta en un paso propio y salte a él.')
  } else if (opens > 1) {
    say('dos-preguntas', 'Un paso hace una sola pregunta; deje la segunda para el paso siguiente.')
  } else if (open === -1 || close < open) {
    say('pregunta-mal-escrita', 'La pregunta se escribe entera entre sus signos: «¿…?».')
  } else if (text.slice(close + 1).trim() !== '') {
    say(
      'pregunta-mal-escrita',
      `La pregunta va al final de la celda, sin nada detrás: «${text.slice(open, close + 1)}».`,
    )
  } else if (text.slice(open + 1, close).trim() === '') {
    say('pregunta-mal-escrita', 'La pregunta está vacía; escriba qué se decide entre «¿» y «?».')
  }
  if (open === -1 || close < open) {
    body.end = body.start
    return text.replaceAll(/[¿?]/g, '').trim()
  }
  body.end = body.start + open
  return text
    .slice(open + 1, close)
    .trim()
    .replaceAll('\\|', '|')
}

function takeParallel(raw: string, from: number, body: Body, row: ActivityRow, asks: boolean, notes: Notes): boolean {
  const folded = fold(raw.slice(body.start, body.end))
  const found = /(?:^|[ .])(a la vez ?:) ?$/.exec(folded.text)
  if (!found) {
    const loose = /\b((?:a la vez|en paralelo|paralelamente|simultaneamente|al mismo tiempo) ?:?) ?$/.exec(folded.text)
    if (loose) {
      const at = from + body.start + folded.at(loose.index)
      notes.say(
        'a-la-vez-mal-escrito',
        at,
        from + body.end,
        'Un bloque de filas paralelas se abre con «A la vez:» al final de la celda.',
      )
    }
    return false
  }
  const at = body.start + folded.at(found.index + found[0].indexOf('a la vez'))
  if (row.kind !== 'step') {
    const say = 'Un bloque «A la vez:» no se abre dentro de otro ni en una rama; use «(Aplica procedimiento n).».'
    notes.say('a-la-vez-anidado', from + at, from + body.end, say)
  } else if (asks) {
    notes.say(
      'a-la-vez-mal-escrito',
      from + at,
      from + body.end,
      'Una fila pregunta o abre «A la vez:», no ambas cosas.',
    )
  }
  body.end = at
  return row.kind === 'step'
}

function maskDoubts(raw: string): string {
  return raw.includes('⚠') ? raw.replace(/⚠ ?\([^()]*\)/g, (mark) => 'x'.repeat(mark.length)) : raw
}

function tail(text: string): string {
  return text.split(/\s+/).slice(-3).join(' ')
}
