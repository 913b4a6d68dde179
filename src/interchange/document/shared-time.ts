import type { DraftRow } from './types.ts'

/** Marks each time that stands for several steps: the document does not say whether it is of all together or of the first. */
export function markSharedTimes(rows: readonly DraftRow[]): DraftRow[] {
  return rows.map((row, index) => {
    if (row.time === '' || row.time === '—') return row
    const next = rows.findIndex((other, at) => at > index && other.time !== '' && !other.number.includes('.'))
    const under = rows.slice(index + 1, next === -1 ? undefined : next).filter(({ number }) => !number.includes('.'))
    if (under.length === 0) return row
    const last = under.at(-1)!.number
    const message = `la fuente da «${row.time}» una sola vez para los pasos ${row.number} a ${last}; diga si es de todos juntos o de este`
    return { ...row, remarks: [...row.remarks, { code: 'tiempo-compartido', message, where: row.where }] }
  })
}
