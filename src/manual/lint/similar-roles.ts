import { foldText } from '../fold-text.ts'
import { editDistance } from '../nearest.ts'
import { linesOf, type ManualRule } from './rule.ts'

// Past this a manual has more names than an office; comparing each with each would no longer be quick.
const MOST_NAMES = 150

export const similarRoles: ManualRule = (manual, say) => {
  const names = new Map<string, { written: string; line: ReturnType<typeof linesOf>[number] }>()
  for (const line of manual.procedures.flatMap(linesOf)) {
    for (const written of line.row.role?.split(' / ') ?? []) {
      if (!names.has(foldText(written))) names.set(foldText(written), { written, line })
    }
  }
  const list = [...names].slice(0, MOST_NAMES)
  for (const [index, [name, { written, line }]] of list.entries()) {
    const twin = list.slice(0, index).find(([other]) => alike(name, other))
    if (!twin) continue
    const message = `«${written}» y «${twin[1].written}» son casi iguales; si son lo mismo, escríbalos igual.`
    say('roles-parecidos', line.row.span, message, line.number)
  }
}

// Names told apart by a number (nivel 1, nivel 2), or by the gender or number of a word, are meant to differ or not so alike.
function alike(a: string, b: string): boolean {
  if (/\d/.test(a) || Math.abs(a.length - b.length) > 2 || Math.min(a.length, b.length) < 4) return false
  return editDistance(a, b) <= (a.length < 8 ? 1 : 2)
}
