import { inOrder } from './in-order.ts'
import type { Known } from './known.ts'
import { lintProcedures } from './lint/lint.ts'
import { readDraft } from './read-manual.ts'
import type { Finding, Manual } from './types.ts'

export {
  type Block,
  type Cell,
  type Heading,
  type Item,
  type Row,
  readBlocks,
  readTables,
  type TableBlock,
} from './blocks.ts'
export { describeChanges } from './changes/describe-changes.ts'
export { diffLines, type Hunk, mergeTexts } from './changes/line-diff.ts'
export type { Change } from './changes/types.ts'
export { durationName } from './duration-names.ts'
export { parseDuration, parseDurationFrom, parseNormTime } from './durations.ts'
export { type Fix, fixesOf } from './editing/fixes.ts'
export { type Mark, type MarkKind, marksOf } from './editing/marks.ts'
export { type EditorReading, readForEditor } from './editing/read-for-editor.ts'
export { LESSONS } from './findings/lessons.ts'
export { FINDINGS, type FindingCode, formatFinding } from './findings.ts'
export { foldText } from './fold-text.ts'
export { formatManual } from './format-manual.ts'
export { parseFieldType } from './forms.ts'
export { type Known, nothingKnown } from './known.ts'
export { refuseOversize } from './limits.ts'
export { type Holds, lintMembers } from './lint/role-without-members.ts'
export { findForm, findNorm, roleOf, stepOf } from './look-up.ts'
export { editDistance, nearest } from './nearest.ts'
export type { Parsed } from './parsed.ts'
export { type Places, placesOf } from './places.ts'
export { proseOf } from './prose-of.ts'
export { postOf } from './roles.ts'
export { dateIn } from './spoken-date.ts'
export type * from './types.ts'

export interface Reading {
  /** Null when any finding is an error: what is not sound is not handed on. */
  readonly manual: Manual | null
  readonly findings: readonly Finding[]
}

/** Reads a manual; never throws. `file` only names the source in `formatFinding`. */
export function readManual(source: string, _file?: string): Reading {
  const { draft, findings } = readDraft(source)
  return { manual: sound(findings) ? draft : null, findings: inOrder(findings) }
}

/** What a manual that reads well still has wrong: errors that would strand a case, and warnings. */
export function lintManual(manual: Manual): readonly Finding[] {
  return inOrder(lintProcedures(manual, new Set()))
}

/**
 * Reads and lints; `manual` is null when there is any error. Procedures with errors of reading are not linted. `known` is kept by
 * whoever checks nearly the same text again and again.
 */
export function checkManual(source: string, known?: Known): Reading {
  const { draft, findings } = readDraft(source, known)
  if (!draft) return { manual: null, findings }
  const unsound = new Set(
    findings.filter(({ severity }) => severity === 'error').map(({ procedure }) => procedure ?? ''),
  )
  const all = [...findings, ...lintProcedures(draft, unsound, known)]
  return { manual: sound(all) ? draft : null, findings: inOrder(all) }
}

function sound(findings: readonly Finding[]): boolean {
  return findings.every(({ severity }) => severity !== 'error')
}
