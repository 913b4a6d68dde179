import type { Finding, Manual } from '../types.ts'

/** One change of the text that answers a finding. */
export interface Fix {
  /** What it does, for a button: «Escribir «(Fin).»». */
  readonly label: string
  readonly from: number
  readonly to: number
  readonly insert: string
}

/** What can be written with one press where a finding knows the right phrase; empty where a person must decide. */
export function fixesOf(finding: Finding, source: string, draft: Manual | null): readonly Fix[] {
  const from = finding.span.start.offset
  const to = finding.span.end.offset
  const phrases = phrasesOf(finding.message).filter((phrase) => !PLACEHOLDER.test(phrase))
  const write = (insert: string, at = from, until = to): Fix => ({
    label: `Escribir «${insert.trim()}»`,
    from: at,
    to: until,
    insert,
  })
  switch (finding.code) {
    case 'salto-mal-escrito':
    case 'salto-en-mal-sentido': {
      const phrase = phrases.find((each) => each.startsWith('('))
      return phrase === undefined ? [] : [atEndOfCell(phrase, from, to, source)]
    }
    case 'salto-no-al-final': {
      const jump = /\([^()]*\)\./.exec(source.slice(from, to))?.[0]
      return jump === undefined || !finding.message.startsWith('El salto va')
        ? []
        : [{ ...atEndOfCell(jump, from, to, source), label: `Llevar «${jump}» al final de la celda` }]
    }
    case 'norma-mal-citada':
    case 'norma-sin-tabla':
    case 'respuesta-mal-escrita':
    case 'paso-mal-escrito':
    case 'tiempo-mal-escrito':
      return phrases.map((phrase) => write(phrase))
    case 'a-la-vez-mal-escrito':
      return finding.message.includes('«A la vez:»') ? [write('A la vez:')] : []
    case 'norma-desconocida': {
      const verb = /^\s*\S+/.exec(source.slice(from, to))?.[0]
      return phrases.filter((phrase) => phrase.startsWith('norma')).map((phrase) => write(`${verb} ${phrase}`))
    }
    case 'clave-desconocida':
    case 'clave-de-encabezado-desconocida':
      return phrases.slice(-1).map((phrase) => write(phrase))
    case 'paso-salteado': {
      const number = /\bva (?:el )?(\d+(?:\.\d+)?), no\b/.exec(finding.message)?.[1]
      return number === undefined ? [] : [write(number)]
    }
    case 'falta-punto-final':
      return source[to - 1] === '.' ? [] : [{ label: 'Poner el punto final', from: to, to, insert: '.' }]
    case 'lazo-sin-limite':
    case 'firma-no-declarada':
    case 'forma-no-declarada':
    case 'procedimiento-sin-inicio':
    case 'rol-sin-asigna':
      return addFicha(finding, source, draft)
    default:
      return []
  }
}

/** Phrases that a message shows between «», the outer ones. */
function phrasesOf(message: string): string[] {
  const found: string[] = []
  let depth = 0
  let start = 0
  for (const [at, char] of [...message].entries()) {
    if (char === '«' && depth++ === 0) start = at + 1
    else if (char === '»' && --depth === 0) found.push([...message].slice(start, at).join(''))
  }
  return found
}

/** `paso n`, `CÓDIGO`: to be filled in by a person. */
const PLACEHOLDER = /(?<![\p{L}\p{N}])(?:n|CÓDIGO|TÍTULO|Cargo)(?![\p{L}\p{N}])|…/u

/** A phrase in place of another, at the end of the cell where that stands. */
function atEndOfCell(phrase: string, from: number, to: number, source: string): Fix {
  const rest = /^(?:\\\||[^|\r\n])*/.exec(source.slice(to))![0]
  const behind = rest.replace(/^[\s.]+/, '').trimEnd()
  const label = `Escribir «${phrase}»`
  if (behind === '') {
    const before = /\s$/.test(source.slice(0, from)) ? '' : ' '
    return { label, from, to, insert: before + phrase }
  }
  const before = source.slice(0, from).trimEnd()
  return { label, from: before.length, to: to + rest.trimEnd().length, insert: ` ${behind} ${phrase}` }
}

/** The line that the message shows, below the last of the procedure's. */
function addFicha(finding: Finding, source: string, draft: Manual | null): readonly Fix[] {
  const line = phrasesOf(finding.message).find((phrase) => phrase.startsWith('- '))
  const procedure = draft?.procedures.find(({ number }) => number === finding.procedure)
  if (line === undefined || procedure === undefined) return []
  const end = procedure.span.end.offset
  const lastLine = source.slice(source.lastIndexOf('\n', end - 1) + 1, end)
  const insert = `${lastLine.startsWith('- ') ? '\n' : '\n\n'}${line}`
  return [{ label: `Añadir «${line}»`, from: end, to: end, insert }]
}
