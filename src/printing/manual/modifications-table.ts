import { dateText } from '../paper/date-text.ts'
import type { Block } from '../paper/types.ts'
import { HEAD_FILL } from '../prose/prose-blocks.ts'
import type { Modification } from './types.ts'

/** The register of modifications, the oldest first. */
export function modificationsTable(rows: readonly Modification[]): Block {
  const cell = (text: string, bold = false) => ({ blocks: [{ kind: 'text', runs: [{ text, bold }] }] as const })
  return {
    kind: 'table',
    widths: [12, 15, 43, 30],
    head: ['VERSIÓN', 'FECHA', 'QUÉ CAMBIÓ', 'APROBADO POR'].map((text) => ({ ...cell(text, true), fill: HEAD_FILL })),
    rows: rows.map(({ version, date, what, approvedBy }) => ({
      cells: [{ ...cell(version, true), header: true }, cell(dateText(date)), cell(what), cell(approvedBy)],
    })),
  }
}
