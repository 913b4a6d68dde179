import { test } from 'node:test'
import { sql } from 'kysely'
import { testDatabase } from './support/database.ts'
import { searchContacts, listContacts, contactsOfNumber } from '#src/people/contacts/contact.store.ts'
const { db, ownerUrl } = await testDatabase()
test('perf', async () => {
  const given = ['maria','jose','ana','luis','carlos','rosa','juan','pedro','marta','elena','irma','hugo','nora','bruno','celso','rita','oscar','sonia','ines','raul']
  const family = ['lopez','garcia','perez','hernandez','tzunun','ixcot','coy','caal','sic','tol','mendez','ramirez','castillo','morales','ortiz','ruiz','flores','gomez','diaz','vasquez','zapata','quispe','mamani','huaman']
  await sql`insert into entity (code, name, name_key) select 'E' || n, 'Municipalidad ' || n, 'municipalidad ' || n from generate_series(1, 5000) n`.execute(db)
  for (let from = 1; from <= 200000; from += 20000) await sql`insert into contact (name, name_key, entity_id, search_text, created_at, changed_at)
   select nm, nm, e.id, ' ' || nm || ' e' || (n % 5000 + 1) || ' municipalidad ' || (n % 5000 + 1) || ' 502' || (20000000 + (n * 7919) % 59999999) || ' ', now(), now()
   from generate_series(${from}::int, ${from + 19999}::int) n
   cross join lateral (select (${given}::text[])[1 + n % 20] || ' ' || (${given}::text[])[1 + (n / 20) % 20] || ' ' || (${family}::text[])[1 + (n / 7) % 24] || ' ' || (${family}::text[])[1 + (n / 168) % 24] as nm) x
   join entity e on e.code = 'E' || (n % 5000 + 1)`.execute(db)
  await sql`insert into contact_phone (contact_id, place, number, digits) select id, 1, $$x$$, substring(search_text from $$502[0-9]{8}$$) from contact`.execute(db)
  const run = async (what: string, work: () => Promise<{ length: number } | { contacts: readonly unknown[] }>) => {
    await work(); const times = []
    let last: any
    for (let i = 0; i < 7; i++) { const at = performance.now(); last = await work(); times.push(performance.now() - at) }
    times.sort((a, b) => a - b)
    console.log(what.padEnd(28), times[3]!.toFixed(1), 'ms', times[6]!.toFixed(1), (last.contacts ?? last).length)
  }
  for (const analysed of [false, true]) {
    if (analysed) { const { openDatabase } = await import('#src/platform/db/pool.ts'); const o = openDatabase({ url: ownerUrl, log: console as never }); await sql`analyze`.execute(o.db); await o.close() }
    for (const q of ['maria', 'maria lopez', 'maria jose zapata tzunun', '2410', '24105000', 'E4501', 'municipalidad', 'municipalidad 17', 'no existe nadie', 'zz', 'ma', 'm', '1', '50', '502', 'quispe rosa', 'nora 4105'])
      await run(q, () => searchContacts(db, q))
    await run('list', () => listContacts(db, null))
    await run('list after', () => listContacts(db, { name: 'maria jose', id: '00000000-0000-0000-0000-000000000000' }))
    await run('number', () => contactsOfNumber(db, '50220007919'))
  }
  const { rows } = await sql<{ q: string }>`select pg_size_pretty(pg_relation_size('contact_search')) as q`.execute(db)
  console.log(rows)
})
