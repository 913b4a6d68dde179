// A manual measured: what its rows took, what is proposed, and the proposal in a draft.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { compileCalendar, readCalendar } from '#src/calendar/index.ts'
import { drawFlowchart } from '#src/flowchart/index.ts'
import { durationName, parseNormTime, readManual } from '#src/manual/index.ts'
import { compileProcedure } from '#src/procedure/index.ts'
import { testProgram } from '../../../test/support/program.ts'
import { bucketOf, lengthOf, percentile } from '../record/buckets.ts'
import { deviations } from './deviations.ts'
import { heatOf } from './heat.ts'
import type { StepCount } from './measure.store.ts'
import { measureProcedure } from './measure.ts'
import { normLength, printableTime, workingDayOf } from './printable-time.ts'
import { withTimes } from './propose-times.ts'

const calendarsFolder = join(import.meta.dirname, '../../../manuals/calendars')
const manualsFolder = join(import.meta.dirname, '../../../manuals')

const HOUR = 3_600_000
const DAY = 8 * HOUR
const source = readFileSync(join(manualsFolder, 'dti-servicios.manual.md'), 'utf8')
const procedure = compileProcedure(readManual(source).manual!, '2')

const counts = (row: string, lengths: readonly number[], late = 0): StepCount[] => [
  ...[...Map.groupBy(lengths, bucketOf)].flatMap(([bucket, own]) =>
    ['total', 'span'].map((what) => ({ row, what, bucket, n: own.length })),
  ),
  { row, what: 'timed', bucket: 0, n: lengths.length },
  { row, what: 'late', bucket: 0, n: late },
]

test('a length told by its class is wrong by at most 2.5 in a hundred, and percentiles too', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1_100, max: 3_000_000_000 }), (length) => {
      assert.ok(Math.abs(lengthOf(bucketOf(length)) / length - 1) <= 0.0251)
    }),
  )
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 2_000, max: 100_000_000 }), { minLength: 1, maxLength: 200 }),
      fc.constantFrom(0.5, 0.8, 0.9),
      (lengths, share) => {
        const sorted = lengths.toSorted((a, b) => a - b)
        const exact = sorted[Math.max(1, Math.ceil(sorted.length * share)) - 1]!
        const told = percentile(
          lengths.map((length) => ({ bucket: bucketOf(length), n: 1 })),
          share,
        )!
        assert.ok(Math.abs(told / exact - 1) <= 0.0251, `${told} for ${exact}`)
      },
    ),
  )
})

test('a proposed time can be printed, and is the shortest that is not below what was asked', () => {
  const units = fc.constantFrom(
    'minutes',
    'hours',
    'running-hours',
    'working-days',
    'calendar-days',
    'months',
    undefined,
  )
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100 * DAY }), units, (length, unit) => {
      const time = printableTime(length, unit as never, DAY)
      const printed = parseNormTime(durationName(time.max, time.unit))
      assert.ok(printed.ok && printed.value!.max === time.max)
      assert.ok(normLength(time, DAY) >= length - 1)
    }),
  )
  assert.deepEqual(printableTime(11 * 60_000, 'minutes', DAY), { min: 15, max: 15, unit: 'minutes' })
  assert.deepEqual(printableTime(59 * 60_000, 'minutes', DAY), { min: 1, max: 1, unit: 'hours' })
  assert.deepEqual(printableTime(9 * HOUR, 'working-days', DAY), { min: 2, max: 2, unit: 'working-days' })
})

test('a working day is as long as most working days of the calendar', () => {
  const read = readCalendar(JSON.parse(readFileSync(join(calendarsFolder, 'gt.json'), 'utf8')))
  assert.ok('calendar' in read || 'data' in read || read)
  const data = JSON.parse(readFileSync(join(calendarsFolder, 'gt.json'), 'utf8'))
  const day = workingDayOf(compileCalendar(data), '2026-12-01')
  assert.ok(day >= 7 * HOUR && day <= 9 * HOUR, String(day / HOUR))
})

test('each row against its norm: median, late, times over, what is proposed and why not', () => {
  const { rows } = measureProcedure(
    procedure,
    [
      ...counts(
        '1',
        Array.from({ length: 30 }, () => 23 * 60_000),
        25,
      ),
      ...counts(
        '2',
        Array.from({ length: 30 }, () => 20 * 60_000),
      ),
      ...counts(
        '3',
        Array.from({ length: 5 }, () => HOUR),
      ),
      { row: '4.2', what: 'round', bucket: 0, n: 7 },
      { row: '4', what: 'ruled', bucket: 0, n: 2 },
      { row: '5', what: 'refused', bucket: 0, n: 1 },
    ],
    () => DAY,
  )
  const row = (number: string) => rows.find((each) => each.number === number)!
  assert.deepEqual([row('1').n, row('1').late, row('1').printed?.max], [30, 25, 10])
  assert.ok(row('1').ratio! > 2.2 && row('1').ratio! < 2.4)
  assert.deepEqual(row('1').proposal, { min: 25, max: 25, unit: 'minutes' })
  assert.equal(row('3').noProposal, 'few')
  assert.equal(row('2.1').noProposal, 'shares')
  const said = deviations('es', rows)
  assert.ok(said.includes('El paso 1 llega tarde en el 83 % de los casos (25 de 30).'))
  assert.ok(said.some((each) => /^El paso 1 tarda 2\.3 veces su norma/.test(each)))
  assert.ok(said.includes('El paso 4.2 hizo dar 7 vueltas.'))
  assert.ok(said.includes('El paso 4 se saltó 2 veces por una resolución no prevista.'))
  assert.ok(said.includes('En el paso 5 se rehusó la firma una vez.'))
})

test('the heat stands on the official chart: thickness, colour and a word, only where something was done', () => {
  const { rows } = measureProcedure(
    procedure,
    counts(
      '1',
      Array.from({ length: 30 }, () => 23 * 60_000),
      25,
    ),
    () => DAY,
  )
  const heat = heatOf(rows)
  assert.deepEqual(heat, { 1: { level: 3, text: '2.3× · 83 % tarde · n 30' } })
  const plain = drawFlowchart(procedure, { paper: 'screen' })
  const hot = drawFlowchart(procedure, { paper: 'screen', heat })
  const svg = hot.pages[0]!.svg
  assert.equal((svg.match(/class="fc-heat /g) ?? []).length, 1)
  assert.match(svg, /2.3× · 83 % tarde · n 30/)
  // Where everything stands is as it is printed.
  assert.deepEqual(hot.report, plain.report)
})

test('new times go into the last cell of their rows and nothing else changes', () => {
  const texts = new Map([...procedure.rows.values()].map((row) => [row.number, row.text || `¿${row.step.question}?`]))
  const proposed = withTimes(
    source,
    '2',
    [
      { row: '1', time: { min: 25, max: 25, unit: 'minutes' } },
      { row: '4', time: { min: 2, max: 2, unit: 'working-days' } },
      { row: '99', time: { min: 2, max: 2, unit: 'hours' } },
    ],
    (row) => texts.get(row),
  )!
  assert.deepEqual([proposed.written, proposed.skipped], [['1', '4'], ['99']])
  const was = source.split('\n')
  const is = proposed.text.split('\n')
  assert.equal(was.length, is.length)
  const changed = is.flatMap((line, at) => (line === was[at] ? [] : [line]))
  assert.equal(changed.length, 2)
  assert.match(changed[0]!, /\| 25 minutos \|$/)
  assert.match(changed[1]!, /\| 2 días hábiles \|$/)
  // A row that says something else by now is left alone.
  assert.deepEqual(
    withTimes(source, '2', [{ row: '1', time: { min: 25, max: 25, unit: 'minutes' } }], () => 'Otra cosa')!.written,
    [],
  )
  assert.equal(
    withTimes('# nada', '2', [{ row: '1', time: { min: 1, max: 1, unit: 'hours' } }], () => 'x')?.written.length ?? 0,
    0,
  )
})

test('the time of a block stands on its first row, is compared with the whole, and is proposed in its fact', () => {
  const telephony = readFileSync(join(manualsFolder, 'dti-telefonia.manual.md'), 'utf8')
  const compiled = compileProcedure(readManual(telephony).manual!, '1')
  assert.deepEqual(
    compiled.rows.get('8')?.time,
    { time: { min: 5, max: 10, unit: 'minutes' }, anchor: '8' },
    'its own cell',
  )
  assert.equal(compiled.rows.get('9')?.time?.anchor, '3', 'an empty cell is within the block')
  const many = (row: string, minutes: number) =>
    counts(
      row,
      Array.from({ length: 30 }, () => minutes * 60_000),
    )
  const { rows } = measureProcedure(compiled, [...many('3', 5), ...many('14', 100), ...many('8', 30)], () => DAY)
  const row = (number: string) => rows.find((each) => each.number === number)!
  assert.deepEqual(row('3').printed, { min: 50, max: 50, unit: 'minutes' })
  assert.equal(row('3').blockUntil, '15')
  assert.ok(Math.abs(row('3').ratio! - 2) < 0.1, 'the whole block, not its first row')
  assert.equal(row('14').sharesWith, '3')
  assert.ok(Math.abs(row('8').ratio! - 3) < 0.1)
  assert.ok(deviations('es', rows).some((each) => /^Los pasos 3 a 15 tardan (?:2\.0|1\.9|2\.1) veces/.test(each)))
  const proposed = rows.flatMap(({ number, proposal, blockUntil }) =>
    proposal === null ? [] : [{ row: number, time: proposal, ofBlock: blockUntil !== null }],
  )
  assert.deepEqual(
    proposed.map(({ row: number, ofBlock }) => [number, ofBlock]),
    [
      ['3', true],
      ['8', false],
    ],
  )
  const texts = new Map(rows.map(({ number, text }) => [number, text]))
  const { text, written } = withTimes(telephony, '1', proposed, (number) => texts.get(number))!
  assert.deepEqual(written, ['3', '8'])
  const was = telephony.split('\n')
  const changed = text.split('\n').flatMap((line, at) => (line === was[at] ? [] : [line]))
  assert.equal(changed.length, 2)
  assert.match(changed[0]!, /^\| \| 8 \|.*\| 30 minutos \|$/)
  assert.match(changed[1]!, /^- Paso 3–15, Tiempo: (?:2 horas|1[0-9]{2} minutos)\.$/)
  const without = telephony.replace('- Paso 3–15, Tiempo: 50 minutos.\n', '')
  assert.deepEqual(withTimes(without, '1', proposed, (number) => texts.get(number))!.skipped, ['3'])
})

test('the analyst reads the measurement and proposes it in a draft; others may not', async (context) => {
  const { api, db } = await testProgram({ after: (work) => context.after(work) })
  const { rows } = await sql<{ id: number }>`select id from manual_version where manual_code = 'DTI-MNP-01'`.execute(db)
  for (const what of ['total', 'span', 'timed', 'late'])
    await sql`
      insert into statistic_step (version_id, procedure, row_number, month, what, bucket, n)
      values (${rows[0]!.id}, '2', '1', '2026-10-01', ${what}, ${what === 'timed' || what === 'late' ? 0 : bucketOf(23 * 60_000)}, 30)`.execute(
      db,
    )
  const analyst = api('hzelada')
  const path = '/estadisticas/manuales/DTI-MNP-01/2'
  const page = await analyst.get(path)
  assert.equal(page.status, 200)
  assert.match(page.text, /El paso 1 tarda 2\.3 veces su norma/)
  assert.match(page.text, /class="fc-heat fc-heat-3"/)
  assert.match((await analyst.get('/estadisticas/manuales')).text, /DTI-MNP-01/)
  // Where nobody did anything, nothing is praised; where the months cannot be, nothing is measured.
  const nobody = await analyst.get('/estadisticas/manuales/DTI-MNP-01/1')
  assert.match(nobody.text, /Ningún paso se terminó en estas fechas\./)
  assert.doesNotMatch(nobody.text, /Nada se apartó/)
  const reversed = await analyst.get(`${path}?desde=2026-11-01&hasta=2026-03-31`)
  assert.equal(reversed.status, 200)
  assert.match(reversed.text, /Hasta el mes de: Es anterior al primer mes/)
  assert.match(reversed.text, /name="desde"[^>]* value="2026-11-01"/)
  assert.match(reversed.text, /name="hasta"[^>]* value="2026-03-31"/)
  assert.doesNotMatch(reversed.text, /Nada se apartó|Ningún paso|measure-table|El paso 1/)
  assert.match((await analyst.get(`${path}?desde=ayer`)).text, /Escriba un día que exista/)
  assert.equal(
    (await analyst.form(`${path}/propuesta`, { desde: '2026-11-01', hasta: '2026-03-31', borrador: '' })).status,
    422,
  )
  assert.equal((await api('lhuaman').get(path)).status, 403)
  assert.equal((await analyst.get('/estadisticas/manuales/NADA/2')).status, 404)
  // A head of a unit reads it and writes no drafts.
  assert.equal((await api('acastellon').get(path)).status, 200)
  assert.equal((await api('acastellon').form(`${path}/propuesta`, {})).status, 403)
  const proposed = await analyst.form(`${path}/propuesta`, { borrador: '' })
  assert.equal(proposed.status, 303, proposed.text)
  const draft = proposed.headers.get('location')!
  const text = (await analyst.get(`${draft}/fuente.md`)).text
  assert.match(text, /norma general 5\. \| 25 minutos \|/)
  // Again into the same draft: its row has the time already, and no revision is added.
  const again = await analyst.form(`${path}/propuesta`, { borrador: draft.split('/').at(-1)! })
  assert.equal(again.headers.get('location'), draft)
})
