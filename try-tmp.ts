import { startEmbeddedPostgres } from '#src/platform/db/embedded.ts'
import { migrate } from '#src/platform/db/migrate.ts'
import { openDatabase } from '#src/platform/db/pool.ts'
import { createLog } from '#src/platform/log.ts'
import { migrationsFolder } from '#src/program/places.ts'
import { fillSearch } from './bench/fill-search.ts'
import { publishManual } from '#src/manuals/publish-manual.ts'
import { readFileSync } from 'node:fs'
import { calendarsFolder, demoFolder, manualsFolder } from '#src/program/places.ts'
import { loadDemoPeople } from '#src/demo/load-demo.ts'
import { readCalendarFiles } from '#src/people/index.ts'
const log = createLog('error')
const pg = await startEmbeddedPostgres({ dataDir: '/tmp/search-world', log })
await migrate({ ownerUrl: pg.ownerUrl, appUrl: pg.appUrl, directory: migrationsFolder })
const { db, close } = openDatabase<unknown>({ url: pg.ownerUrl, log, max: 1, statementTimeout: 0 })
await loadDemoPeople({ db, clock: () => new Date().toISOString() }, demoFolder, readCalendarFiles(calendarsFolder))
const since = new Date(Date.now() - 86_400_000).toISOString()
await publishManual(db, readFileSync(manualsFolder + '/dti-servicios.manual.md', 'utf8'), since, null, { from: since })
const t = Date.now()
await fillSearch(db, Number(process.argv[2]), { few: '00000000-0000-4000-8000-000000000001', headUnit: '00000000-0000-4000-8000-000000000002' })
console.log('filled', Date.now() - t)
await close(); await pg.stop()
