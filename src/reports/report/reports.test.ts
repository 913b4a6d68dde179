// The report as it is read: by both ways of counting, by each reader, on screen and as files.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import fc from 'fast-check'
import { unzipSync } from 'fflate'
import { readOds } from 'hucre/ods'
import { readXlsx } from 'hucre/xlsx'
import { sql } from 'kysely'
import { TRIAL_MANUAL } from '#src/cases/fixtures/trial-manual.ts'
import { complete, openTrial } from '../../../test/record/desk.ts'
import { testProgram } from '../../../test/support/program.ts'
import { periodBetween, periodOf, soFar } from './period.ts'
import { readQuery } from './query.ts'
import { readCounted } from './report.store.ts'
import { assembleReport } from './report.ts'

const world = await testProgram(undefined, { cases: true, now: '2026-11-02T14:00:00Z' })
const { api, db, publish, clock, program, url } = world
await publish(TRIAL_MANUAL)
const director = api('mtobar')
const administrator = api('eurizar')

before(async () => {
  const numbers: string[] = []
  for (let day = 2; day < 9; day++) {
    clock.set(`2026-11-0${day}T15:00:00Z`)
    for (let each = 0; each < 3; each++) {
      const number = await openTrial(api('lsolares'), 1)
      numbers.push(number)
      if (each === 2) continue
      await complete(api('ebaquiax'), number)
      await complete(api('lhuaman'), number, { answer: 'SÍ' })
      await complete(api('ebaquiax'), number)
      const cause = ['USO', 'EQUIPO', 'USO'][day % 3]!
      const resolved = await api('ebaquiax').post(`/api/cases/${number}/resolution`, {
        solution: 'CFG-01',
        cause,
        note: 'Se configuró',
      })
      assert.equal(resolved.status, 200, resolved.text)
    }
  }
  const again = await director.post(`/api/cases/${numbers[0]}/reopening`, { reason: 'Volvió a fallar', step: 1 })
  assert.equal(again.status, 200, again.text)
  await director.post(`/api/cases/${numbers[2]}/annulment`, { reason: 'Se pidió por error' })
  await program.follow()
})

const today = '2026-11-08'
const PERIODS = [
  soFar(periodOf('mes', '2026-11-08'), today),
  soFar(periodBetween('2026-11-06', '2026-11-10'), today),
  periodOf('dia', '2026-11-04'),
  periodOf('trimestre', '2026-11-08'),
  periodBetween('2026-10-20', '2026-11-05'),
]

test('the counters and the rows of cases give the same report', async () => {
  for (const period of PERIODS)
    for (const units of [null, [...(await unitsOf())]]) {
      const asked = { period, units, today }
      const assembling = { period, today, masks: false, technicians: true }
      const byCounters = assembleReport(await readCounted(db, { ...asked, filters: {} }), assembling)
      // Every case came in by some channel, so this narrows nothing and makes the other way be taken.
      const channels = await sql<{ channel: string }>`select distinct channel from statistic_case`.execute(db)
      const parts = []
      for (const { channel } of channels.rows) parts.push(await readCounted(db, { ...asked, filters: { channel } }))
      const byCases = assembleReport(
        {
          cells: parts.flatMap(({ cells }) => cells),
          days: [
            ...Map.groupBy(
              parts.flatMap(({ days }) => days),
              ({ day }) => day,
            ),
          ].map(([day, own]) => ({
            day,
            reported: sum(own.map((each) => each.reported)),
            attended: sum(own.map((each) => each.attended)),
            net: sum(own.map((each) => each.net)),
          })),
          openBefore: sum(parts.map((part) => part.openBefore)),
          openThen: sum(parts.map((part) => part.openThen)),
          ages: parts.flatMap(({ ages }) => ages),
        },
        assembling,
      )
      assert.deepEqual(withoutEmpty(byCases), withoutEmpty(byCounters), JSON.stringify(period))
      assert.ok(typeof byCounters.now.reported === 'number')
    }
})

test('what is open at the end is compared with what was open at the end of as many days', async () => {
  const days = async (period: Parameters<typeof readCounted>[1]['period']) =>
    readCounted(db, { period, units: null, today, filters: {} })
  const half = await days(soFar(periodBetween('2026-11-06', '2026-11-09'), '2026-11-07'))
  const until = await days(periodBetween('2026-11-02', '2026-11-03'))
  assert.equal(half.openThen, until.openBefore + sum(until.days.map(({ net }) => net)))
  assert.notEqual(half.openThen, half.openBefore)
  const whole = await days(periodOf('mes', '2026-11-08'))
  assert.equal(whole.openThen, whole.openBefore)
})

test('a report says what happened: reported, attended, reopened, annulled, open, causes', async () => {
  const { status, json, text } = await director.get('/api/statistics?desde=2026-11-02&hasta=2026-11-08')
  assert.equal(status, 200, text)
  const tableOf = (key: string) => json.tables.find((each: { key: string }) => each.key === key).rows
  const kinds = tableOf('kind').find(([name]: string[]) => name?.startsWith('Pedido sencillo'))
  // 21 asked for, 14 attended, of which one was opened again.
  assert.deepEqual(kinds.slice(1, 3), [21, 13])
  assert.equal(kinds[5], 1)
  const causes = tableOf('cause').filter(([, n]: [string, number]) => n > 0)
  assert.deepEqual(causes.map(([name]: string[]) => name).slice(0, 2), [
    'Uso incorrecto o falta de capacitación',
    'Falla del equipo',
  ])
  assert.equal(sum(causes.slice(0, 2).map(([, n]: [string, number]) => n)), 13)
  assert.equal(causes[1][4], 100)
})

test('who reads: the units that one may see; all, with small counts withheld, for who measures; nothing for who has no unit', async () => {
  const total = (answer: { json: { tables: { key: string; rows: unknown[][] }[] } }) =>
    answer.json.tables.find(({ key }) => key === 'summary')!.rows[0]![1]
  const month = '/api/statistics?periodo=mes&fecha=2026-11-01'
  const all = await administrator.get(month)
  const own = await director.get(month)
  const rights = await api('lsolares').get(month)
  assert.ok(Number(total(all)) >= Number(total(own)) && Number(total(own)) >= 21)
  assert.ok(Number(total(rights)) < 21, 'Human Resources attends none of these')
  assert.match(all.text, /"few"/)
  assert.doesNotMatch(own.text, /"few"/)
  assert.ok(!all.json.tables.some((each: { key: string }) => each.key === 'technician'), 'no figures of persons')
  assert.ok(own.json.tables.some((each: { key: string }) => each.key === 'technician'))
  // A unit of others in the address is not asked for; own dates are not for who could take differences.
  const foreign = await api('lsolares').get(`${month}&dependencia=${(await unitsOf())[0]}`)
  assert.deepEqual(foreign.json.tables, rights.json.tables)
  const between = await administrator.get('/api/statistics?desde=2026-11-03&hasta=2026-11-04')
  assert.equal(between.status, 422)
  assert.match(between.text, /períodos fijos/)
})

test('every case that a unit’s figures count may be read by the unit', async () => {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from statistic_case s where unit is not null
      and not exists (select from case_reader r where r.case_id = s.case_id and r.reader = s.unit)`.execute(db)
  assert.equal(rows[0]!.n, 0)
})

test('from a number to its cases: only those that the reader may see', async () => {
  const path = '/estadisticas/expedientes?periodo=mes&fecha=2026-11-01&que=reportados'
  const all = await director.get(path)
  assert.equal(all.status, 200)
  assert.ok((all.text.match(/href="\/expedientes\//g) ?? []).length >= 21)
  const seen = await api('acastellon').get(path)
  const { rows } = await sql<{ number: string }>`select number from case_file`.execute(db)
  for (const { number } of rows) {
    const may = (await api('acastellon').get(`/api/cases/${number}`)).status === 200
    if (seen.text.includes(`/expedientes/${number}"`)) assert.ok(may, number)
  }
  for (const que of ['atendidos', 'pendientes', 'reabiertos', 'anulados', 'tarde', 'calificados'])
    assert.equal((await director.get(path.replace('reportados', que))).status, 200)
  const reopened = await director.get(path.replace('reportados', 'reabiertos'))
  assert.equal((reopened.text.match(/href="\/expedientes\//g) ?? []).length, 1)
})

test('spreadsheets open with the same figures, and no cell of theirs is a formula', async () => {
  const query = 'periodo=mes&fecha=2026-11-01'
  const { json } = await director.get(`/api/statistics?${query}`)
  const kind = json.tables.find((each: { key: string }) => each.key === 'kind')
  for (const [format, read] of [
    ['xlsx', readXlsx],
    ['ods', readOds],
  ] as const) {
    const bytes = await file(`/estadisticas/informe.${format}?${query}`)
    assert.ok(Object.keys(unzipSync(bytes)).length > 3)
    const book = await read(bytes)
    const sheet = book.sheets.find(({ name }) => name === 'Por trámite')!
    assert.deepEqual(sheet.rows[1]!.slice(0, 3), kind.rows[0].slice(0, 3))
    assert.equal(sheet.rows[1]![4], kind.rows[0][4] === null ? null : kind.rows[0][4] / 100)
    const flow = book.sheets.find(({ name }) => name.startsWith('Reportados, atendidos'))!
    assert.ok(flow.rows[1]![0] instanceof Date, 'a day is a date')
    const summary = book.sheets.find(({ name }) => name === 'Resumen')!.rows
    const figureOf = (name: string) => summary.find(([label]) => label === name)?.[1]
    assert.equal(typeof figureOf('Resueltos en el primer nivel'), 'number')
    assert.notEqual(typeof figureOf('Solución, p90'), 'string')
    assert.notEqual(figureOf('Primera atención, p90'), undefined)
    const causes = book.sheets.find(({ name }) => name.startsWith('Causas'))!.rows
    assert.equal(causes[0]![3], '% de las que tienen causa')
    assert.equal(causes[2]![4], 1)
    assert.ok(book.sheets.some(({ name }) => name.startsWith('Antigüedad de los pendientes')))
    if (format === 'xlsx')
      assert.doesNotMatch(
        Object.values(unzipSync(bytes))
          .map((part) => Buffer.from(part).toString())
          .join(''),
        /<f[ >]/,
      )
  }
  const ages = json.tables.find((each: { key: string }) => each.key === 'ages')
  assert.match(ages.title, /^Antigüedad de los pendientes, al \d+ nov 2026$/)
  // Whoever gets the file reads of which units it is.
  const own = await readXlsx(await file(`/estadisticas/informe.xlsx?${query}`, api('ebaquiax')))
  const about = JSON.stringify(own.sheets[0]!.rows)
  assert.doesNotMatch(about, /usted puede ver/)
  const unitNames = await sql<{ name: string }>`select name from unit`.execute(db)
  assert.ok(
    unitNames.rows.some(({ name }) => about.includes(`Dependencia que atiende: ${name}`)),
    about,
  )
  const csv = Buffer.from(await file(`/estadisticas/informe.csv?${query}`)).toString()
  assert.ok(csv.startsWith('\ufeff') && csv.includes('Pedido sencillo'))
  const pdf = await file(`/estadisticas/informe.pdf?${query}`)
  assert.equal(Buffer.from(pdf.slice(0, 5)).toString(), '%PDF-')
})

test('whatever an address says, a report is shown', async () => {
  const directory = (await program.cases.institution(db, clock.now().toString())).directory
  const scope = { whole: true, units: [], masks: false, technicians: true }
  fc.assert(
    fc.property(
      fc.record({
        periodo: fc.string(),
        fecha: fc.oneof(fc.string(), fc.constantFrom('2026-02-31', '0000-00-00', '2026-11-02')),
        desde: fc.oneof(fc.string(), fc.constant('2026-01-01')),
        hasta: fc.oneof(fc.string(), fc.constant('2025-01-01'), fc.constant('2199-12-31')),
        tecnico: fc.string(),
        nivel: fc.string(),
        causa: fc.string(),
        dependencia: fc.oneof(fc.string(), fc.uuid()),
      }),
      (asked) => {
        const { period, faults } = readQuery(asked, scope, directory, '2026-11-08T14:00:00Z')
        assert.ok(period.from <= period.until)
        assert.ok(faults.length > 0 || period.kind !== 'entre' || period.from === asked.desde.trim())
      },
    ),
  )
  for (const nasty of ["'; drop table act; --", '%27', '\u202e', 'sin-dato'])
    for (const name of [
      'tramite',
      'canal',
      'tecnico',
      'solicitante',
      'nivel',
      'prioridad',
      'solucion',
      'causa',
      'que',
      'antes',
    ]) {
      const asked = `${name}=${encodeURIComponent(nasty)}`
      assert.equal((await director.get(`/estadisticas?${asked}`)).status, 200)
      assert.equal((await director.get(`/estadisticas/expedientes?${asked}`)).status, 200)
    }
})

test('no figures pass for those of other days: a period that cannot be is said at its field, and what was typed stays', async () => {
  const figures = /class="statistic-tiles"|informe\.pdf/
  for (const [asked, said] of [
    ['periodo=entre&desde=2026-11-10&hasta=2026-11-05', 'Es anterior a «Desde»'],
    ['periodo=mes&fecha=2026-11-02&desde=2026-11-03', 'Entre fechas hacen falta los dos días'],
    ['periodo=entre&fecha=2026-11-02', 'Entre fechas hacen falta los dos días'],
    ['periodo=entre&desde=2026-02-31&hasta=2026-11-05', 'Escriba un día que exista'],
    ['desde=1950-01-01&hasta=2026-11-05', 'Son más de diez años'],
    ['periodo=siglo', 'Elija uno de la lista'],
    ['periodo=mes&fecha=ayer', 'Escriba un día que exista'],
  ] as const) {
    const page = await director.get(`/estadisticas?${asked}`)
    assert.equal(page.status, 200)
    assert.ok(page.text.includes(said), asked)
    assert.doesNotMatch(page.text, figures)
    assert.match(page.text, /role="alert"/)
    for (const [name, value] of new URLSearchParams(asked))
      if (name !== 'periodo') assert.match(page.text, new RegExp(`name="${name}"[^>]* value="${value}"`), asked)
    const cases = await director.get(`/estadisticas/expedientes?${asked}`)
    assert.equal(cases.status, 200)
    assert.doesNotMatch(cases.text, /href="\/expedientes\//)
    for (const path of ['/api/statistics', '/estadisticas/informe.csv']) {
      const refused = await director.get(`${path}?${asked}`)
      assert.equal(refused.status, 422, asked)
      assert.ok(refused.text.includes(said), asked)
    }
  }
  // Two dates are a period of one's own, whatever stands beside them; unless they are those that the form already had.
  const both = await director.get('/estadisticas?periodo=mes&fecha=2026-11-02&desde=2026-11-03&hasta=2026-11-04')
  assert.match(both.text, /Entre fechas: 3 nov 2026 al 4 nov 2026/)
  assert.match(both.text, /name="entre" value="2026-11-03\/2026-11-04"/)
  const kept = await director.get(
    '/estadisticas?periodo=mes&fecha=2026-11-03&desde=2026-11-03&hasta=2026-11-04&entre=2026-11-03/2026-11-04',
  )
  assert.match(
    kept.text,
    /Mes: 1 nov 2026 al 30 nov 2026<\/strong> <span class="muted">todavía no termina: comparado con los mismos días del anterior, 1 oct 2026 al 8 oct 2026/,
  )
  assert.match(kept.text, figures)
  // A period is always of some kind, and what is narrowed to all is called after what it is.
  assert.match(kept.text, /<select id="campo-periodo"[^>]*><option value="dia">/)
  assert.match(kept.text, /name="dependencia"[^>]*><option value="">Todas</)
  assert.match(kept.text, /name="canal"[^>]*><option value="">Todos</)
})

test('the solution is noted by who attended, not by the requester nor by a stranger; its codes are those of the lists', async () => {
  const number = await openTrial(api('lsolares'), 1)
  const note = (who: typeof director, body: object) => who.post(`/api/cases/${number}/resolution`, body)
  assert.equal((await note(api('lsolares'), { solution: 'CFG-01' })).json.code, 'resolution-not-yours')
  assert.equal((await note(api('ebaquiax'), { solution: 'NADA' })).json.code, 'solution-unknown')
  assert.equal((await note(api('ebaquiax'), { solution: 'CFG-01', cause: 'NADA' })).json.code, 'cause-unknown')
  assert.equal((await note(api('kflamenco'), { solution: 'CFG-01' })).status, 404)
  const form = await api('ebaquiax').form(`/expedientes/${number}/solucion`, {
    solucion: 'REP-01',
    causa: 'EQUIPO',
    detalle: 'Se cambió',
  })
  assert.equal(form.status, 303, form.text)
  const left = /ventanilla_aviso=([^;]+)/.exec(form.headers.get('set-cookie') ?? '')![1]!
  assert.match(Buffer.from(left, 'base64url').toString(), /La solución quedó anotada en el expediente\./)
  const page = await api('ebaquiax').get(`/expedientes/${number}`)
  assert.match(page.text, /REP-01 · Se reparó el equipo/)
  assert.match(page.text, /Anotó la solución: Reparación, código REP-01; causa EQUIPO/)
})

test('codes are edited by heads and administrators; a retired one is no longer chosen and stays where it is', async () => {
  assert.equal((await api('ebaquiax').get('/estadisticas/codigos')).status, 403)
  const add = (fields: Record<string, string>) => administrator.form('/estadisticas/codigos', fields)
  assert.equal((await add({ lista: 'cause', codigo: 'con espacio', nombre: 'x' })).status, 422)
  const { cookie, csrf } = await administrator.session()
  const repeated = await fetch(`${url}/estadisticas/codigos`, {
    method: 'POST',
    headers: { cookie: `ventanilla=${cookie}`, 'content-type': 'application/x-www-form-urlencoded' },
    body: `_csrf=${encodeURIComponent(csrf)}&lista=cause&codigo=UNO&codigo=DOS-02&nombre=Dos`,
    redirect: 'manual',
  })
  assert.equal(repeated.status, 303, 'of a repeated field the last counts')
  assert.match((await administrator.get('/estadisticas/codigos')).text, /DOS-02/)
  assert.equal((await add({ lista: 'solution', codigo: 'nue-01', tipo: 'Nueva', nombre: '=SUM(A1)' })).status, 303)
  assert.equal(
    (await administrator.form('/estadisticas/codigos/retirar', { lista: 'solution', codigo: 'NUE-01' })).status,
    303,
  )
  const number = await openTrial(api('lsolares'), 1)
  const noted = await api('ebaquiax').post(`/api/cases/${number}/resolution`, { solution: 'NUE-01' })
  assert.equal(noted.json.code, 'solution-unknown')
})

test('from a cause a case is opened to correct it, and is listed with how it stands', async () => {
  const asked = 'periodo=mes&fecha=2026-11-01&causa=USO'
  assert.equal((await api('ebaquiax').get(`/estadisticas/acciones/nueva?${asked}`)).status, 403)
  const choose = await director.get(`/estadisticas/acciones/nueva?${asked}`)
  assert.equal(choose.status, 200)
  const offer = /value="(PRU-MNP-01\/1\/[^"]+)"/.exec(choose.text)?.[1]
  assert.ok(offer !== undefined)
  const open = await director.form('/estadisticas/acciones/nueva', {
    ...Object.fromEntries(new URLSearchParams(asked)),
    oferta: offer,
    accion: 'Preventiva',
    asunto: 'Capacitar a las dependencias',
    canal: 'portal',
  })
  assert.equal(open.status, 303, open.text)
  const list = await director.get('/estadisticas/acciones')
  assert.match(list.text, /Capacitar a las dependencias/)
  assert.match(list.text, /Preventiva/)
  assert.doesNotMatch((await api('hzelada').get('/estadisticas/acciones')).text, /Capacitar a las dependencias/)
})

async function unitsOf(): Promise<string[]> {
  const { rows } = await sql<{ unit: string }>`select distinct unit from statistic_case where unit is not null`.execute(
    db,
  )
  return rows.map(({ unit }) => unit)
}

async function file(path: string, who = director): Promise<Uint8Array> {
  const { cookie } = await who.session()
  const answer = await fetch(`${url}${path}`, { headers: { cookie: `ventanilla=${cookie}` } })
  assert.equal(answer.status, 200)
  return new Uint8Array(await answer.arrayBuffer())
}

/** Lines in which nothing was counted may be there or not. */
function withoutEmpty(report: ReturnType<typeof assembleReport>) {
  const counted = (counts: Record<string, unknown>) => Object.values(counts).some((n) => n !== 0)
  return {
    ...report,
    breakdowns: Object.fromEntries(
      Object.entries(report.breakdowns).map(([name, lines]) => [
        name,
        lines.filter(({ now, before: earlier }) => counted(now) || counted(earlier)),
      ]),
    ),
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, each) => all + each, 0)
}
