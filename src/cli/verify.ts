import { verifyExport } from '#src/cases/verify-export.ts'
import { needFiles, readArguments } from './arguments.ts'
import { publicKeyFile } from './public-key.ts'
import { readText } from './read-file.ts'

const HOW_TO =
  'ventanilla verify [--json] [--key LLAVE.pem] EXPEDIENTE.json… | verify [--json] [--ca AUTORIDAD.pem] DOCUMENTO.pdf…'

/** Verifies exported cases by the installation's public key, without the database; or the signatures of PDFs. */
export async function runVerify(args: readonly string[]): Promise<number> {
  const { files, values } = readArguments(
    args,
    { json: { type: 'boolean' }, key: { type: 'string' }, ca: { type: 'string' } },
    HOW_TO,
  )
  needFiles(files, HOW_TO)
  const pdfs = files.filter((file) => /\.pdf$/i.test(file))
  if (pdfs.length > 0) {
    if (pdfs.length < files.length)
      throw new Error('Verifique por separado los expedientes (.json) y los documentos (.pdf).')
    const { runVerifyPdf } = await import('./verify-pdf.ts')
    return runVerifyPdf(files, {
      json: values.json === true,
      ca: typeof values.ca === 'string' ? values.ca : undefined,
    })
  }
  const publicKey = readText(publicKeyFile(values.key))
  const checked = files.map((file) => ({ file, ...verifyExport(readText(file), publicKey) }))
  if (values.json === true) process.stdout.write(`${JSON.stringify(checked, null, 2)}\n`)
  else {
    for (const { file, number, count, faults, erased = [] } of checked) {
      for (const { code, message } of faults) process.stdout.write(`${file}: ${code}: ${message}\n`)
      if (faults.length === 0)
        process.stdout.write(`${file}: el expediente ${number} está íntegro: ${count} actos, sello válido.\n`)
      for (const [day, acts] of Map.groupBy(erased, ({ at }) => at.slice(0, 10)))
        process.stdout.write(
          `${file}: borrado por ley el ${day}: el texto personal de los actos ${acts.map(({ act }) => act).join(', ')}.\n`,
        )
    }
  }
  return checked.some(({ faults }) => faults.length > 0) ? 1 : 0
}
