import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkManual } from '#src/manual/index.ts'
import { manualsFolder } from '#src/program/places.ts'
import { line, median } from './figures.ts'

/** `check` of a manual of 13 procedures, beside the time that reading its Markdown's bytes as JSON text takes. */
export async function benchCheck(): Promise<void> {
  const source = thirteenProcedures()
  const begun = performance.now()
  const { findings } = checkManual(source)
  const first = performance.now() - begun
  const errors = findings.filter(({ severity }) => severity === 'error')
  if (errors.length > 0) throw new Error(errors[0]!.message)
  const times = Array.from({ length: 20 }, () => timed(() => checkManual(source)))
  const floor = median(Array.from({ length: 20 }, () => timed(() => JSON.parse(JSON.stringify(source)))))
  line('the same text written and read as JSON (floor)', `${floor.toFixed(2)} ms`)
  line(`check of 13 procedures, ${Math.round(source.length / 1000)} kB, first`, `${first.toFixed(1)} ms`)
  const usual = median(times)
  line('check of 13 procedures, median', `${usual.toFixed(1)} ms`, { text: 'under 100 ms', kept: usual < 100 })
}

/** The five procedures of the services manual, again under other numbers until there are thirteen. */
function thirteenProcedures(): string {
  const source = readFileSync(join(manualsFolder, 'dti-servicios.manual.md'), 'utf8')
  const parts = source.split(/^(?=## PROCEDIMIENTO No\. )/m)
  const [head, ...rest] = parts
  const last = rest.pop()!
  const annexes = last.search(/^# /m)
  const procedures = [...rest, annexes < 0 ? last : last.slice(0, annexes)]
  const tail = annexes < 0 ? '' : last.slice(annexes)
  const thirteen = Array.from({ length: 13 }, (_, at) =>
    procedures[at % procedures.length]!.replace(/^## PROCEDIMIENTO No\. \S+/, `## PROCEDIMIENTO No. ${at + 1}.`),
  )
  return head + thirteen.join('') + tail
}

function timed(work: () => unknown): number {
  const begun = performance.now()
  work()
  return performance.now() - begun
}
