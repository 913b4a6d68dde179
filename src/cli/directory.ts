import {
  changeSentence,
  directoryAccess,
  keepEnvironment,
  LDAP_FAULTS,
  LdapFault,
  loadDirectory,
  planSynchronisation,
  synchronise,
  tryConnection,
} from '#src/people/index.ts'
import { readConfig } from '#src/platform/config.ts'
import { createLog } from '#src/platform/log.ts'
import { startDatabase } from '#src/program/database.ts'
import { installationSecret } from '#src/program/signing-key.ts'
import { readArguments } from './arguments.ts'

const HOW_TO = 'ventanilla directory [--apply] [--even-missing]'

/**
 * Tries every server of the institution's directory, and says what a synchronisation would change; with `--apply` does it. Exit status 1
 * when a server does not answer, or when too many would be marked as gone and `--even-missing` was not said.
 */
export async function runDirectory(args: readonly string[]): Promise<number> {
  const { values } = readArguments(args, { apply: { type: 'boolean' }, 'even-missing': { type: 'boolean' } }, HOW_TO)
  const config = readConfig(process.env)
  const database = await startDatabase(config, createLog('error'))
  try {
    const { db } = database
    const secret = installationSecret(config.dataDir)
    await keepEnvironment(db, secret, process.env)
    const access = await directoryAccess(db, secret)
    if (access === null)
      throw new Error('No hay directorio configurado. Hágalo en Administración, Ingreso, o con LDAP_URL y LDAP_BASE.')
    const trials = await tryConnection(access)
    for (const { about, good, es } of trials) say(`${good ? '✔' : '✖'} ${about}: ${es}`)
    if (!trials.some(({ good }) => good)) return 1
    const now = new Date().toISOString()
    const evenSuspicious = values['even-missing'] === true
    const found =
      values.apply === true
        ? await synchronise(db, access, { actor: null, now, evenSuspicious })
        : await planSynchronisation(db, access, now)
    const directory = await loadDirectory(db, now)
    for (const { person, outside, changes } of found.plans) {
      const name = person === null ? (outside?.name ?? '') : directory.personName(person)
      for (const change of changes) say(`  ${name}: ${changeSentence('es', directory, change)}`)
    }
    say(`El directorio tiene ${found.read} personas; cambian ${found.plans.length}.`)
    if (found.suspicious && !evenSuspicious) {
      say(
        `${found.missing} ya no aparecen: no se hizo nada. Revise la base y el filtro; si es correcto, agregue --even-missing.`,
      )
      return 1
    }
    if (values.apply !== true && found.plans.length > 0) say('No se cambió nada. Agregue --apply para hacerlo.')
    return trials.every(({ good }) => good) ? 0 : 1
  } catch (error) {
    if (!(error instanceof LdapFault)) throw error
    say(`✖ ${error.url}: ${LDAP_FAULTS[error.code].es}`)
    return 1
  } finally {
    await database.close()
  }
}

const say = (line: string) => process.stdout.write(`${line}\n`)
