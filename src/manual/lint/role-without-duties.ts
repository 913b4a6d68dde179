import { foldText } from '../fold-text.ts'
import { linesOf, type ManualRule } from './rule.ts'

export const roleWithoutDuties: ManualRule = (manual, say) => {
  const duties = manual.sections.find(({ title }) => foldText(title).startsWith('responsabilidades'))
  if (!duties) return
  const text = foldText(duties.markdown)
  const said = new Set<string>()
  const lines = manual.procedures.flatMap((procedure) => linesOf(procedure).map((line) => ({ ...line, procedure })))
  for (const { number, row, procedure } of lines) {
    if (row.role === null || said.has(row.role)) continue
    said.add(row.role)
    const post = foldText(row.role.split(' / ').at(-1)!)
    if (text.includes(post)) continue
    say(
      'rol-sin-responsabilidades',
      row.span,
      `«${row.role}» no figura en RESPONSABILIDADES; añádalo, o use el nombre que allí lleva.`,
      number,
      procedure.number,
    )
  }
}
