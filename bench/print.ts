import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { readManual } from '#src/manual/index.ts'
import { printManual } from '#src/printing/print.ts'
import { manualsFolder } from '#src/program/places.ts'
import { line } from './figures.ts'

/** The official document of the largest manual, by processor time, beside compressing its bytes once. */
export async function benchPrint(): Promise<void> {
  const { manual } = readManual(readFileSync(join(manualsFolder, 'dti-servicios.manual.md'), 'utf8'))
  if (manual === null) throw new Error('the services manual cannot be read')
  const options = { paper: 'letter', state: 'in-force', modifications: [], given: [] } as const
  const first = await spent(() => printManual(manual, options))
  const again = await spent(() => printManual(manual, options))
  const { bytes, pages } = again.result
  const floor = await spent(async () => deflateSync(bytes))
  line('the document’s bytes compressed once (floor)', `${floor.ms.toFixed(0)} ms`)
  line(`document of ${manual.procedures.length} procedures, ${pages} pages, first`, `${first.ms.toFixed(0)} ms`)
  const each = again.ms / pages
  line('the same again', `${again.ms.toFixed(0)} ms`)
  line('a page', `${each.toFixed(1)} ms`, { text: 'under 60 ms', kept: each < 60 })
}

/** Milliseconds of processor: the machine may be busy with other things. */
async function spent<Result>(work: () => Promise<Result>): Promise<{ ms: number; result: Result }> {
  const before = process.cpuUsage()
  const result = await work()
  const { user, system } = process.cpuUsage(before)
  return { ms: (user + system) / 1000, result }
}
