import { type Folded, fold } from './fold-text.ts'
import type { Notes } from './notes.ts'
import type { Places } from './places.ts'
import type { Jump, NormRef } from './types.ts'

const NUM = String.raw`\d{1,4}(?:\.\d{1,4})*`
const STRICT = String.raw`\((?:continua en paso (\d{1,4})|regresa a paso (\d{1,4})|(fin)|aplica procedimiento (${NUM})(?: del manual ([^\s()]{1,60}))?)\)\.`
const JUMP_AT_END = new RegExp(`${STRICT} ?$`, 'd')
const JUMP_ANYWHERE = new RegExp(STRICT)
const NORM = new RegExp(String.raw`\b(segun|ver) norma (general )?(${NUM})`, 'g')

/** The jump at the end of a cell, and where in `raw` it begins. */
export function matchJump(raw: string, from: number, places: Places): { jump: Jump; start: number } | undefined {
  const folded = fold(raw)
  const found = JUMP_AT_END.exec(folded.text)
  if (!found) return undefined
  const start = folded.at(found.index)
  const span = places.span(from + start, from + raw.trimEnd().length)
  const [, onward, back, end, procedure] = found
  if (onward) return { start, jump: { kind: 'continue', step: Number(onward), span } }
  if (back) return { start, jump: { kind: 'return', step: Number(back), span } }
  if (end) return { start, jump: { kind: 'end', span } }
  // Codes keep their case: taken from the text as written.
  const code = found.indices?.[5]
  const manual = code && raw.slice(folded.at(code[0]), folded.at(code[1]))
  return { start, jump: { kind: 'call', procedure: procedure!, manual, span } }
}

/** Every `según norma n` and `ver norma n` of a cell. */
export function readNormRefs(folded: Folded, from: number, places: Places): NormRef[] {
  return [...folded.text.matchAll(NORM)].map((match) => ({
    kind: match[1] === 'segun' ? 'apply' : 'see',
    general: match[2] !== undefined,
    number: match[3]!,
    span: places.span(from + folded.at(match.index), from + folded.at(match.index + match[0].length)),
  }))
}

const VERB =
  'vuelve|volver|vuelva|regresa|regresar|regrese|retorna|retornar|retorne|continua|continuar|continue|ir|va|vaya|pasa|pasar|pase|salta|saltar|salte|sigue|seguir|siga|prosigue|proseguir|prosiga|dirige|dirigirse|dirija|repite|repetir|repita|empieza|empezar|reinicia|reiniciar'
const LINK = '(?:en|a|al|con|de|hacia|hasta|por|el|la|los|las|desde)'
const LOOSE_JUMP = new RegExp(
  String.raw`\(? ?\b(?:${VERB}) (?:${LINK} ){0,3}(?:pasos?|actividad(?:es)?) ?(?:no\.?|n[°º]\.?|numero|#)? ?(\d{1,4}|anterior|siguiente|inicial|previo|un|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce)\b(?:\.\d+)? ?\)?\.?`,
  'g',
)
const LOOSE_PARENS = new RegExp(
  String.raw`\( ?(?:${VERB}) [^()]{0,60}?(\d{1,4}|inicio|principio|comienzo|pasos?)\b[^()]{0,20}\)\.?`,
  'g',
)
const LOOSE_END =
  /\( ?fin\b[^()]{0,40}\)\.?|\bfin del? (?:procedimiento|proceso|tramite)\b\.?|(?:^|[.?!] )fin\.?(?= ?$)|\b(?:termina|finaliza|concluye) (?:el|este) (?:procedimiento|proceso|tramite)(?=[.)]| ?$)\.?/g
const LOOSE_CALL = new RegExp(
  String.raw`\(? ?\b(?:aplica|aplicar|aplique|ejecuta|ejecutar|ejecute|inicia|iniciar|inicie|continua en|continua con) (?:el |al )?procedimiento ?(?:no\.?|n[°º]\.?|numero|#)? ?(${NUM})(?: del manual [^\s()]{1,60})? ?\)?\.?`,
  'g',
)
const LOOSE_NORM = new RegExp(
  String.raw`\b(segun|ver|vea|vease|conforme|de acuerdo|de conformidad|con base|en base|aplica|aplicar|aplicando) (?:con |a |al |en )?(?:lo (?:indicado|dispuesto|establecido) (?:en|por) )?(?:la |las )?normas? (?:(general(?:es)?) )?(?:no\.? ?|n[°º]\.? ?|numero |# ?)?(${NUM})`,
  'g',
)
const MORE_NORMS = new RegExp(String.raw`(segun|ver) norma (general )?(${NUM})(?:, | y | e | o )(?=\d)(${NUM})`, 'g')

/** Says which phrases of a cell come near one with meaning without being it, each with the right phrase. */
export function sayNearMisses(
  folded: Folded,
  from: number,
  row: number,
  cell: { jumped: boolean },
  notes: Notes,
): void {
  let text = folded.text
  const each = (pattern: RegExp, message: (match: RegExpMatchArray) => ['salto' | 'norma', string]) => {
    for (const match of text.matchAll(pattern)) {
      const [kind, say] = message(match)
      const strictJump = kind === 'salto' && JUMP_ANYWHERE.test(match[0])
      const code = kind === 'norma' ? 'norma-mal-citada' : strictJump ? 'salto-no-al-final' : 'salto-mal-escrito'
      const lead = match[0].length - match[0].replace(/^[ .?!]+/, '').length
      const start = from + folded.at(match.index + lead)
      notes.say(code, start, from + folded.at(match.index + match[0].length), strictJump ? notLast(cell.jumped) : say)
      text = text.slice(0, match.index) + '\0'.repeat(match[0].length) + text.slice(match.index + match[0].length)
    }
  }
  each(LOOSE_JUMP, (match) => ['salto', rightJump(match[1]!, row)])
  each(LOOSE_CALL, (match) => [
    'salto',
    `Para aplicar otro procedimiento escriba «(Aplica procedimiento ${match[1]}).».`,
  ])
  each(LOOSE_PARENS, (match) => ['salto', rightJump(match[1]!, row)])
  each(LOOSE_END, () => ['salto', 'Para terminar escriba «(Fin).» al final de la celda.'])
  each(MORE_NORMS, (match) => [
    'norma',
    `Cite cada norma por separado: «${normVerb(match[1]!)} norma ${match[2] ?? ''}${match[3]}, ${normVerb(match[1]!)} norma ${match[2] ?? ''}${match[4]}».`,
  ])
  text = text.replace(NORM, (strict) => '\0'.repeat(strict.length))
  each(LOOSE_NORM, (match) => [
    'norma',
    `Para citar la norma escriba «${normVerb(match[1]!)} norma ${match[2] ? 'general ' : ''}${match[3]}».`,
  ])
}

function notLast(jumped: boolean): string {
  return jumped
    ? 'Una fila salta una sola vez; deje un salto, al final de la celda.'
    : 'El salto va al final de la celda, después de todo el texto y con su punto.'
}

function rightJump(target: string, row: number): string {
  if (!/^\d/.test(target))
    return 'Diga el número del paso: «(Continúa en paso n).» o «(Regresa a paso n).» al final de la celda.'
  const step = Number(target)
  const phrase = step > row ? `(Continúa en paso ${step}).` : `(Regresa a paso ${step}).`
  return `Para saltar escriba «${phrase}» al final de la celda; un salto va a un paso entero.`
}

function normVerb(written: string): string {
  return /^v/.test(written) ? 'ver' : 'según'
}
