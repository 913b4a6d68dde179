import { existsSync } from 'node:fs'
import type { WorkingCalendar } from '#src/calendar/types.ts'
import type { Finding, Manual } from '#src/manual/types.ts'
import { type ExampleResult, runExamples } from '#src/procedure/index.ts'
import { readText } from './read-file.ts'

/** `manuals/x.manual.md` → `manuals/x.examples.md` */
export function examplesFileOf(manualFile: string): string {
  return manualFile.replace(/(?:\.manual)?\.md$/, '.examples.md')
}

/** Runs the examples beside a manual; null when it has none. */
export function runExamplesBeside(
  manualFile: string,
  manual: Manual,
  calendar: (code: string) => WorkingCalendar,
): { file: string; results: readonly ExampleResult[]; findings: readonly Finding[] } | null {
  const file = examplesFileOf(manualFile)
  if (file === manualFile || !existsSync(file)) return null
  const results = runExamples(manual, readText(file), { calendar })
  return { file, results, findings: results.flatMap(({ findings }) => findings) }
}
