import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { drawFlowchart } from '#src/flowchart/index.ts'
import { readManual } from '#src/manual/index.ts'
import { compileProcedure } from '#src/procedure/index.ts'
import { bodyOf } from './paper/lay-out.ts'
import { SHEETS } from './paper/sheets.ts'

/** What an official reads on paper without a glass. */
const LEAST_TYPE = 7

const folder = new URL('../../manuals/', import.meta.url)

for (const file of readdirSync(folder).filter((name) => name.endsWith('.manual.md'))) {
  const { manual } = readManual(readFileSync(new URL(file, folder), 'utf8'))
  for (const paper of ['letter', 'a4'] as const) {
    describe(`${file} within the pages of the document, ${paper}`, () => {
      const frame = { upright: bodyOf(SHEETS[paper], false), lying: bodyOf(SHEETS[paper], true) }
      for (const { number, title } of manual?.procedures ?? []) {
        test(`${number}. ${title}: type is large enough, no word is cut, no lines cross`, () => {
          const { pages, report } = drawFlowchart(compileProcedure(manual!, number), { paper, frame })
          assert.deepEqual(report.crossings, [])
          assert.equal(report.overlaps + report.throughBoxes, 0)
          for (const { svg } of pages) {
            assert.doesNotMatch(svg, /scale\(/)
            assert.doesNotMatch(svg, /…/)
            const sizes = [...svg.matchAll(/font-size="([\d.]+)"/g)].map(([, size]) => Number(size))
            assert.ok(Math.min(...sizes) >= LEAST_TYPE, `type of ${Math.min(...sizes)} points`)
          }
        })
      }
    })
  }
}
