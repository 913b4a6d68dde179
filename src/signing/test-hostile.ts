import { createCipheriv } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import { OID } from './certificates/oids.ts'
import { explicit, implicit, integer, nothing, octets, oid, sequence } from './der.ts'
import { derivePkcs12, PURPOSE } from './pkcs12/derive.ts'

// Small files that ask for much work: what each does is said where it is made.

/** A section of cross references: what stands in its dictionary, and its content as it is packed. */
interface Section {
  readonly entries: string
  readonly content: Buffer
}

/** A PDF of nothing but streams of cross references, each behind the one before. */
function sections(all: readonly Section[]): Buffer {
  const parts = [Buffer.from('%PDF-1.7\n')]
  let length = parts[0]!.length
  let before: number | null = null
  for (const [at, { entries, content }] of all.entries()) {
    const back: string = before === null ? '' : `/Prev ${before}`
    const head = `${at + 1} 0 obj\n<</Type/XRef/Size 1/Root 1 0 R/Length ${content.length}${back}${entries}>>\nstream\n`
    const part = Buffer.concat([Buffer.from(head), content, Buffer.from('\nendstream\nendobj\n')])
    parts.push(part)
    before = length
    length += part.length
  }
  parts.push(Buffer.from(`startxref\n${before}\n%%EOF\n`))
  return Buffer.concat(parts)
}

const PACKED_TWICE = deflateSync(deflateSync(Buffer.alloc(67_000_000), { level: 9 }), { level: 9 })
const MANY_TIMES = `/W[1 0 0]/Index[${'0 399000 '.repeat(167)}]`

/** Sixty-seven million entries in each section, packed twice: 1.9 kB a section. */
export const packedTwice = (count: number): Buffer =>
  sections(
    Array.from({ length: count }, () => ({
      entries: `${MANY_TIMES}/Filter[/FlateDecode/FlateDecode]`,
      content: PACKED_TWICE,
    })),
  )

const PACKED_ONCE = deflateSync(Buffer.alloc(67_000_000), { level: 9 })

/** The same, packed once: 65 kB a section. */
export const packedOnce = (count: number): Buffer =>
  sections(Array.from({ length: count }, () => ({ entries: `${MANY_TIMES}/Filter/FlateDecode`, content: PACKED_ONCE })))

/** A predictor whose row is a hundred million times as long as what is packed. */
export const longRow = (): Buffer =>
  sections([
    {
      entries:
        '/W[1 0 0]/Filter/FlateDecode/DecodeParms<</Predictor 12/Colors 99999/BitsPerComponent 8/Columns 20000>>',
      content: deflateSync(Buffer.alloc(10)),
    },
  ])

/** Objects of a file with a table of cross references. `bodies` are those from number 1 on; the first is the catalogue. */
export function file(bodies: readonly string[], more = ''): Buffer {
  let text = '%PDF-1.7\n'
  const offsets = bodies.map((body, at) => {
    const offset = text.length
    text += `${at + 1} 0 obj\n${body}\nendobj\n`
    return offset
  })
  return withTable(text, offsets, more)
}

function withTable(text: string, offsets: readonly number[], more = ''): Buffer {
  const lines = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n\r\n`).join('')
  const table = `xref\n0 1\n0000000000 65535 f\r\n1 ${offsets.length}\n${lines}`
  const trailer = `trailer\n<</Size ${offsets.length + 1}/Root 1 0 R${more}>>\nstartxref\n${text.length}\n%%EOF\n`
  return Buffer.from(`${text}${table}${trailer}`, 'latin1')
}

/** A table that tells of the same number again and again. */
export function repeatedTable(entries: number): Buffer {
  const head = '%PDF-1.7\n'
  const rows = `0 100000\n${'1 0 n\n'.repeat(100_000)}`.repeat(entries / 100_000)
  return Buffer.from(`${head}xref\n${rows}trailer\n<</Size 1/Root 1 0 R>>\nstartxref\n${head.length}\n%%EOF\n`)
}

/** A number of so many digits that is none in the end. */
export const longNumber = (digits: number): Buffer => file([`<</Type/Catalog/X ${'1'.repeat(digits)}x>>`])

/** Objects that share one long body: each begins in what the one before takes for a remark. */
export function sharedBody(count: number, length: number): Buffer {
  let text = '%PDF-1.7\n'
  const catalogue = text.length
  const kids = Array.from({ length: count }, (_, at) => `${at + 2} 0 R`).join(' ')
  text += `1 0 obj\n<</Type/Catalog/AcroForm<</Fields[${kids}]>>>>\nendobj\n`
  const offsets = [catalogue]
  for (let at = 0; at < count; at += 1) {
    offsets.push(text.length)
    text += `${at + 2} 0 obj %`
  }
  text += `\n<</A[${'1 '.repeat(length)}]>>\nendobj\n`
  return withTable(text, offsets)
}

/** Fields of a form that all name the same list as theirs. */
export function sharedKids(count: number): Buffer {
  const fields = Array.from({ length: 4_000 }, () => '<</Kids 2 0 R>>').join('')
  return file([`<</Type/Catalog/AcroForm<</Fields[${fields}]>>>>`, `[${'3 0 R '.repeat(count)}]`, '<<>>'])
}

/** A stream of objects that is one list of so many numbers. */
export function packedList(length: number): Buffer {
  const content = deflateSync(Buffer.from(`1 0 [${'1 '.repeat(length)}]`), { level: 9 })
  const head = '%PDF-1.7\n'
  const pack = `2 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length ${content.length}>>\nstream\n`
  const places = Buffer.from([0, 0, 0, 2, 2, 0, 1, head.length, 0])
  const start = head.length + pack.length + content.length + 18
  return Buffer.concat([
    Buffer.from(`${head}${pack}`),
    content,
    Buffer.from('\nendstream\nendobj\n'),
    Buffer.from(`3 0 obj\n<</Type/XRef/Size 3/Root 1 0 R/W[1 1 1]/Length ${places.length}>>\nstream\n`),
    places,
    Buffer.from(`\nendstream\nendobj\nstartxref\n${start}\n%%EOF\n`),
  ])
}

const SALT = Buffer.alloc(8, 1)
const PASSWORD = 'clave ñandú 1'

/** A PKCS #12 file of so many parts under triple DES, which say to hash so often and hold nothing. Up to a thousand times it is done, so that they open. */
export function encryptedParts(count: number, iterations: number): Buffer {
  const derive = (purpose: 1 | 2, size: number) =>
    derivePkcs12('sha1', PASSWORD, SALT, Math.min(iterations, 1_000), purpose, size)
  const cipher = createCipheriv('des-ede3-cbc', derive(PURPOSE.key, 24), derive(PURPOSE.iv, 8))
  const content = Buffer.concat([cipher.update(sequence()), cipher.final()])
  const algorithm = sequence(oid('1.2.840.113549.1.12.1.3'), sequence(octets(SALT), integer(iterations)))
  const info = sequence(integer(0), sequence(oid(OID.data), algorithm, implicit(0, content)))
  const part = sequence(oid(OID.encryptedData), explicit(0, info))
  return pfx(Array.from({ length: count }, () => part))
}

/** A PKCS #12 file whose proof is so many bytes long. */
export const proofOf = (iterations: number, length: number): Buffer =>
  pfx(
    [],
    sequence(
      sequence(sequence(oid(OID.sha1), nothing()), octets(Buffer.alloc(length))),
      octets(SALT),
      integer(iterations),
    ),
  )

const pfx = (parts: readonly Buffer[], ...proof: readonly Buffer[]) =>
  sequence(integer(3), sequence(oid(OID.data), explicit(0, octets(sequence(...parts)))), ...proof)
