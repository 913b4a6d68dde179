import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { TRIAL_MANUAL } from '#src/cases/fixtures/trial-manual.ts'
import { catchUp } from '#src/cases/follow-record.ts'
import { readersOf } from '#src/cases/readers.ts'
import { readCsv } from '#src/interchange/spreadsheet/index.ts'
import { loadDirectory } from '#src/people/index.ts'
import { transaction } from '#src/platform/db/pool.ts'
import { findEntries, type Reading, readerNumbers } from '#src/search/find-entries.store.ts'
import { forgetCases, searchFollower } from '#src/search/index-acts.ts'
import { rebuildSearch } from '#src/search/rebuild-search.ts'
import { openTrial } from '../record/desk.ts'
import { testProgram } from '../support/program.ts'

const { api, anonymous, db, program, publish, clock } = await testProgram()
await publish(TRIAL_MANUAL)

async function note(who: string, number: string, text: string): Promise<void> {
  const noted = await api(who).post(`/api/cases/${number}/notes`, { note: text })
  assert.equal(noted.status, 200, noted.text)
}

async function find(who: string, q: string, more: Record<string, string> = {}) {
  const answer = await api(who).get(`/api/search?${new URLSearchParams({ q, ...more })}`)
  assert.equal(answer.status, 200, answer.text)
  return answer.json as {
    hits: { number: string; title: string; passage: string | null }[]
    faults: { es: string }[]
    instead: { words: string[] }[]
    next: string | null
  }
}

const numbers = async (who: string, q: string, more: Record<string, string> = {}) =>
  (await find(who, q, more)).hits.map(({ number }) => number)

const printer = await openTrial(api('lsolares'), 1, { title: 'La impresora del segundo piso' })
await note(
  'lsolares',
  printer,
  'No imprime desde ayer; mi teléfono es 2233-4455 y mi correo laura.s@ejemplo.gob.gt. ¿La contraseña cambió este año?',
)
const network = await openTrial(api('lsolares'), 1, { title: 'Configuración de la tarjeta de red' })
await note('lsolares', network, 'El enlace se cae. Véase 2026-000001.')
await program.follow()

test('a case is found by forms of its words, without accents, by phrases and without what must not be there', async () => {
  for (const q of [
    'impresoras',
    'IMPRESORA',
    'imprimir',
    'contraseñas',
    'contraseña segundo',
    'impresora ayer',
    '"segundo piso"',
    'impresora -enlace',
    'impres*',
  ])
    assert.deepEqual(await numbers('lsolares', q), [printer], q)
  for (const q of ['configurar', 'configuracion red', '"tarjeta de red"', 'enlaces'])
    assert.deepEqual(await numbers('lsolares', q), [network], q)
  for (const q of ['ano', 'impresora enlace', '"piso segundo"', 'impresora -ayer -segundo', 'nadadenada'])
    assert.deepEqual(await numbers('lsolares', q), [], q)
})

test('numbers in short forms, telephones and addresses in parts', async () => {
  for (const q of [printer, printer.replace(/-0+/, '-'), String(Number(printer.split('-')[1]))])
    assert.equal((await numbers('lsolares', q))[0], printer, q)
  for (const q of [
    '22334455',
    '2233-4455',
    '3344',
    '4455',
    '+502 2233 4455',
    'laura',
    'laura.s@ejemplo.gob.gt',
    'ejemplo',
  ])
    assert.deepEqual(await numbers('lsolares', q), [printer], q)
})

test('slips of the keyboard are forgiven where the word as written finds little, and it is said', async () => {
  for (const q of ['impresroa', 'inpresora', 'imprezora', 'comfiguracion', 'conrtaseña']) {
    const found = await find('lsolares', q)
    assert.equal(found.hits.length, 1, q)
    assert.ok(found.instead.length > 0, q)
  }
})

test('filters narrow, and one that makes no sense is answered by what would', async () => {
  for (const q of [
    'estado:abierto impresora',
    'status:open impresora',
    'solicitante:yo segundo',
    'solicitante:solares segundo',
    'canal:portal impresora',
    'manual:PRU-MNP-01 impresora',
    'desde:2026-11-01 hasta:2026-11-30 impresora',
    'hasta:02/11/2026 impresora',
    'tipo:mensaje imprime',
    'desde:hoy impresora',
  ])
    assert.deepEqual(await numbers('lsolares', q), [printer], q)
  for (const q of [
    'estado:cerrado impresora',
    'estado:anulado impresora',
    'con:archivo impresora',
    'desde:2026-11-03 impresora',
    'hasta:ayer impresora',
    'canal:correo impresora',
    'solicitante:guarcax impresora',
    'prioridad:crítica impresora',
  ])
    assert.deepEqual(await numbers('lsolares', q), [], q)
  for (const [q, says] of [
    ['estado:roto', /abierto, cerrado, anulado, vencido/],
    ['estado:constructor', /abierto, cerrado, anulado, vencido/],
    ['stado:abierto', /¿Quiso escribir «estado:»\?/],
    ['estado:', /Escriba un valor/],
    ['prioridad:urgentisima', /crítica, alta, media, baja/],
    ['desde:31/02/2026', /no es una fecha/],
    ['unidad:nada', /Ninguna dependencia/],
    ['manual:nada', /Ningún manual vigente/],
    ['tramite:nada', /Ningún trámite/],
    ['asignado:nadiequeexista', /Nadie del directorio/],
    ['paso:x', /no es un paso/],
    ['estado:abierto estado:cerrado', /solo puede estar una vez/],
    ['tipo:cosa', /caso, mensaje, artículo/],
    ['con:nada', /archivo/],
    [`${'palabra '.repeat(80)}`, /hasta 400 caracteres/],
  ] as const) {
    const { faults, hits } = await find('lsolares', q)
    assert.match(faults.map(({ es }) => es).join(' '), says, q)
    assert.deepEqual(hits, [], q)
  }
})

test('nobody finds what they may not read: cases, counts, suggestions', async () => {
  const page = await api('gxol').get('/buscar?q=impresora')
  assert.equal(page.status, 200)
  assert.doesNotMatch(page.text, /La impresora del segundo piso/)
  assert.deepEqual(await numbers('gxol', 'impresora'), [])
  assert.deepEqual(await numbers('gxol', printer), [])
  assert.deepEqual(await numbers('gxol', 'impresroa'), [])
  const { instead } = await find('gxol', 'impresroa')
  assert.deepEqual(instead, [], 'a word of a foreign case is not told')
  const suggested = await api('gxol').get('/buscar/sugerencias?q=impre')
  assert.doesNotMatch(suggested.text, /segundo piso/)
  const own = await api('lsolares').get('/buscar/sugerencias?q=la%20impre')
  assert.match(own.text, /segundo piso/)
  for (const path of ['/buscar?q=a', '/buscar/sugerencias?q=a', '/api/search?q=a']) {
    const { status } = await anonymous.get(path)
    assert.ok(status === 303 || status === 401, path)
  }
})

test('what a search finds is taken along, a row a case or a row a message, and nothing foreign', async () => {
  const rows = async (who: string, query: string) => {
    const answer = await api(who).get(`/buscar/resultados.csv?${query}`)
    assert.equal(answer.status, 200, answer.text)
    return readCsv(answer.text).slice(1)
  }
  const cases = await rows('lsolares', 'q=impresora')
  assert.equal(cases.length, 1)
  assert.deepEqual(cases[0]!.slice(0, 3), [printer, 'La impresora del segundo piso', 'En trámite'])
  assert.match(cases[0]![7]!, /^\d{4}-\d\d-\d\d \d\d:\d\d$/)
  const messages = await rows('lsolares', 'q=contrase%C3%B1a&en=mensajes')
  assert.equal(messages.length, 1)
  assert.match(messages[0]![3]!, /^No imprime desde ayer/)
  assert.deepEqual(await rows('gxol', 'q=impresora'), [])
  assert.deepEqual(await rows('gxol', 'q=contrase%C3%B1a&en=mensajes'), [])
  for (const query of ['q=', 'q=estado:volando', 'q=impresora&en=personas'])
    assert.equal((await api('lsolares').get(`/buscar/resultados.csv?${query}`)).status, 422, query)
  for (const format of ['xlsx', 'ods'])
    assert.equal((await api('lsolares').get(`/buscar/resultados.${format}?q=impresora`)).status, 200)
})

test('a file of results goes further back than a page, and each case comes once', async () => {
  const many: string[] = []
  for (let at = 0; at < 30; at++) {
    const number = await openTrial(api('lsolares'), 1, { title: `Cañería ${at}` })
    await note('lsolares', number, 'La cañería gotea')
    many.push(number)
  }
  await program.follow()
  for (const query of ['q=ca%C3%B1eria', 'q=ca%C3%B1eria+estado:abierto', 'q=ca%C3%B1erai']) {
    const { text } = await api('lsolares').get(`/buscar/resultados.csv?${query}`)
    const found = readCsv(text)
      .slice(1)
      .map(([number]) => number)
    assert.deepEqual(found, many.toReversed(), query)
  }
})

test('searches are kept under a name, by each for oneself', async () => {
  const save = (who: string, nombre: string, q = 'impresora estado:abierto', en = 'casos') =>
    api(who).form('/buscar/guardadas', { nombre, q, en })
  const saved = await save('lsolares', 'Impresoras')
  assert.equal(saved.status, 303, saved.text)
  assert.equal(saved.headers.get('location'), '/buscar?q=impresora%20estado%3Aabierto&en=casos')
  const shown = await api('lsolares').get('/buscar?q=impresora%20estado%3Aabierto&en=casos')
  assert.match(shown.text, /La tiene guardada como «Impresoras»/)
  const taken = await save('lsolares', ' impresoras ', 'otra <b>cosa</b>')
  assert.equal(taken.status, 422)
  assert.match(taken.text, /ya guardó una búsqueda con ese nombre/)
  assert.match(taken.text, /value=" impresoras "/, 'what was typed is there again')
  assert.match(taken.text, /otra &lt;b&gt;cosa/)
  for (const [name, q] of [
    ['', 'x'],
    ['a\nb', 'x'],
    ['Vacía', ' '],
    ['Larga', 'x'.repeat(401)],
  ] as const)
    assert.equal((await save('lsolares', name, q)).status, 422)
  const list = await api('lsolares').get('/buscar')
  const id = /guardadas\/([0-9a-f-]{36})\/borrar/.exec(list.text)![1]!
  assert.doesNotMatch((await api('gxol').get('/buscar')).text, /Impresoras/)
  assert.equal((await save('gxol', 'Impresoras')).status, 303, 'a name is of its owner')
  assert.equal((await api('gxol').form(`/buscar/guardadas/${id}/borrar`, {})).status, 404)
  assert.equal((await api('lsolares').form('/buscar/guardadas/x/borrar', {})).status, 404)
  assert.equal((await api('lsolares').form(`/buscar/guardadas/${id}/borrar`, {})).status, 303)
  assert.doesNotMatch((await api('lsolares').get('/buscar')).text, /Impresoras/)
  for (let at = 0; at < 49; at++) assert.equal((await save('gxol', `B${at}`)).status, 303)
  assert.match((await save('gxol', 'Una más')).text, /50 búsquedas guardadas/)
})

test('by stretches, by a rare word and through few cases, the same is found', async () => {
  const directory = await loadDirectory(db, clock.now().toString())
  const person = api('lsolares').person
  const readers = readersOf(directory, person)
  const known = [...(await readerNumbers(db, readers)).values()]
  const search = {
    query: "'impresor'",
    seldom: false,
    density: 0.01,
    newest: 1_000_000,
    kind: null,
    marks: [],
    from: null,
    until: null,
    now: [],
    before: null,
  }
  const ways: [Reading['share'], boolean][] = [
    ['few', false],
    ['some', false],
    ['much', false],
    ['some', true],
    ['much', true],
  ]
  for (const [kind, least] of [
    [null, 1],
    ['case', 1],
    ['message', 1],
  ] as const) {
    const found = await Promise.all(
      ways.map(async ([share, seldom]) =>
        (await findEntries(db, { ...search, kind, seldom }, { person, readers, numbers: known, share })).entries.map(
          ({ id }) => id,
        ),
      ),
    )
    assert.ok(found[0]!.length >= least, String(kind))
    for (const each of found) assert.deepEqual(each, found[0])
  }
})

test('what was written for the office alone is not found by who asked', async () => {
  const { rows } = await sql<{ id: number }>`select id from case_file where number = ${printer}`.execute(db)
  const caseId = rows[0]!.id
  await sql`update search_entry set internal = true where case_id = ${caseId} and seq > 1`.execute(db)
  assert.deepEqual(await numbers('lsolares', 'contraseña'), [], 'who asked')
  assert.deepEqual(await numbers('lsolares', 'tipo:mensaje ayer'), [], 'who asked')
  await sql`update search_entry set internal = false where case_id = ${caseId}`.execute(db)
  assert.deepEqual(await numbers('lsolares', 'contraseña'), [printer])
})

test('a note for the office neither hides a case from who asked, on later pages, nor can be tested word by word', async () => {
  const mine: string[] = []
  for (let at = 0; at < 28; at++) mine.push(await openTrial(api('lsolares'), 1, { title: `Gaviota ${at}` }))
  const oldest = mine[0]!
  const note = await api('ebaquiax').post(`/api/cases/${oldest}/internal-notes`, {
    note: 'Sospecha de albatros 55512345',
  })
  assert.equal(note.status, 200, note.text)
  await program.follow()
  const walk = async (who: string, q: string) => {
    const found: string[] = []
    let next: string | null = ''
    while (next !== null) {
      const page: Awaited<ReturnType<typeof find>> = await find(who, q, next === '' ? {} : { desde: next })
      found.push(...page.hits.map(({ number }) => number))
      next = page.next
    }
    return found
  }
  assert.deepEqual(await walk('lsolares', 'gaviota'), mine.toReversed(), 'who asked has all, the oldest too')
  for (const without of ['-albatros', '-petrel', '-5551', '-5552'])
    assert.deepEqual(await walk('lsolares', `gaviota ${without}`), mine.toReversed(), without)
  const { text } = await api('lsolares').get('/buscar/resultados.csv?q=gaviota')
  assert.equal(readCsv(text).length, mine.length + 1)
})

test('a word is only named instead of a slip where it stands in something that the person finds', async () => {
  const mine = await openTrial(api('lsolares'), 1, { title: 'Revisar el zafirolitu' })
  await api('ebaquiax').post(`/api/cases/${mine}/internal-notes`, { note: 'Se apellida Zafirolita' })
  await program.follow()
  const { hits, instead } = await find('lsolares', 'zafirolitw')
  assert.deepEqual(
    hits.map(({ number }) => number),
    [mine],
  )
  assert.deepEqual(instead, [{ written: 'zafirolitw', words: ['zafirolitu'] }])
})

test('acts of a transaction that commits late are indexed, and once', async () => {
  await transaction(db, async (tx) => {
    await sql`select pg_current_xact_id()`.execute(tx)
    await note('lsolares', network, 'El conmutador hierve')
    await program.follow()
    assert.deepEqual(await numbers('lsolares', 'hierve'), [])
  })
  await program.follow()
  await catchUp(db, searchFollower, () => clock.now().toString())
  assert.deepEqual(await numbers('lsolares', 'hierve'), [network])
})

test('how usual a word is does not depend on how many texts come at once', async () => {
  for (let count = 0; count < 24; count++) await openTrial(api('lsolares'), 1, { title: `Palimpsesto ${count}` })
  await program.follow()
  const { rows } = await sql<{ uses: number; counted: number }>`
    select uses, (select count(*)::int from search_entry
      where (case_id + seq) % 8 = 0 and document @@ ${"'palimpsest'"}::tsquery) as counted
    from search_word where word = 'palimpsesto'`.execute(db)
  assert.ok(rows[0]!.counted >= 2, `${rows[0]!.counted} counted`)
  assert.equal(rows[0]!.uses, 1 + 8 * rows[0]!.counted)
})

test('made anew from the record, the index says what following made of it', async () => {
  const state = async () =>
    (
      await sql`
        select case_id, seq, at, internal, (select array_agg(m order by m) from unnest(marks) m where m > 0) as readers,
          document::text as document from search_entry order by case_id, seq`.execute(db)
    ).rows
  const before = await state()
  const said = (await sql`select word, stem from search_word order by word`.execute(db)).rows
  await rebuildSearch(db, () => clock.now().toString())
  assert.deepEqual(await state(), before)
  assert.deepEqual((await sql`select word, stem from search_word order by word`.execute(db)).rows, said)
  assert.deepEqual(await numbers('lsolares', 'hierve'), [network])
})

test('whoever comes to read a case finds it, what was written before included', async () => {
  const number = await openTrial(api('lsolares'), 1, { title: 'Escáner de la recepción' })
  await program.follow()
  const reader = 'rtuyuc'
  assert.deepEqual(await numbers(reader, 'escaner'), [])
  const { rows } = await sql<{ id: number }>`select id from case_file where number = ${number}`.execute(db)
  await sql`insert into case_reader (case_id, reader) values (${rows[0]!.id}, ${api(reader).person}::uuid)`.execute(db)
  await note('lsolares', number, 'Sigue igual')
  await program.follow()
  assert.deepEqual(await numbers(reader, 'escaner'), [number])
  assert.deepEqual(await numbers(reader, 'tipo:mensaje igual'), [number])
})

test('erased text is forgotten with its words', async () => {
  const number = await openTrial(api('lsolares'), 1, { title: 'Un asunto cualquiera' })
  await note('lsolares', number, 'Zutanito Perengano vive lejos')
  await program.follow()
  assert.deepEqual(await numbers('lsolares', 'perengano'), [number])
  await transaction(db, async (tx) => {
    const { rows } = await sql<{ id: number }>`select id from case_file where number = ${number}`.execute(tx)
    await sql`update act_private set content = null, erased_at = now(), erased_reason = 'Prueba' where case_id = ${rows[0]!.id} and content ? 'note'`.execute(
      tx,
    )
    await forgetCases(tx, [rows[0]!.id])
  })
  assert.deepEqual(await numbers('lsolares', 'perengano'), [])
  assert.deepEqual(await numbers('lsolares', 'cualquiera'), [number])
  const words = await sql`select word from search_word where word = 'perengano'`.execute(db)
  assert.deepEqual(words.rows, [])
})

test('pages go on without repeating a case', async () => {
  const opened: string[] = []
  for (let at = 0; at < 25; at++) opened.push(await openTrial(api('lsolares'), 1, { title: `Paginado ${at}` }))
  for (const number of opened)
    for (const text of ['Otra vez paginado', 'Y otra: paginado']) await note('lsolares', number, text)
  await program.follow()
  for (const who of ['lsolares', 'ebaquiax'])
    assert.deepEqual(
      await numbers(who, 'paginado'),
      opened.toReversed().slice(0, 20),
      'a page of twenty cases, however much each says',
    )
  const page = await api('lsolares').get('/buscar?q=paginado')
  assert.match(page.text, /<span>Expedientes<\/span> <span class="count">20\+<\/span>/)
  const { next } = await find('lsolares', 'paginado')
  const later = await api('lsolares').get(`/buscar?q=paginado&desde=${next}`)
  assert.match(
    later.text,
    /<span>Mensajes<\/span><\/a>/,
    'the other kinds are a press away; counts are of the first page',
  )
  const end = await api('lsolares').get('/buscar?q=paginado&desde=1')
  assert.match(end.text, /No hay más que esto/)
  const seen: string[] = []
  let desde: string | null = ''
  do {
    const found = await find('lsolares', 'paginado', desde === '' ? {} : { desde })
    seen.push(...found.hits.map(({ number }) => number))
    desde = found.next
  } while (desde !== null)
  assert.deepEqual(seen.toSorted(), opened.toSorted())
})

test('any text gives an answer, never an error', { timeout: 120_000 }, async () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.constantFrom(
      'estado:',
      'unidad:"',
      '"',
      '-',
      '-"',
      "'",
      '\\',
      "':*",
      '&',
      '|',
      '!',
      '<->',
      'desde:2026-99-99',
      'hasta:',
      '*',
      '(',
      ')',
      "'; drop table act; --",
      'impresora',
      '2026-1',
      '22334455',
      'paso:1.1',
      '%',
      '_',
      'asignado:yo',
      'prioridad:__proto__',
      'tipo:constructor',
      'estado:toString',
    ),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 8 }), async (pieces) => {
      const q = encodeURIComponent(pieces.join(' ').replace(/[\uD800-\uDFFF\u0000]/g, ''))
      for (const path of [
        `/api/search?q=${q}`,
        `/buscar/sugerencias?q=${q}`,
        `/buscar?q=${q}&en=mensajes`,
        `/api/articles/suggestions?texto=${q}`,
      ]) {
        const { status, text } = await api('lsolares').get(path)
        assert.equal(status, 200, `${path}: ${text.slice(0, 300)}`)
      }
    }),
    { numRuns: 60 },
  )
})
