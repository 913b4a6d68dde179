import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { crc32, deflateSync } from 'node:zlib'
import { cleanPicture, PictureFault } from './clean-picture.ts'
import { signPdf } from './sign-pdf.ts'
import { fileOf, letter, pathOf, pdfsig, requestOf, signerOf } from './test-people.ts'

execFileSync('pdftoppm', ['-png', '-r', '30', '-singlefile', fileOf('carta.pdf', await letter()), pathOf('carta')])
execFileSync('pdftoppm', ['-jpeg', '-r', '30', '-singlefile', pathOf('carta.pdf'), pathOf('carta')])
const [png, jpeg] = [readFileSync(pathOf('carta.png')), readFileSync(pathOf('carta.jpg'))]

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type), data])
  const [size, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  size.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([size, named, sum])
}

function headOf(width: number, height: number, interlaced = 0): Buffer {
  const data = Buffer.alloc(13)
  data.writeUInt32BE(width)
  data.writeUInt32BE(height, 4)
  data[8] = 8
  data[12] = interlaced
  return chunk('IHDR', data)
}

const MARK = png.subarray(0, 8)
const codeOf = (bytes: Uint8Array) => {
  try {
    cleanPicture(bytes)
    return 'taken'
  } catch (error) {
    assert.ok(error instanceof PictureFault)
    return error.code
  }
}

test('nothing is left in a picture but the picture', () => {
  const secret = '<script>alert(1)</script> GPS 14.6'
  const inPng = Buffer.concat([
    png.subarray(0, 33),
    chunk('tEXt', Buffer.from(secret)),
    png.subarray(33),
    Buffer.from(secret),
  ])
  const inJpeg = Buffer.concat([
    jpeg.subarray(0, 2),
    Buffer.from([0xff, 0xe1, 0, secret.length + 2]),
    Buffer.from(secret),
    jpeg.subarray(2),
    Buffer.from(secret),
  ])
  for (const [bytes, type] of [
    [inPng, 'image/png'],
    [inJpeg, 'image/jpeg'],
  ] as const) {
    const cleaned = cleanPicture(bytes)
    assert.equal(cleaned.type, type)
    assert.equal(Buffer.from(cleaned.bytes).includes('script'), false)
    assert.equal(Buffer.from(cleaned.bytes).includes('GPS'), false)
    assert.deepEqual(cleanPicture(cleaned.bytes), cleaned)
  }
})

test('what is no picture, or too large a one, is refused before it is unpacked', () => {
  assert.equal(codeOf(Buffer.from('<svg/>')), 'not-a-picture')
  assert.equal(codeOf(Buffer.alloc(0)), 'not-a-picture')
  assert.equal(codeOf(Buffer.alloc(1_100_000)), 'too-large')
  assert.equal(codeOf(png.subarray(0, png.length - 30)), 'broken')
  assert.equal(codeOf(jpeg.subarray(0, 100)), 'broken')
  const end = chunk('IEND', Buffer.alloc(0))
  const bomb = Buffer.concat([MARK, headOf(50_000, 50_000), chunk('IDAT', deflateSync(Buffer.alloc(100_000))), end])
  assert.equal(codeOf(bomb), 'too-many-pixels')
  const more = Buffer.concat([MARK, headOf(2, 2), chunk('IDAT', deflateSync(Buffer.alloc(900_000))), end])
  assert.equal(codeOf(more), 'broken')
  assert.equal(
    codeOf(Buffer.concat([MARK, headOf(2, 2, 1), chunk('IDAT', deflateSync(Buffer.alloc(6))), end])),
    'interlaced',
  )
})

test('both kinds are stamped, and the signature stands', async () => {
  const signer = await signerOf('Ana')
  for (const bytes of [png, jpeg]) {
    const request = requestOf(signer, 'Ana')
    const signed = await signPdf(await letter(), {
      ...request,
      stamp: { ...request.stamp, handwriting: cleanPicture(bytes), seal: cleanPicture(bytes) },
    })
    assert.match(pdfsig(signed), /Signature is Valid/)
  }
})
