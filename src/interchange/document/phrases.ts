import { foldText, parseNormTime } from '#src/manual/index.ts'
import type { Remark } from './types.ts'

/** A text on its way into a cell, with what was said of it so far. */
export interface Wording {
  readonly text: string
  readonly remarks: readonly Remark[]
}

export interface KnownNorms {
  /** Printed numbers of the procedure's own norms, and whether each holds a table. */
  readonly own: ReadonlyMap<string, boolean>
  readonly general: ReadonlyMap<string, boolean>
}

const ONWARD = 'contin[uú]a|continuar|contin[uú]e|prosigue|sigue|seguir'
const BACK = 'regresa|regresar|regrese|vuelve|volver|retorna|retornar|devuelve'
const EITHER = 'pasa|pasar|ir|va|vaya|salta'
const JUMP = new RegExp(
  `[\\s.;,]*\\(?\\s*(?:(${ONWARD})|(${BACK})|(?:${EITHER}))\\s+(?:en|a|al|con|de|hasta)?\\s*(?:el|la|los)?\\s*(?:paso|actividad)\\s*(?:n[°ºo.]*\\s*)?(\\d{1,2})(\\s*\\.\\s*\\d)?\\s*\\)?\\s*\\.?\\s*$`,
  'iu',
)
const RIGHT = /\((?:Continúa en paso|Regresa a paso) \d{1,2}\)\.$/u
const END =
  /[\s.;,-]*\(?\s*(?:fin del? (?:procedimiento|proceso)|termina (?:el )?(?:procedimiento|proceso)|fin)\s*\)?\.?\s*-*\s*$/iu

/** A jump with one reading becomes the manual's phrase; one that contradicts its own direction becomes a doubt. */
export function normalJump({ text, remarks }: Wording, step: number, where: string): Wording {
  const found = JUMP.exec(text)
  if (!found) return normalEnd({ text, remarks }, where)
  const [written, onward, back, target = '', branch] = found
  const to = Number(target)
  const before = ended(text.slice(0, found.index))
  const said = written.replace(/^[\s.;,]+/, '').trim()
  const contradicts = (onward && to <= step) || (back && to > step)
  if (contradicts || branch || (!onward && !back && to === step)) {
    const why = contradicts
      ? `y el paso ${to} está ${to > step ? 'más adelante' : 'más atrás'}`
      : 'y no se entiende a qué paso'
    return { text: before, remarks: [...remarks, doubt('salto-dudoso', `la fuente dice «${said}», ${why}`, where)] }
  }
  const phrase = to > step ? `(Continúa en paso ${to}).` : `(Regresa a paso ${to}).`
  const whole = [before, phrase].filter((part) => part !== '').join(' ')
  if (RIGHT.test(text.trim()) && whole === text.trim()) return { text: whole, remarks }
  return { text: whole, remarks: [...remarks, doubt('salto-normalizado', `«${said}» se escribió «${phrase}».`, where)] }
}

function normalEnd({ text, remarks }: Wording, where: string): Wording {
  const found = END.exec(text)
  if (!found || found.index === 0 || !/[.;)]\s*\(?\s*$|\($/.test(text.slice(0, found.index + 3)))
    return { text, remarks }
  return {
    text: `${ended(text.slice(0, found.index))} (Fin).`.trim(),
    remarks: [...remarks, doubt('salto-normalizado', `«${found[0].trim()}» se escribió «(Fin).».`, where)],
  }
}

const CITE =
  /\b(seg[uú]n|ver|v[eé]ase|conforme(?: a)?|de acuerdo (?:con|a)|aplica(?:ndo)?) (?:lo (?:establecido|indicado|dispuesto) en )?(?:las? )?normas?\s*(espec[ií]ficas?|general(?:es)?)?\s*(?:n[uú]mero|No\.?|n[.°º]+)?\s*(\d{1,3}(?:\.\d{1,2})*)/giu

/** Citations of norms become `según norma n` where the norm holds a table, `ver norma n` where it does not. */
export function normalCites({ text, remarks }: Wording, norms: KnownNorms, where: string): Wording {
  const added: Remark[] = []
  const out = text.replace(CITE, (written: string, _verb: string, kind: string | undefined, number: string) => {
    const general = /^g/i.test(kind ?? '') || (!norms.own.has(number) && norms.general.has(number))
    const table = (general ? norms.general : norms.own).get(number)
    if (table === undefined) {
      added.push(doubt('norma-dudosa', `la fuente cita «${written}» y no hay norma con ese número`, where))
      return `según la norma «${number}»`
    }
    const phrase = `${table ? 'según' : 'ver'} norma ${general ? 'general ' : ''}${number}`
    if (phrase !== written) added.push(doubt('norma-normalizada', `«${written}» se escribió «${phrase}».`, where))
    return phrase
  })
  return { text: out, remarks: [...remarks, ...added] }
}

/** The TIEMPO cell as the notation writes it. */
export function normalTime(
  written: string,
  where: string,
): { readonly time: string; readonly remarks: readonly Remark[] } {
  const text = written.replace(/\s+/g, ' ').replace(/\.$/, '').trim()
  if (text === '' || /^[-–—]+$/.test(text)) return { time: text === '' ? '' : '—', remarks: [] }
  const usual = foldText(text)
    .replace(/\bmins?\b\.?/, 'minutos')
    .replace(/\bhrs?\b\.?|\bhs\b\.?/, 'horas')
    .replace(/\bdias? (?:utiles|laborales|laborables)\b/, 'días hábiles')
    .replace(/\b0+(?=\d)/g, '')
    .replace(/(\d) ?- ?(\d)/, '$1 a $2')
    .replace(/\bdia\b/, 'día')
    .replace(/\bdias\b/, 'días')
    .replace(/\bhabil\b/, 'hábil')
    .replace(/\bhabiles\b/, 'hábiles')
  if (parseNormTime(usual).ok) return { time: usual, remarks: [] }
  const why = /\bdías?$/.test(usual) ? 'y no dice si son hábiles o calendario' : 'y no se entiende'
  return { time: '—', remarks: [doubt('tiempo-ilegible', `el tiempo de la fuente es «${text}», ${why}`, where)] }
}

/** The answer of a branch, in capitals and with its stop. */
export function normalAnswer(text: string, number: string, where: string): Wording & { readonly answer: string } {
  const yesNo = /^(s[ií]|no)(?![\p{L}\d])\s*[.,:;)-]*\s*/iu.exec(text)
  if (yesNo) {
    const answer = foldText(yesNo[1]!) === 'si' ? 'SÍ.' : 'NO.'
    const right = yesNo[0].startsWith(answer)
    const remark = doubt('respuesta-en-mayusculas', `«${yesNo[0].trim()}» se escribió «${answer}».`, where)
    return { answer, text: text.slice(yesNo[0].length).trim(), remarks: right ? [] : [remark] }
  }
  const stop = text.indexOf('.')
  const words = stop === -1 ? '' : text.slice(0, stop).trim()
  if (words !== '' && words.split(/\s+/).length <= 4) {
    const answer = `${words.toUpperCase()}.`
    const remark = doubt('respuesta-en-mayusculas', `«${words}.» se escribió «${answer}».`, where)
    return { answer, text: text.slice(stop + 1).trim(), remarks: words.toUpperCase() === words ? [] : [remark] }
  }
  const answer = `RAMA ${number.replace(/^.*\./, '')}.`
  return {
    answer,
    text,
    remarks: [doubt('rama-dudosa', 'la fuente no dice a qué respuesta corresponde esta rama', where)],
  }
}

/** A text with its full stop. */
export function ended(text: string): string {
  const trimmed = text.replace(/[\s,;:]+$/, '').trim()
  return trimmed === '' || /[.!?…][»"”)\]]*$/.test(trimmed) ? trimmed : `${trimmed}.`
}

export function doubt(code: Remark['code'], message: string, where: string): Remark {
  return { code, message, where }
}
