import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { shownColumn } from './few.ts'
import { periodOf } from './period.ts'
import type { Counted } from './report.store.ts'
import { assembleReport } from './report.ts'
import { reportTables } from './tables.ts'
import { valueText } from './value-text.ts'

test('the count that covers a small one is not called small', () => {
  assert.deepEqual(shownColumn([271, 3, 0, 512], true), ['hidden', 'few', 0, 512])
  assert.deepEqual([valueText('es', 'few'), valueText('es', 'hidden')], ['menos de 5', 'oculto'])
  assert.deepEqual(shownColumn([271, 3, 2, 512], true), [271, 'few', 'few', 512], 'two small ones cover each other')
  assert.deepEqual(shownColumn([271, 3, 0, 512], false), [271, 3, 0, 512])
})

test('what is told is the number itself, and never is one small count withheld alone where there are others', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 8 }), (counts) => {
      const told = shownColumn(counts, true)
      for (const [at, count] of told.entries())
        if (typeof count === 'number') assert.equal(count, counts[at])
        else assert.equal(count === 'few', counts[at]! < 5)
      const withheld = told.filter((count) => typeof count !== 'number').length
      assert.ok(withheld !== 1 || counts.filter((count) => count > 0).length === 1)
    }),
  )
})

test('neither the order nor the shares of causes tell how large a hidden count is', () => {
  const causes = (hidden: number) => {
    const cells = Object.entries({ USO: 600, CABLE: hidden, EQUIPO: 590, AGUA: 2 }).map(([value, n]) => ({
      part: 'now' as const,
      dimension: 'cause',
      value,
      reported: n,
      attended: n,
    }))
    const counted: Counted = { cells, days: [], openBefore: 0, openThen: 0, ages: [] }
    const period = periodOf('mes', '2026-10-05')
    const report = assembleReport(counted, { period, today: '2026-11-05', masks: true, technicians: false })
    const naming = { locale: 'es', directory: {} as never, codes: [], titles: new Map() } as const
    return reportTables(report, naming)
      .find(({ key }) => key === 'cause')!
      .rows.map((row) => row.slice(0, 2).concat(row[3]!, row[4]!))
  }
  assert.deepEqual(causes(580), causes(5))
  assert.deepEqual(
    causes(271).map(([name, n]) => [name, n]),
    [
      ['USO', 600],
      ['EQUIPO', 590],
      ['AGUA', 'few'],
      ['CABLE', 'hidden'],
    ],
  )
})
