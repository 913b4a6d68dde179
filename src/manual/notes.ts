import type { FindingCode } from './findings.ts'
import { FINDINGS } from './findings.ts'
import type { Places } from './places.ts'
import type { Finding } from './types.ts'

/** Where the reader writes down what it finds; offsets count from the start of the file. */
export interface Notes {
  readonly findings: Finding[]
  readonly say: (code: FindingCode, from: number, to: number, message: string) => void
  /** Writes down what was found elsewhere. */
  readonly take: (findings: readonly Finding[]) => void
  /** The same sheet, with each finding marked as of that procedure and step. */
  readonly of: (procedure: string, step?: string) => Notes
}

// A hostile text can be wrong in a million places; nobody reads past a few hundred.
const MOST = 500

export function notesFor(places: Places): Notes {
  const findings: Finding[] = []
  const sheet = (where: { procedure?: string; step?: string }): Notes => ({
    findings,
    say(code, from, to, message) {
      if (findings.length >= MOST) return
      findings.push({ code, severity: FINDINGS[code].severity, message, span: places.span(from, to), ...where })
    },
    take: (found) => void findings.push(...found.slice(0, Math.max(0, MOST - findings.length))),
    of: (procedure, step) => sheet({ procedure, step }),
  })
  return sheet({})
}
