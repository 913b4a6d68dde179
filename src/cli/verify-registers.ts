import { institutionExists } from '#src/people/index.ts'
import { readConfig } from '#src/platform/config.ts'
import { openDatabase } from '#src/platform/db/pool.ts'
import { createLog } from '#src/platform/log.ts'
import { startDatabase } from '#src/program/database.ts'
import { type CheckedRegister, verifyRegisters } from '#src/registers/chain/verify-registers.ts'
import { readArguments } from './arguments.ts'

/** Walks the chain of every book and names the first folio that is missing or altered: exit status 1. The program may run meanwhile. */
export async function runVerifyRegisters(args: readonly string[]): Promise<number> {
  const { values } = readArguments(args, { json: { type: 'boolean' } }, 'ventanilla verify-registers [--json]')
  const log = createLog('error')
  const database = await startDatabase(readConfig(process.env), log)
  // A book of a hundred thousand folios takes longer than a page may.
  const patient = openDatabase<unknown>({ url: database.appUrl, log, max: 1, statementTimeout: 0 })
  try {
    if (!(await institutionExists(database.db)))
      throw new Error('La base de datos no tiene institución todavía. Créela con «ventanilla init».')
    const checked = await verifyRegisters(patient.db)
    process.stdout.write(values.json === true ? `${JSON.stringify(checked, null, 2)}\n` : sentences(checked))
    return checked.some(({ fault }) => fault !== null) ? 1 : 0
  } finally {
    await patient.close()
    await database.close()
  }
}

function sentences(checked: readonly CheckedRegister[]): string {
  if (checked.length === 0) return 'No hay libros todavía.\n'
  return checked
    .map(({ name, folios, annotations, closings, erased, fault }) =>
      fault === null
        ? `${name}: íntegro. Folios: ${folios}; anotaciones: ${annotations}; cierres: ${closings}; borrados por ley: ${erased}.\n`
        : `${name}: ${fault.code}: ${fault.message}\n`,
    )
    .join('')
}
