import { formatFinding } from '#src/manual/index.ts'
import type { Finding } from '#src/manual/types.ts'

export interface FileFindings {
  readonly file: string
  readonly findings: readonly Finding[]
}

/** Prints findings, `file:line:column: código: mensaje` or as JSON, and gives the exit status: 1 when any is an error. */
export function report(files: readonly FileFindings[], json: boolean, summary: string): number {
  const errors = files.flatMap(({ findings }) => findings).filter(({ severity }) => severity === 'error').length
  if (json) {
    process.stdout.write(
      `${JSON.stringify(
        files.flatMap(({ file, findings }) => findings.map((finding) => asJson(file, finding))),
        null,
        2,
      )}\n`,
    )
  } else {
    for (const { file, findings } of files)
      for (const finding of findings) process.stdout.write(`${formatFinding(file, finding)}\n`)
    process.stdout.write(`${summary}\n`)
  }
  return errors > 0 ? 1 : 0
}

function asJson(file: string, { code, severity, message, span, procedure, step }: Finding) {
  const { line, column } = span.start
  return {
    file,
    line,
    column,
    endLine: span.end.line,
    endColumn: span.end.column,
    code,
    severity,
    message,
    procedure,
    step,
  }
}
