// Reports that are made and sent by themselves, to a real mail server of this machine.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { readXlsx } from 'hucre/xlsx'
import { sql } from 'kysely'
import { SMTPServer } from 'smtp-server'
import { alwaysOpen, compileCalendar } from '#src/calendar/index.ts'
import { readCalendarFiles } from '#src/people/index.ts'
import { fileStore } from '#src/platform/files/file-store.ts'
import { createLog } from '#src/platform/log.ts'
import { smtpPort } from '#src/platform/mail/mail-port.ts'
import { openPrinter } from '#src/printing/index.ts'
import { testProgram } from '../../../test/support/program.ts'
import { nextRun, periodMade, RHYTHMS } from './next-run.ts'
import { runSchedules } from './run-schedules.ts'

const calendarsFolder = join(import.meta.dirname, '../../../manuals/calendars')

const guatemala = compileCalendar(readCalendarFiles(calendarsFolder).find(({ code }) => code === 'GT')!)

const world = await testProgram(undefined, { cases: true, now: '2026-11-02T14:00:00Z' })
const { api, db, clock, program, filesFolder } = world
const printer = openPrinter()
after(() => printer.close())

test('a report is made at its hour of the first working day, of the period that ended', () => {
  // 1 November is a Sunday, and the day of all saints.
  assert.equal(nextRun(guatemala, 'month', '08:00', '2026-10-15T12:00:00Z'), '2026-11-02T14:00:00Z')
  assert.equal(nextRun(guatemala, 'month', '08:00', '2026-11-02T14:00:00Z'), '2026-12-01T14:00:00Z')
  const { from, until } = periodMade(guatemala, 'month', '2026-11-02T14:00:00Z')
  assert.deepEqual([from, until], ['2026-10-01', '2026-10-31'])
  // Of a Monday, the Friday before.
  assert.equal(periodMade(guatemala, 'day', '2026-11-09T14:00:00Z').from, '2026-11-06')
  const always = compileCalendar(alwaysOpen('America/Guatemala'))
  fc.assert(
    fc.property(fc.constantFrom(...RHYTHMS), fc.integer({ min: 0, max: 2_000 }), (every, days) => {
      const now = Temporal.Instant.from('2025-01-01T06:30:00Z')
        .add({ hours: 24 * days })
        .toString()
      for (const calendar of [guatemala, always]) {
        const next = nextRun(calendar, every, '07:30', now)
        assert.ok(Temporal.Instant.compare(next, now) > 0)
        const made = periodMade(calendar, every, next)
        assert.ok(
          made.until < Temporal.Instant.from(next).toZonedDateTimeISO('America/Guatemala').toPlainDate().toString(),
        )
      }
    }),
    { numRuns: 40 },
  )
})

interface Received {
  readonly to: readonly string[]
  readonly text: string
}

/** A mail server that keeps what it gets, or refuses it. */
async function mailServer(refuses: () => boolean) {
  const received: Received[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        if (refuses()) return done(Object.assign(new Error('Buzón lleno'), { responseCode: 452 }))
        received.push({
          to: session.envelope.rcptTo.map(({ address }) => address),
          text: Buffer.concat(parts).toString(),
        })
        done()
      })
    },
  })
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const close = () => new Promise<void>((closed) => server.close(() => closed()))
  return { received, port: (server.server.address() as AddressInfo).port, close }
}

test('a scheduled report is made once, sent with its files, tried again while the server refuses, and seen by its owner only', async () => {
  let full = true
  const { received, port, close } = await mailServer(() => full)
  const mail = smtpPort({ url: `smtp://127.0.0.1:${port}`, from: 'ventanilla@mspv.example' })
  const deps = { ...program.cases, files: fileStore(filesFolder), printer, mail, log: createLog('silent') }
  const owner = api('mtobar')
  const asked = {
    nombre: 'Mensual de la Dirección',
    cada: 'month',
    hora: '08:00',
    formatos: 'xlsx',
    correos: 'direccion@mspv.example, despacho@mspv.example',
    consulta: 'canal=portal&periodo=dia',
  }
  for (const [change, code] of [
    [{ nombre: ' ' }, 422],
    [{ hora: '8' }, 422],
    [{ formatos: '' }, 422],
    [{ correos: 'a@b.c\r\nBcc: x@y.z, no es un correo' }, 422],
  ] as const) {
    const refused = await owner.form('/estadisticas/programados', { ...asked, ...change })
    assert.equal(refused.status, code)
    assert.match(refused.text, /role="alert"/)
  }
  // What a report will be narrowed to is said before it is programmed and beside it in the list.
  assert.match(
    (await owner.get('/estadisticas/programados?canal=portal&periodo=dia')).text,
    /Con los filtros del informe del que viene: Canal: Portal\./,
  )
  assert.match((await owner.get('/estadisticas/programados')).text, /Sin filtros: con todo lo que usted puede ver/)
  assert.equal((await owner.form('/estadisticas/programados', asked)).status, 303)
  assert.match((await owner.get('/estadisticas/programados')).text, /<td[^>]*>Canal: Portal<\/td>/)
  await program.follow()
  assert.equal(await runSchedules(deps), 0, 'nothing is due yet')
  clock.set('2026-12-01T14:00:05Z')
  // Two processes look at the same moment: one of them makes it.
  await Promise.all([runSchedules(deps), runSchedules(deps)])
  const runs = await sql<{ n: number; mail: string; failure: string; attempts: number }>`
    select count(*) over ()::int as n, mail, failure, attempts from scheduled_report_run`.execute(db)
  assert.equal(runs.rows[0]!.n, 1)
  assert.deepEqual([runs.rows[0]!.mail, runs.rows[0]!.attempts], ['waiting', 1])
  assert.match((await owner.get('/estadisticas/programados')).text, /Buzón lleno/)
  await runSchedules(deps)
  assert.equal(received.length, 0, 'not before its time')
  full = false
  clock.set('2026-12-01T14:02:00Z')
  assert.equal(await runSchedules(deps), 1)
  assert.deepEqual(received[0]!.to, ['direccion@mspv.example', 'despacho@mspv.example'])
  assert.match(received[0]!.text, /estadisticas-2026-11-01-2026-11-30\.xlsx/)
  assert.equal(await runSchedules(deps), 0)
  assert.equal(received.length, 1)
  const page = (await owner.get('/estadisticas/programados')).text
  const file = /href="(\/estadisticas\/programados\/archivos\/[^"]+)"/.exec(page)![1]!
  const { cookie } = await owner.session()
  const answer = await fetch(`${world.url}${file}`, { headers: { cookie: `ventanilla=${cookie}` } })
  const book = await readXlsx(new Uint8Array(await answer.arrayBuffer()))
  assert.ok(book.sheets.some(({ name }) => name === 'Resumen'))
  assert.match(JSON.stringify(book.sheets[0]!.rows), /Canal: Portal/)
  for (const who of ['acastellon', 'eurizar']) {
    assert.equal((await api(who).get(file)).status, 404)
    assert.doesNotMatch((await api(who).get('/estadisticas/programados')).text, /Mensual de la Dirección/)
  }
  // The kept connection goes before the server that waits for it.
  mail.close()
  await close()
})

test('one’s own report is sent now by the same way, once a minute, and goes on by its rhythm', async () => {
  const deps = { ...program.cases, files: fileStore(filesFolder), printer, mail: undefined, log: createLog('silent') }
  const owner = api('lhuaman')
  const asked = { nombre: 'A mano', cada: 'month', hora: '08:00', formatos: 'csv' }
  assert.equal((await owner.form('/estadisticas/programados', asked)).status, 303)
  const { rows } = await sql<{ id: string; nextAt: string }>`
    select id, next_at as "nextAt" from scheduled_report where name = 'A mano'`.execute(db)
  const { id, nextAt } = rows[0]!
  const now = `/estadisticas/programados/${id}/enviar`
  assert.equal((await api('mtobar').form(now, {})).status, 404, 'somebody else’s is not there')
  const runs = async () =>
    (
      await sql<{ from: string }>`
        select to_char(from_on, 'YYYY-MM-DD') as "from" from scheduled_report_run where report = ${id}::uuid`.execute(
        db,
      )
    ).rows
  // Pressed many times at once: one report.
  await Promise.all(Array.from({ length: 6 }, () => owner.form(now, {})))
  await runSchedules(deps)
  await owner.form(now, {})
  await runSchedules(deps)
  assert.deepEqual(await runs(), [{ from: '2026-11-01' }], 'the month that ended')
  const after = await sql<{
    nextAt: string
  }>`select next_at as "nextAt" from scheduled_report where id = ${id}::uuid`.execute(db)
  assert.equal(after.rows[0]!.nextAt, nextAt)
  clock.set('2026-12-01T14:04:00Z')
  await owner.form(now, {})
  await runSchedules(deps)
  assert.equal((await runs()).length, 2)
  await owner.form(`/estadisticas/programados/${id}/detener`, {})
  assert.equal((await owner.form(now, {})).status, 404)
})

test('no more than twenty are scheduled, however many are asked for at once', async () => {
  const owner = api('ebaquiax')
  const asked = { cada: 'month', hora: '08:00', formatos: 'csv' }
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, at) =>
      owner.form('/estadisticas/programados', { ...asked, nombre: `Informe ${at}` }),
    ),
  )
  const made = answers.filter(({ status }) => status === 303).length
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from scheduled_report where name like 'Informe %' and stopped_at is null`.execute(db)
  assert.deepEqual([made, rows[0]!.n], [20, 20])
  assert.ok(answers.every(({ status }) => status === 303 || status === 422))
  await sql`update scheduled_report set stopped_at = ${clock.now().toString()}::timestamptz where name like 'Informe %'`.execute(
    db,
  )
})

test('a mail that never goes out has failed where its owner sees it, and may be sent again', async () => {
  const deps = {
    ...program.cases,
    files: fileStore(filesFolder),
    printer,
    // A port on which nobody listens.
    mail: smtpPort({ url: 'smtp://127.0.0.1:9', from: 'ventanilla@mspv.example' }),
    log: createLog('silent'),
  }
  after(() => deps.mail.close())
  const owner = api('acastellon')
  const asked = { nombre: 'Diario', cada: 'day', hora: '08:00', formatos: 'csv', correos: 'a@mspv.example' }
  assert.equal((await owner.form('/estadisticas/programados', asked)).status, 303)
  clock.set('2026-12-02T14:00:05Z')
  await runSchedules(deps)
  for (let tries = 0; tries < 5; tries++) {
    await sql`update scheduled_report_run set next_try_at = ${clock.now().toString()}::timestamptz where mail = 'waiting'`.execute(
      db,
    )
    await runSchedules(deps)
  }
  const page = (await owner.get('/estadisticas/programados')).text
  assert.match(page, /No se envió/)
  assert.match(page, /ECONNREFUSED/)
  const id = /envios\/([^/]+)\/repetir/.exec(page)![1]!
  assert.equal((await api('mtobar').form(`/estadisticas/programados/envios/${id}/repetir`, {})).status, 303)
  assert.match(
    (await owner.get('/estadisticas/programados')).text,
    /No se envió/,
    'somebody else’s button does nothing',
  )
  await owner.form(`/estadisticas/programados/envios/${id}/repetir`, {})
  assert.match((await owner.get('/estadisticas/programados')).text, /Por enviar/)
})
