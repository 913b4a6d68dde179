import { readFileSync } from 'node:fs'
import { sayReport } from '#src/documents/say-report.ts'
import { institutionExists, loadDirectory } from '#src/people/index.ts'
import { trustBase } from '#src/people/signing/authority.ts'
import { readConfig } from '#src/platform/config.ts'
import { createLog } from '#src/platform/log.ts'
import { startDatabase } from '#src/program/database.ts'
import { readCertificates, type TrustBase, verifyPdf } from '#src/signing/index.ts'

/**
 * Prints what there is to say of the signatures of PDFs. Believes the certificates of `ca`, without a database, else what the institution
 * believes. Status 0 when every file is sound, 1 when one is not, 2 when one cannot be read.
 */
export async function runVerifyPdf(
  files: readonly string[],
  { json, ca }: { readonly json: boolean; readonly ca?: string },
): Promise<number> {
  const contents = files.map((file) => ({ file, bytes: contentOf(file) }))
  const { base, timeZone } =
    ca === undefined ? await institutionTrust() : { base: { roots: rootsOf(ca) }, timeZone: Temporal.Now.timeZoneId() }
  const now = Temporal.Now.instant()
  let status = 0
  const reports = contents.map(({ file, bytes }) => {
    const report = verifyPdf(bytes, base, now)
    status = Math.max(status, report.fault !== null ? 2 : report.sound ? 0 : 1)
    return { file, ...sayReport({ locale: 'es', timeZone, now }, report) }
  })
  if (json) process.stdout.write(`${JSON.stringify(reports, null, 2)}\n`)
  else {
    for (const { file, summary, signatures } of reports) {
      process.stdout.write(`${file}: ${summary}\n`)
      for (const { title, lines } of signatures) {
        process.stdout.write(`  ${title}\n${lines.map(({ term, value }) => `    ${term}: ${value}\n`).join('')}`)
      }
    }
  }
  return status
}

function contentOf(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch {
    throw new Error(`No se puede leer ${file}. Revise la ruta y los permisos.`)
  }
}

function rootsOf(file: string) {
  try {
    return readCertificates(contentOf(file))
  } catch {
    throw new Error(`${file} no contiene certificados X.509 en PEM o DER. Dé con --ca el certificado de la autoridad.`)
  }
}

async function institutionTrust(): Promise<{ base: TrustBase; timeZone: string }> {
  const database = await startDatabase(readConfig(process.env), createLog('error'))
  try {
    if (!(await institutionExists(database.db)))
      throw new Error('La base de datos no tiene institución. Dé con --ca el certificado de la autoridad que firmó.')
    const directory = await loadDirectory(database.db, new Date().toISOString())
    return { base: await trustBase(database.db), timeZone: directory.rows.institution?.timeZone ?? 'UTC' }
  } finally {
    await database.close()
  }
}
