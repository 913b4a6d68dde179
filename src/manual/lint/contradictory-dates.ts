import type { ManualRule } from './rule.ts'

export const contradictoryDates: ManualRule = ({ front }, say) => {
  const late = front.approvals.find(
    ({ date }) => date !== undefined && front.effective !== undefined && date > front.effective,
  )
  if (!late) return
  const start = { line: 1, column: 1, offset: 0 }
  const message = `El manual rige desde ${front.effective} y «${late.act}» es de ${late.date}; corrija una de las dos fechas.`
  say('fechas-contradictorias', { start, end: start }, message)
}
