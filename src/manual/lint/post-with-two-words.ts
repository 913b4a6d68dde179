import { type Folded, fold, foldText } from '../fold-text.ts'
import { placesOf } from '../places.ts'
import { splitRole } from '../roles.ts'
import { linesOf, type ManualRule } from './rule.ts'
import { withoutComments } from './without-comments.ts'

const SYNONYM: Readonly<Record<string, string>> = {
  responsable: 'encargado',
  encargado: 'responsable',
  encargada: 'responsable',
}

/** `Responsable de Telefonía` in the table, `Encargado de Telefonía` in the text: one cargo with two names. */
export const postWithTwoWords: ManualRule = (manual, say) => {
  const posts = new Set(
    manual.procedures.flatMap(linesOf).flatMap(({ row }) => (row.role ? splitRole(row.role).post : [])),
  )
  const text = withoutComments(manual.source)
  // The way back to the text as written is dear, and hardly ever needed.
  const quick = foldText(text)
  let folded: Folded | undefined
  const said = new Set<string>()
  for (const post of posts) {
    const [, word = '', of = ''] = /^(responsable|encargad[oa]) (del? .+)$/.exec(foldText(post)) ?? []
    if (word === '') continue
    // «Responsable de Telefonía DTI» is «Encargado de Telefonía» with its dependencia.
    const core = of.split(' ').slice(0, 2).join(' ')
    const other = `${SYNONYM[word]} ${core}`
    if (!quick.includes(other)) continue
    folded ??= fold(text)
    const at = folded.text.indexOf(other)
    if (at === -1 || said.has(other) || /[a-z]/.test(folded.text[at + other.length] ?? '')) continue
    said.add(other)
    const from = folded.at(at)
    const span = placesOf(manual.source).span(from, folded.at(at + other.length))
    say(
      'encargado-y-responsable',
      span,
      `Aquí se dice «${manual.source.slice(from, folded.at(at + other.length))}» y en la tabla «${post}»; si es el mismo cargo, escríbalo igual.`,
    )
  }
}
