import { verifyExport } from '#src/cases/verify-export.ts'
import { needFiles, readArguments } from './arguments.ts'
import { publicKeyFile } from './public-key.ts'
import { readText } from './read-file.ts'

const HOW_TO = 'ventanilla verify [--json] [--key LLAVE.pem] EXPEDIENTE.json…'

/** Verifies exported cases by the installation's public key, without the database. */
export async function runVerify(args: readonly string[]): Promise<number> {
  const { files, values } = readArguments(args, { json: { type: 'boolean' }, key: { type: 'string' } }, HOW_TO)
  needFiles(files, HOW_TO)
  const publicKey = readText(publicKeyFile(values.key))
  const checked = files.map((file) => ({ file, ...verifyExport(readText(file), publicKey) }))
  if (values.json === true) process.stdout.write(`${JSON.stringify(checked, null, 2)}\n`)
  else {
    for (const { file, number, count, faults } of checked) {
      for (const { code, message } of faults) process.stdout.write(`${file}: ${code}: ${message}\n`)
      if (faults.length === 0)
        process.stdout.write(`${file}: el expediente ${number} está íntegro: ${count} actos, sello válido.\n`)
    }
  }
  return checked.some(({ faults }) => faults.length > 0) ? 1 : 0
}
