import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { drawFlowchart } from '#src/flowchart/index.ts'
import { checkManual } from '#src/manual/index.ts'
import { compileProcedure } from '#src/procedure/index.ts'
import { manualsFolder } from '#src/program/places.ts'
import { line, median } from './figures.ts'

/** The flowchart of the longest procedure, beside the time that writing and reading its drawing as JSON takes. */
export function benchDraw(): void {
  const { manual } = checkManual(readFileSync(join(manualsFolder, 'dti-telefonia.manual.md'), 'utf8'))
  const version = compileProcedure(manual!, '1')
  for (const paper of ['screen', 'letter'] as const) {
    const { pages } = drawFlowchart(version, { paper })
    const times = Array.from({ length: 10 }, () => timed(() => drawFlowchart(version, { paper })))
    const floor = median(Array.from({ length: 10 }, () => timed(() => JSON.parse(JSON.stringify(pages)))))
    line(`the drawing for ${paper} as JSON (floor)`, `${floor.toFixed(2)} ms`)
    const usual = median(times)
    const kept = usual < 300
    line(`flowchart of 15 steps and 47 edges for ${paper}, median`, `${usual.toFixed(1)} ms`, {
      text: 'under 300 ms',
      kept,
    })
  }
}

function timed(work: () => unknown): number {
  const begun = performance.now()
  work()
  return performance.now() - begun
}
