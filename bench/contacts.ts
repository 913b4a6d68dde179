import { type Kysely, sql } from 'kysely'
import { foldText } from '#src/manual/index.ts'
import { searchText } from '#src/people/contacts/contact-search.ts'
import { line, quantile } from './figures.ts'
import { signIn } from './session.ts'
import type { World } from './world.ts'

const CONTACTS = 200_000
const ENTITIES = 400
const REQUESTS = 200
const BATCH = 10_000

const GIVEN =
  'Ana Beatriz Carmen Delia Elena Flor Gloria Hilda Irma Julia Karla Lidia Marta Nora Olga Paola Rosa Sonia Teresa Vilma'.split(
    ' ',
  )
const FAMILY =
  'Ajú Batz Caal Chávez Choc Coy Cruz Díaz Flores Gálvez Ixchop Juárez López Mamani Morales Núñez Osorio Pérez Quispe Ramírez Sical Tzoc Velásquez Xicay Yax Zelada'.split(
    ' ',
  )

const SEARCHES = {
  'the beginning of a name': 'marta lópez',
  'a family name that many have': 'quispe',
  'two words in any order': 'zelada irma',
  'a part of a number': '4100',
  'a whole number': '2410-0777',
  'the code of an entity': 'mun-0123',
  'a word that nobody has': 'xilofono',
} as const

/** Searches among two hundred thousand contacts, as a receptionist types them, beside the shortest query that can be asked. */
export async function benchContacts(world: World): Promise<void> {
  const { db } = world.owner
  await fillContacts(db)
  const floor: number[] = []
  for (let request = 0; request < REQUESTS; request++) {
    const begun = performance.now()
    await sql`select 1`.execute(db)
    floor.push(performance.now() - begun)
  }
  line(`${CONTACTS} contacts: select 1, p50 / p95 (floor)`, both(floor))
  const session = await signIn(world.port, 'kflamenco', world.password)
  for (const [name, asked] of Object.entries(SEARCHES)) {
    const times: number[] = []
    let before = world.processor()
    for (let request = -50; request < REQUESTS; request++) {
      if (request === 0) before = world.processor()
      const begun = performance.now()
      const answer = await session.get(`/api/contacts?buscar=${encodeURIComponent(asked)}`)
      if (answer.status !== 200) throw new Error(`${answer.status} ${answer.body.slice(0, 200)}`)
      if (request >= 0) times.push(performance.now() - begun)
    }
    const after = world.processor()
    const p95 = quantile(times, 0.95)
    const each = (part: 'program' | 'database') => ((after[part] - before[part]) / REQUESTS).toFixed(2)
    line(`by ${name}: processor, program + database`, `${each('program')} + ${each('database')} ms`, {
      text: `p50 ${quantile(times, 0.5).toFixed(1)}, p95 ${p95.toFixed(1)} ms, under 10 ms`,
      kept: p95 < 10,
    })
  }
  session.close()
}

const both = (times: readonly number[]) => `${quantile(times, 0.5).toFixed(2)} / ${quantile(times, 0.95).toFixed(2)} ms`

async function fillContacts(db: Kysely<unknown>): Promise<void> {
  await sql`
    insert into entity (code, name, name_key)
    select 'MUN-' || lpad(n::text, 4, '0'), 'Municipalidad ' || n, 'municipalidad ' || n from generate_series(1, ${ENTITIES}::int) n`.execute(
    db,
  )
  for (let from = 0; from < CONTACTS; from += BATCH) {
    const rows = Array.from({ length: BATCH }, (_, at) => contactAt(from + at))
    await sql`
      with said as (
        select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as t (name text, key text, code text, text text, digits text, mail text)
      ), made as (
        insert into contact (name, name_key, entity_id, search_text, created_at, changed_at)
        select s.name, s.key, e.id, s.text, now(), now() from said s join entity e on e.code = s.code returning id, search_text
      ), phones as (
        insert into contact_phone (contact_id, place, number, digits)
        select m.id, 1, s.digits, s.digits from made m join said s on s.text = m.search_text
      )
      insert into contact_mail (contact_id, place, address) select m.id, 1, s.mail from made m join said s on s.text = m.search_text`.execute(
      db,
    )
  }
  for (const table of ['contact', 'contact_phone', 'contact_mail', 'entity'])
    await sql`vacuum analyze ${sql.table(table)}`.execute(db)
}

/** Always the same for the same place, and each text only once. */
function contactAt(n: number) {
  const pick = (list: readonly string[], salt: number) =>
    list[((Math.imul(n + 1, 2654435761) >>> salt) >>> 0) % list.length]!
  const name = `${pick(GIVEN, 3)} ${pick(GIVEN, 9)} ${pick(FAMILY, 5)} ${pick(FAMILY, 13)}`
  const code = `MUN-${String(1 + (n % ENTITIES)).padStart(4, '0')}`
  const digits = `502${24_100_000 + n}`
  const mail = `${foldText(name).replaceAll(' ', '.')}.${n}@muni.gob.gt`
  const phones = [{ number: digits, digits, extension: null }]
  const data = {
    name,
    entityCode: code,
    entityName: `Municipalidad ${1 + (n % ENTITIES)}`,
    unit: null,
    phones,
    mails: [mail],
    notes: null,
  }
  return { name, key: foldText(name), code, text: searchText(data), digits, mail }
}
