import type { Finding, Manual } from '../types.ts'
export function lintProcedures(_manual: Manual, _unsound: ReadonlySet<string>): Finding[] {
  return []
}
