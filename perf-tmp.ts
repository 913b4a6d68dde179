import { startEmbeddedPostgres } from '#src/platform/db/embedded.ts'
import { openDatabase } from '#src/platform/db/pool.ts'
import { createLog } from '#src/platform/log.ts'
import { findEntries, readerNumbers } from '#src/search/find-entries.store.ts'
import { readFileSync, readdirSync } from 'node:fs'
import { sql } from 'kysely'
const log = createLog('error')
const pg = await startEmbeddedPostgres({ dataDir: '/tmp/search-world', log })
const { db, close, pool } = openDatabase<unknown>({ url: pg.appUrl, log, max: 1 })
const head = '00000000-0000-4000-8000-000000000002', few = '00000000-0000-4000-8000-000000000001'
const pid = (await sql<{pid:number}>`select pg_backend_pid() as pid`.execute(db)).rows[0]!.pid
const cpu = () => { const t = readFileSync(`/proc/${pid}/stat`,'utf8'); const f = t.slice(t.lastIndexOf(')')+2).split(' '); return (Number(f[11])+Number(f[12]))*10 }
console.log((await sql`select relname, pg_size_pretty(pg_total_relation_size(oid)) s from pg_class where relname like 'search_%' and relkind in ('r','i')`.execute(db)).rows)
async function run(name: string, query: string|null, readers: string[], isFew: boolean, extra = {}) {
  const numbers = [...(await readerNumbers(db, readers)).values()]
  const reading = { person: few, readers, numbers, share: isFew ? 'few' : readers[0] === head ? 'much' : 'some' } as const
  const s = { query, seldom: query !== null && !query.includes('impresor') && !query.includes('escaner'), kind: null, marks: [], from: null, until: null, now: [], before: null, ...extra }
  let n = 0
  for (let i = 0; i < 10; i++) n = (await findEntries(db, s as never, reading)).entries.length
  const before = cpu(), t = performance.now(), own = process.cpuUsage(); const times: number[] = []
  for (let i = 0; i < 200; i++) { const b = performance.now(); await findEntries(db, s as never, reading); times.push(performance.now()-b) }
  times.sort((a,b)=>a-b); const o = process.cpuUsage(own)
  console.log(name.padEnd(34), 'hits', n, 'db cpu', ((cpu()-before)/200).toFixed(2), 'node cpu', ((o.user+o.system)/200000).toFixed(2), 'p50', times[100]!.toFixed(2), 'p95', times[190]!.toFixed(2))
}
const person = (await sql<{reader:string}>`select md5('person42')::uuid as reader`.execute(db)).rows[0]!.reader
for (const [w, q] of [['common',"'impresor'"],['middling',"'escaner'"],['rare',"'xilofon'"],['none',"'nadaa'"],['two',"'impresor' & 'escaner'"],['or10',"('impresor' | 'escaner' | 'xilofon')"],['facet', "'p DTI-MNP-01 2' & 'impresor'"]]) {
  await run('few '+w, q!, [few], true)
  await run('few by stretches '+w, q!, [few], false)
  await run('head '+w, q!, [head], false)
}
await run('head no words', null, [head], false)
await run('head open', "'impresor'", [head], false, { now: [sql`case_file.status = 'open'`] })
await run('head message B', "'impresor':BC", [head], false, { kind: 'message' })
await run('many readers', "'impresor'", [head, ...Array.from({length: 25}, (_, i) => `00000000-0000-4000-9000-0000000000${10+i}`)], false)
await run('head before', "'escaner'", [head], false, { before: 300000 })
await close(); await pg.stop()
