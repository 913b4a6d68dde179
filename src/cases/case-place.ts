import type { CaseFile } from './types.ts'

/** Where a case stands after a command: what every command on a case answers. */
export function casePlace(file: CaseFile): { number: string; status: string; seq: number } {
  return { number: file.number, status: file.status, seq: file.seq }
}
