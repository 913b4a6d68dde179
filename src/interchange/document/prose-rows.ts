import { foldText } from '#src/manual/index.ts'
import { opensPost } from './names.ts'
import { joinTorn } from './norms.ts'
import { doubt, ended, type KnownNorms, normalCites } from './phrases.ts'
import type { DraftRow, Remark, SourceLine } from './types.ts'

/**
 * A procedure told without a table becomes one: each paragraph is a row, in the order of the text. Everything that a table
 * would say and the text does not is marked.
 */
export function proseRows(
  lines: readonly SourceLine[],
  says: ReadonlyMap<string, string>,
  norms: KnownNorms,
): DraftRow[] {
  const rows: DraftRow[] = []
  let waiting: Remark[] = []
  let post = ''
  for (const line of joinTorn(lines)) {
    if (line.heading) {
      const title = line.text.replace(/^[\d.\s]+/, '')
      post = opensPost(title.split(' ')[0]!) ? title : ''
      waiting.push(
        doubt(
          'caso-aparte',
          `la fuente abre aquí un caso aparte, «${line.text}», sin decir qué lo decide ni cómo sigue`,
          line.where,
        ),
      )
      continue
    }
    const text = (line.cells ? line.cells.filter((cell) => cell !== '').join('; ') : line.text)
      .replace(/^[-•·*]\s+|^[a-z]\)\s+|^\d{1,2}[.)]\s+/, '')
      .trim()
    if (text === '' || /^estimad[oa]s? /i.test(text)) continue
    const own = subjectOf(text, says)
    const cited = normalCites({ text, remarks: [] }, norms, line.where)
    const remarks = [...waiting]
    if (rows.length === 0)
      remarks.push(
        doubt('sin-tabla', 'la fuente cuenta este procedimiento sin tabla; cada párrafo es aquí un paso', line.where),
      )
    if (own === '' && post === '')
      remarks.push(doubt('sin-responsable', 'la fuente no dice quién hace este paso', line.where))
    else remarks.push(doubt('dato-deducido', `El responsable se tomó del texto: «${own || post}».`, line.where))
    const whole = sentence(ended(cited.text))
    rows.push({
      responsible: own || post || '—',
      number: String(rows.length + 1),
      text: whole,
      time: '',
      where: line.where,
      remarks: [...remarks, ...cited.remarks],
    })
    waiting = []
  }
  return rows
}

/** `Soporte de Sistemas (SSI)` in a text lets `SSI` stand for it. */
export function acronymsOf(lines: readonly SourceLine[]): Map<string, string> {
  const found = new Map<string, string>()
  for (const { text } of lines) {
    for (const [, name, short] of text.matchAll(
      /((?:\p{Lu}[\p{L}]+ )(?:(?:de|del|la|y|e|en) |\p{Lu}[\p{L}]+ )*)\(([A-Z]{2,6})\)/gu,
    ))
      found.set(short!, name!.trim())
  }
  return found
}

function subjectOf(text: string, says: ReadonlyMap<string, string>): string {
  const short = /^([A-Z]{2,6})\b(?= \p{L})/u.exec(text)?.[1]
  if (short && says.has(short)) return says.get(short)!
  const long = [...says].find(([acronym, name]) => text.startsWith(`${name} (${acronym}) `))
  if (long) return long[1]
  const named = /^(?:El|La) (\p{L}[^,.]{3,70}), (?=\p{Ll})/u.exec(text)
  const post = named?.[1] ?? ''
  if (!opensPost(post.split(' ')[0] ?? '')) return ''
  return post.slice(0, 1).toUpperCase() + post.slice(1)
}

function sentence(text: string): string {
  // A question inside running prose is not the manual's question; its signs would be read as one.
  return /[¿?]/.test(text) && !foldText(text).endsWith('?') ? text.replace(/[¿?]/g, '') : text
}
