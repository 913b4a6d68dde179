// What somebody sends is read beside the server's loop, for a while, with the same result.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refused } from '#src/platform/refusal.ts'
import { PdfFault } from '../pdf/types.ts'
import { Pkcs12Fault } from '../pkcs12/fault.ts'
import { NotSignable } from '../sign-pdf.ts'
import { encryptedParts, file, packedTwice, proofOf, repeatedTable } from '../test-hostile.ts'
import { authority, letter, NOW, requestOf, root, signedByThree, signerOf } from '../test-people.ts'
import { verifyPdf } from '../verify-pdf.ts'
import { openPkcs12Apart } from './open-pkcs12-apart.ts'
import { signApart } from './sign-apart.ts'
import { openTurns } from './turns.ts'
import { verifyApart } from './verify-apart.ts'

const base = { roots: [root] }
const three = await signedByThree()
const revoked = {
  roots: [root],
  revoked: new Map([
    [
      root.fingerprint,
      [
        {
          serial: verifyPdf(three, base, NOW).signatures[0]!.signer!.serial,
          at: NOW.subtract({ hours: 1 }),
          reason: 'key-compromise' as const,
        },
      ],
    ],
  ]),
}

/** How long work took, and the longest time in it in which nothing else was done, in milliseconds. */
async function timesOf(work: () => Promise<unknown>) {
  const started = performance.now()
  let last = started
  let held = 0
  const timer = setInterval(() => {
    held = Math.max(held, performance.now() - last)
    last = performance.now()
  }, 5)
  await work()
  clearInterval(timer)
  return { took: performance.now() - started, held: Math.max(held, performance.now() - last) }
}

test('a document is verified apart as beside, also one whose signer was revoked', async () => {
  for (const each of [base, revoked, { roots: [] }, { roots: [], between: [root] }])
    assert.deepEqual(await verifyApart(three, each, NOW), verifyPdf(three, each, NOW))
  assert.equal(verifyPdf(three, revoked, NOW).signatures[0]!.trust?.kind, 'revoked')
})

test('a document is signed apart, with the key, on the sheet and at a given place', async () => {
  const request = requestOf(await signerOf('Ana'), 'Ana')
  const first = await signApart(await letter(), request)
  const second = await signApart(first, { ...request, place: { page: 1, rect: [20, 20, 220, 100] } })
  assert.deepEqual(
    verifyPdf(second, base, NOW).signatures.map(({ verdict }) => verdict),
    ['valid', 'valid'],
  )
  assert.equal(verifyPdf(second, base, NOW).sound, true)
})

test('what is wrong with a document is told from apart', async () => {
  const request = requestOf(await signerOf('Ana'), 'Ana')
  const codeOf = (error: unknown) => (error instanceof PdfFault ? error.code : String(error))
  for (const [bytes, code] of [
    [Buffer.from('hola'), 'not-a-pdf'],
    [packedTwice(2), 'too-much'],
  ] as const)
    assert.equal(await signApart(bytes, request).then(() => 'signed', codeOf), code)
  const closed = file(['<</Type/Catalog/Perms<</DocMDP<</Reference[<</TransformParams<</P 1>>>>]>>>>>>'])
  await assert.rejects(signApart(closed, request), NotSignable)
})

test('a file that asks for much work holds nobody up meanwhile', async () => {
  const report = await timesOf(() => verifyApart(repeatedTable(1_900_000), base, NOW))
  assert.ok(report.held < report.took / 3, JSON.stringify(report))
  // Nine hundred thousand hashes, which were one and a half seconds of everybody's.
  const opening = await timesOf(() =>
    assert.rejects(openPkcs12Apart(encryptedParts(1, 300_000), 'abc'), { code: 'wrong-password' }),
  )
  assert.ok(opening.held < opening.took / 3, JSON.stringify(opening))
  assert.equal((await verifyApart(packedTwice(400), base, NOW)).fault, 'too-much')
})

test('time and memory that are over are told as too much', async () => {
  const slow = repeatedTable(1_900_000)
  const brief = { seconds: 0.05, megabytes: 256 }
  assert.equal((await verifyApart(slow, base, NOW, brief)).fault, 'too-much')
  assert.equal((await verifyApart(slow, base, NOW, { seconds: 60, megabytes: 8 })).fault, 'too-much')
  const isTooMuch = (error: unknown) =>
    (error instanceof Pkcs12Fault || error instanceof PdfFault) && error.code === 'too-much'
  await assert.rejects(openPkcs12Apart(proofOf(3_000_000, 20), 'abc', brief), isTooMuch)
  await assert.rejects(signApart(slow, requestOf(authority, 'Ana'), brief), isTooMuch)
})

test('so many work together, so many wait in their order, and one more is refused', async () => {
  const turns = openTurns({ together: 2, waiting: 2 })
  const ends: (() => void)[] = []
  const begun: number[] = []
  const work = (which: number) =>
    turns(async () => {
      begun.push(which)
      await new Promise<void>((end) => ends.push(end))
    })
  const all = [1, 2, 3, 4].map(work)
  await assert.rejects(work(5), (error) => error instanceof Refused && error.refusal.code === 'signing-busy')
  assert.deepEqual(begun, [1, 2])
  ends[0]!()
  await all[0]
  assert.deepEqual(begun, [1, 2, 3])
  ends[1]!()
  await all[1]
  assert.deepEqual(begun, [1, 2, 3, 4])
  for (const end of ends) end()
  await Promise.all(all)
  await assert.rejects(
    turns(() => Promise.reject(new Error('falla'))),
    /falla/,
  )
  assert.equal(await turns(async () => 'hecho'), 'hecho')
})
