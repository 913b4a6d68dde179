import { catchUp } from '#src/cases/follow-record.ts'
import { manualLibrary } from '#src/cases/versions.ts'
import { institutionExists } from '#src/people/index.ts'
import { readConfig } from '#src/platform/config.ts'
import { openDatabase } from '#src/platform/db/pool.ts'
import { createLog } from '#src/platform/log.ts'
import { startDatabase } from '#src/program/database.ts'
import { loadInstitution } from '#src/program/institution.ts'
import { checkStatistics } from '#src/reports/record/check-statistics.ts'
import { rebuildStatistics } from '#src/reports/record/rebuild-statistics.ts'
import { statisticsFollower } from '#src/reports/record/statistics-follower.ts'
import { readArguments } from './arguments.ts'

/** Counts the whole record anew, in place of what was counted. */
export async function runRebuildStatistics(args: readonly string[]): Promise<number> {
  readArguments(args, {}, 'ventanilla rebuild-statistics')
  return withCounts(async ({ db, deps, now }) => {
    const cases = await rebuildStatistics(db, deps, now())
    process.stdout.write(`Se contaron de nuevo ${cases} expedientes.\n`)
    return 0
  })
}

/** Counts the record beside what was counted and lists what differs: exit status 1. */
export async function runCheckStatistics(args: readonly string[]): Promise<number> {
  readArguments(args, {}, 'ventanilla check-statistics')
  return withCounts(async ({ db, deps, now }) => {
    await catchUp(db, statisticsFollower(deps), now)
    const { cases, counters, differences, listed, calendarsChanged } = await checkStatistics(db, deps, now())
    for (const each of listed) process.stdout.write(`${each}\n`)
    if (differences > listed.length) process.stdout.write(`… y ${differences - listed.length} más.\n`)
    if (calendarsChanged)
      process.stdout.write(
        'Los calendarios cambiaron después de contar los tiempos: «ventanilla rebuild-statistics» los cuenta con los de ahora.\n',
      )
    process.stdout.write(
      differences === 0
        ? `Las estadísticas son las que da el registro: ${cases} expedientes, ${counters} contadores.\n`
        : `${differences} diferencias en ${cases} expedientes. «ventanilla rebuild-statistics» las corrige.\n`,
    )
    return differences === 0 ? 0 : 1
  })
}

type Counts = {
  readonly db: ReturnType<typeof openDatabase<unknown>>['db']
  readonly deps: { readonly manuals: ReturnType<typeof manualLibrary>; readonly institution: typeof loadInstitution }
  readonly now: () => string
}

async function withCounts(work: (counts: Counts) => Promise<number>): Promise<number> {
  const log = createLog('error')
  const database = await startDatabase(readConfig(process.env), log)
  // Counting a million cases takes longer than a page may.
  const patient = openDatabase<unknown>({ url: database.appUrl, log, max: 2, statementTimeout: 0 })
  try {
    if (!(await institutionExists(database.db)))
      throw new Error('La base de datos no tiene institución todavía. Créela con «ventanilla init».')
    const deps = { manuals: manualLibrary(), institution: loadInstitution }
    return await work({ db: patient.db, deps, now: () => new Date().toISOString() })
  } finally {
    await patient.close()
    await database.close()
  }
}
