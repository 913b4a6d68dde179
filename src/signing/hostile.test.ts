// Small files that ask for much work. Each is refused in a moment, whatever it is.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PdfFault } from './pdf/types.ts'
import { signPdf } from './sign-pdf.ts'
import {
  file,
  longNumber,
  longRow,
  packedList,
  packedOnce,
  packedTwice,
  repeatedTable,
  sharedBody,
  sharedKids,
} from './test-hostile.ts'
import { NOW, requestOf, root, signedByThree, signerOf } from './test-people.ts'
import { verifyPdf } from './verify-pdf.ts'

const base = { roots: [root] }

/** The fault of a file, and that it was found within so many milliseconds of the processor. */
function faultOf(bytes: Buffer, within = 2_000) {
  const before = process.threadCpuUsage()
  const { fault } = verifyPdf(bytes, base, NOW)
  const { user, system } = process.threadCpuUsage(before)
  assert.ok(user + system < within * 1_000, `${Math.round((user + system) / 1_000)} ms`)
  return fault
}

test('cross references packed twice, with an index that repeats itself', () => {
  assert.ok(packedTwice(1).length < 2_000)
  assert.equal(faultOf(packedTwice(1)), 'too-much')
  assert.equal(faultOf(packedTwice(400)), 'too-much')
})

test('cross references packed once', () => {
  assert.equal(faultOf(packedOnce(1)), 'too-much')
  assert.equal(faultOf(packedOnce(15)), 'too-much')
})

test('a table that repeats itself', () => {
  assert.equal(faultOf(repeatedTable(4_500_000), 8_000), 'too-much')
})

test('a row of a predictor that is longer than what is packed', () => {
  assert.equal(faultOf(longRow()), 'broken')
})

test('a number of many digits that is none', () => {
  assert.equal(faultOf(longNumber(300_000)), 'broken')
})

test('objects that begin within each other', () => {
  assert.equal(faultOf(sharedBody(4_000, 200_000), 5_000), 'too-much')
})

test('fields that share one list', () => {
  assert.equal(faultOf(sharedKids(100_000)), 'too-much')
})

test('a list of millions of numbers', () => {
  assert.equal(faultOf(packedList(30_000_000), 5_000), 'too-much')
})

test('a name, and a string, of millions of letters', () => {
  assert.equal(faultOf(file([`<</Type/Catalog/X/${'#41'.repeat(4_000_000)}>>`])), 'broken')
  assert.equal(faultOf(file([`<</Type/Catalog/X(${'a\\101('.repeat(1_000)}${')'.repeat(1_000)})>>`])), null)
})

test('a file of more objects than arguments fit into a call is read', () => {
  const bodies = Array.from({ length: 150_000 }, () => '1')
  assert.equal(faultOf(file(['<</Type/Catalog>>', ...bodies]), 5_000), null)
})

test('such a file is signed no more than it is verified', async () => {
  const request = requestOf(await signerOf('Ana'), 'Ana')
  for (const bytes of [packedTwice(3), packedOnce(1)])
    await assert.rejects(signPdf(bytes, request), (error) => error instanceof PdfFault && error.code === 'too-much')
})

test('what people signed one after another is far from the limits', async () => {
  assert.equal(verifyPdf(await signedByThree(), base, NOW).sound, true)
})
