import { foldText } from '../fold-text.ts'
import { placesOf } from '../places.ts'
import { dateIn } from '../spoken-date.ts'
import type { Manual } from '../types.ts'
import type { ManualRule, Say } from './rule.ts'

export const contradictoryDates: ManualRule = (manual, say) => {
  lateApproval(manual, say)
  oneNormTwoDates(manual, say)
  prose(manual, say)
}

function lateApproval({ front }: Manual, say: Say): void {
  const late = front.approvals.find(
    ({ date }) => date !== undefined && front.effective !== undefined && date > front.effective,
  )
  if (!late) return
  const start = { line: 1, column: 1, offset: 0 }
  const message = `El manual rige desde ${front.effective} y «${late.act}» es de ${late.date}; corrija una de las dos fechas.`
  say('fechas-contradictorias', { start, end: start }, message)
}

// One resolution has one date: the cover and the resolution itself often differ.
function oneNormTwoDates({ front, source }: Manual, say: Say): void {
  for (const [index, { norm, date, act }] of front.approvals.entries()) {
    if (norm === undefined || date === undefined) continue
    const other = front.approvals
      .slice(0, index)
      .find((one) => one.date !== undefined && one.date !== date && foldText(one.norm ?? '') === foldText(norm))
    if (!other) continue
    const from = Math.max(0, source.indexOf(date))
    const message = `«${norm}» lleva dos fechas: «${other.act}» es de ${other.date} y «${act}» de ${date}. Un mismo acto tiene una sola.`
    say('fechas-contradictorias', placesOf(source).span(from, from + date.length), message)
  }
}

const IN_FORCE = /\bvigente (?:a partir|desde)(?: del?)?:?[^\n]{0,60}/giu

function prose({ front, sections, source }: Manual, say: Say): void {
  for (const section of sections) {
    const base = source.indexOf(section.markdown, section.span.start.offset)
    for (const found of section.markdown.matchAll(IN_FORCE)) {
      const date = dateIn(found[0])
      if (date === undefined || front.effective === undefined || date === front.effective) continue
      const span = placesOf(source).span(base + found.index, base + found.index + found[0].length)
      say(
        'fechas-contradictorias',
        span,
        `El texto dice que rige desde ${date} y el encabezado desde ${front.effective}; corrija una de las dos fechas.`,
      )
    }
    for (const { norm, date } of front.approvals) {
      if (norm === undefined || date === undefined || !/\d/.test(norm)) continue
      for (const line of section.markdown.matchAll(/[^\n]+/g)) {
        const at = line[0].indexOf(norm)
        if (at === -1) continue
        // The date that goes with the norm is the one right after its number: «407-ST/2022 del uno de septiembre de 2022».
        const said = /^[)\]»"]{0,2},? (?:del?|de fecha) /i.test(line[0].slice(at + norm.length))
          ? dateIn(line[0].slice(at + norm.length, at + norm.length + 60))
          : undefined
        if (said === undefined || said === date) continue
        const span = placesOf(source).span(base + line.index + at, base + line.index + line[0].length)
        say(
          'fechas-contradictorias',
          span,
          `El texto da a «${norm}» la fecha ${said} y el encabezado ${date}; corrija una de las dos.`,
        )
      }
    }
  }
}
