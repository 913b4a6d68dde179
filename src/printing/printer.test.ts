import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { after, test } from 'node:test'
import { readManual } from '#src/manual/index.ts'
import { Refused } from '#src/platform/refusal.ts'
import { type ManualPrintOptions, openPrinter } from './index.ts'
import { printManual } from './print.ts'

const source = readFileSync(join(import.meta.dirname, '../../manuals/dti-atencion-usuario.manual.md'), 'utf8')
const OPTIONS: ManualPrintOptions = { paper: 'letter', state: 'in-force', modifications: [], given: [] }
const printer = openPrinter()
after(() => printer.close())

test('a document printed beside the loop is the one printed in it, and the loop goes on meanwhile', async () => {
  await printer.manual(source, OPTIONS)
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  const from = performance.now()
  const printed = await printer.manual(source, OPTIONS)
  const took = performance.now() - from
  delay.disable()
  // Printed in the loop it would stand still for nearly all of it, on any machine.
  assert.ok(delay.max / 1e6 < took / 2, `the loop stood still for ${delay.max / 1e6} of ${took} ms`)
  const here = await printManual(readManual(source).manual!, OPTIONS)
  assert.deepEqual(Buffer.from(printed.bytes), Buffer.from(here.bytes))
  assert.deepEqual(printed.approvals, here.approvals)
})

const refusal = (code: string) => (error: unknown) => error instanceof Refused && error.refusal.code === code

test('a text with errors is refused, and the next document is printed', async () => {
  await assert.rejects(printer.manual('# nada', OPTIONS), refusal('manual-unreadable'))
  assert.ok((await printer.manual(source, OPTIONS)).pages > 5)
})

test('what takes too long is given up, and the printer goes on', async () => {
  const hasty = openPrinter({ time: 1 })
  await assert.rejects(hasty.manual(source, OPTIONS), /took more than 1 ms/)
  await hasty.close()
  await assert.rejects(hasty.manual(source, OPTIONS), refusal('printer-busy'))
})

test('more than may wait is refused at once', async () => {
  const small = openPrinter({ waiting: 1 })
  const first = small.manual(source, OPTIONS)
  await assert.rejects(small.manual(source, { ...OPTIONS, paper: 'a4' }), refusal('printer-busy'))
  const same = await Promise.all([first, ...Array.from({ length: 20 }, () => small.manual(source, OPTIONS))])
  assert.equal(
    new Set(same.map(({ bytes }) => bytes)).size,
    1,
    'the same document is printed once for all who wait for it',
  )
  assert.ok((await small.manual(source, OPTIONS)).pages > 5)
  await small.close()
})
