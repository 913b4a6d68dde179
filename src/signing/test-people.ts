import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import { PDFDocument } from '@cantoo/pdf-lib'
import { issueCertificate, type KeyWithCertificate, makeAuthority } from './certificates/make-certificate.ts'
import { pemOf, readCertificate } from './certificates/read-certificate.ts'
import { drawPage } from './draw-page.ts'
import { drawSeal } from './seal.ts'
import { type SignatureRequest, signPdf } from './sign-pdf.ts'

/** An authority and people who sign, for tests. Of this moment, because pdfsig looks at the clock. */
export const NOW = Temporal.Now.instant()
const from = NOW.subtract({ hours: 24 })
export const authority = await makeAuthority(
  { name: 'Autoridad de prueba', institution: 'Ministerio de Prueba', country: 'GT' },
  { from, until: NOW.add({ hours: 24 * 3650 }) },
)
export const root = readCertificate(authority.certificate)
export const issuer = { ...authority, until: root.until, name: root.subjectDer }

export const signerOf = (name: string, until = NOW.add({ hours: 24 * 700 })): Promise<KeyWithCertificate> =>
  issueCertificate(issuer, { subject: { name, title: 'Jefa', unit: 'Dirección de Tecnología' }, from, until })

export function requestOf(
  signer: KeyWithCertificate,
  name: string,
  more: Partial<SignatureRequest> = {},
): SignatureRequest {
  const seal = { svg: drawSeal({ unit: 'Dirección de Tecnología', institution: 'Ministerio de Prueba' }) }
  return {
    signer,
    at: NOW,
    timeZone: 'America/Guatemala',
    reason: 'Firma, expediente 2026-000001, paso 7',
    location: 'Ministerio de Prueba',
    title: 'Expediente 2026-000001',
    stamp: {
      act: 'Firma',
      name,
      post: 'Jefa',
      unit: 'Dirección de Tecnología',
      date: '2 nov 2026, 08:00',
      serial: '4A2B33CC',
      seal,
    },
    ...more,
  }
}

/** A letter of one page, with an ordinary table of cross references. */
export const letter = (): Promise<Buffer> =>
  drawPage({ pageSize: 'LETTER', content: ['Oficio No. 12', 'Se aprueba el gasto de Q 100.00 para el servidor.'] })

/** The letter signed by three people, each on top of the others. */
export async function signedByThree(): Promise<Buffer> {
  let bytes: Buffer = await letter()
  for (const name of ['Ana Ñuflo', 'Bruno Xol', 'Carla Icó'])
    bytes = await signPdf(bytes, requestOf(await signerOf(name), name))
  return bytes
}

/** A file whose objects and cross references are packed in streams, its page turned. */
export async function packedLetter(rotate: 0 | 90 | 180 | 270 = 0): Promise<Buffer> {
  const document = await PDFDocument.create()
  const page = document.addPage([500, 700])
  page.drawText('Oficio empaquetado')
  page.setRotation({ type: 'degrees' as never, angle: rotate })
  return Buffer.from(await document.save({ useObjectStreams: true }))
}

const folder = mkdtempSync(join(tmpdir(), 'ventanilla-signing-'))
after(() => rmSync(folder, { recursive: true, force: true }))

/** A file of this test run, gone afterwards. */
export function fileOf(name: string, content: Uint8Array | string): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

export const pathOf = (name: string) => join(folder, name)

const nss = join(folder, 'nss')
execFileSync('mkdir', [nss])
execFileSync('certutil', ['-N', '-d', `sql:${nss}`, '--empty-password'])
execFileSync('certutil', [
  '-A',
  '-d',
  `sql:${nss}`,
  '-n',
  'raiz',
  '-t',
  'CT,C,C',
  '-i',
  fileOf('raiz.pem', pemOf(authority.certificate)),
])

/** What poppler's pdfsig says of a file, believing the authority. */
export function pdfsig(bytes: Uint8Array): string {
  const run = () =>
    execFileSync('pdfsig', ['-nssdir', nss, fileOf('firmado.pdf', bytes)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    })
  try {
    return run()
  } catch (error) {
    // It ends with 1 where there is no signature to be found any more.
    return String((error as { stdout?: string }).stdout)
  }
}

export const count = (text: string, part: string) => text.split(part).length - 1
