import { DOCUMENT_FINDINGS } from './findings/document.ts'
import { FICHAS_FINDINGS } from './findings/fichas.ts'
import type { FindingText } from './findings/finding-text.ts'
import { LINT_FINDINGS } from './findings/lint.ts'
import { ROWS_FINDINGS } from './findings/rows.ts'
import type { Finding } from './types.ts'

const ALL = { ...DOCUMENT_FINDINGS, ...ROWS_FINDINGS, ...FICHAS_FINDINGS, ...LINT_FINDINGS }

export type FindingCode = keyof typeof ALL

/** Every code that a finding of a manual can carry. */
export const FINDINGS: Readonly<Record<FindingCode, FindingText>> = ALL

/** `manual.md:21:40: salto-mal-escrito: Para saltar escriba …`, as compilers print it. */
export function formatFinding(file: string, finding: Finding): string {
  const { line, column } = finding.span.start
  return `${file}:${line}:${column}: ${finding.code}: ${finding.message}`
}
