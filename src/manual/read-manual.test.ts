import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { findNorm, type Manual, parseDuration, parseNormTime, readManual, roleOf, stepOf } from './index.ts'

const fixture = (name: string) => readFileSync(new URL(`./fixtures/${name}.manual.md`, import.meta.url), 'utf8')

function read(source: string): Manual {
  const { manual, findings } = readManual(source)
  assert.deepEqual(findings, [])
  return manual!
}

const FRONT = '---\nmanual: M\ntítulo: T\ninstitución: I\nversión: 1\ncalendario: GT\n---\n\n'
const HEAD = '## PROCEDIMIENTO No. 3.5. PRUEBA\n\n| RESPONSABLE | No. | ACCIÓN |\n|---|---|---|\n'
const plain = (rows: string, fichas = '') => `${FRONT}${HEAD}${rows}\n\n${fichas}\n`

test('the front matter keeps its values as written', () => {
  const { front } = read(fixture('servidores-virtuales'))
  assert.deepEqual(front, {
    code: 'DTI-MNP-08',
    title: 'Servidores virtuales',
    institution: 'Ministerio de Ejemplo',
    version: '1',
    effective: '2026-11-02',
    calendar: 'GT',
    supersedes: { code: 'DTI-MNP-08', version: '0.9' },
    basedOn: 'S3, procedimiento 8',
    approvals: [{ act: 'Aprobación', post: 'Director de Tecnología', norm: 'Acuerdo 12-2026', date: '2026-10-15' }],
  })
  const no = read(
    plain('| A / B | 1 | Hace. |').replace('título: T', 'título: NO').replace('versión: 1', 'versión: 2.10'),
  )
  assert.equal(no.front.title, 'NO')
  assert.equal(no.front.version, '2.10')
})

test('a question keeps its branches, jumps and the fichas of each', () => {
  const [procedure] = read(fixture('servidores-virtuales')).procedures
  const question = stepOf(procedure!, 4)!
  assert.equal(question.question, 'Alcanzan las licencias y los recursos')
  assert.equal(question.text, '')
  const [yes, no] = question.branches
  assert.equal(yes!.text, 'Pregunta los parámetros de red y seguridad, ver norma 2.')
  assert.deepEqual([yes!.answer, yes!.jump?.kind, yes!.normRefs[0]?.number], ['SÍ', 'continue', '2'])
  assert.deepEqual(yes!.facts.wait?.kind === 'reply' && yes!.facts.wait.from, {
    kind: 'unit',
    unit: 'Departamento de Telecomunicaciones',
  })
  assert.equal(no!.jump?.kind === 'continue' && no!.jump.step, 7)
  assert.deepEqual(stepOf(procedure!, 6)!.facts.limit, { rounds: 3, role: 'Jefe del Departamento de Infraestructura' })
  assert.deepEqual(
    stepOf(procedure!, 7)!.facts.signatures.map(({ kind, role }) => [kind, role]),
    [
      ['firma', 'Jefe del Departamento de Infraestructura'],
      ['visto-bueno', 'Director de Tecnología'],
    ],
  )
})

test('deadlines, waits and archives count from a step', () => {
  const [procedure] = read(fixture('atencion-de-oficios')).procedures
  const { span, ...deadline } = stepOf(procedure!, 4)!.facts.deadline!
  assert.deepEqual(deadline, {
    duration: { count: 6, unit: 'working-days' },
    from: { kind: 'step', step: 1 },
    onExpiry: { kind: 'answer', answer: 'NO' },
  })
  assert.equal(span.start.line, 34)
  const wait = stepOf(procedure!, 11)!.facts.wait
  assert.ok(wait?.kind === 'duration' && wait.duration.count === 21)
  assert.equal(stepOf(procedure!, 1)!.time, undefined)
})

test('an empty RESPONSABLE is the one above, a dash is nobody, and a bare cargo finds its dependencia', () => {
  const manual = read(
    plain('| Soporte / Técnico | 1 | Hace. |\n| | 2 | Hace más. |\n| — | 3 | Espera. |\n| TECNICO | 4 | Cierra. |'),
  )
  assert.deepEqual(
    manual.procedures[0]!.steps.map(({ role }) => role),
    ['Soporte / Técnico', 'Soporte / Técnico', null, 'Soporte / Técnico'],
  )
  assert.deepEqual(roleOf(manual, 'soporte / tecnico'), { key: 'Soporte / Técnico', unit: 'Soporte', post: 'Técnico' })
  assert.equal(manual.procedures[0]!.number, '3.5')
})

test('a bare cargo outside the table is looked for in RESPONSABILIDADES', () => {
  const duties = '# RESPONSABILIDADES\n\n- Dirección / Director: aprueba.\n\n'
  const source = plain('| Soporte / Técnico | 1 | Hace. |', '- Paso 1, Firma: Director.').replace(
    '## PROC',
    `${duties}## PROC`,
  )
  assert.equal(read(source).procedures[0]!.steps[0]!.facts.signatures[0]!.role, 'Dirección / Director')
})

test('the rows of an A la vez block have their own roles', () => {
  const manual = read(
    plain(
      '| A / B | 1 | Reparte. A la vez: |\n| C / D | 1.1 | Uno. |\n| E / F | 1.2 | Dos. |\n| A / B | 2 | Reúne. (Aplica procedimiento 2 del manual Otro-01). |',
    ),
  )
  const [step, join] = manual.procedures[0]!.steps
  assert.equal(step!.parallel, true)
  assert.equal(step!.text, 'Reparte.')
  assert.deepEqual(
    step!.branches.map(({ role, answer }) => [role, answer]),
    [
      ['C / D', undefined],
      ['E / F', undefined],
    ],
  )
  assert.equal(join!.jump?.kind === 'call' && join!.jump.manual, 'Otro-01')
})

test('norms keep their printed numbers and their tables', () => {
  const norms =
    '# NORMAS\n\n1. Una.\n2. Dos.\n\n5.1 Cinco uno.\n5.2 Cinco dos:\n\n| Clase | Cargo |\n|---|---|\n| A | Técnico |\n\n'
  const rows = '| A / B | 1 | Elige según norma general 5.2, ver norma general 2. |'
  const manual = read(
    plain(rows, '- Procedimiento, Asigna: Técnico = «cargo», quien elija paso 1 (norma general 5.2).').replace(
      '## PROC',
      `${norms}## PROC`,
    ),
  )
  assert.deepEqual(
    manual.norms.map(({ number, text }) => [number, text]),
    [
      ['1', 'Una.'],
      ['2', 'Dos.'],
      ['5.1', 'Cinco uno.'],
      ['5.2', 'Cinco dos:'],
    ],
  )
  assert.deepEqual(findNorm(manual, manual.procedures[0]!, { general: true, number: '5.2' })!.table, {
    columns: ['Clase', 'Cargo'],
    rows: [['A', 'Técnico']],
  })
  assert.deepEqual(manual.procedures[0]!.assignments[0]!.by, {
    kind: 'column',
    column: 'cargo',
    choosers: [1],
    norm: { general: true, number: '5.2' },
  })
})

test('every way to begin is read', () => {
  const lines = [
    'solicitud «Alta», uno por «centros».',
    'alerta de «disco lleno».',
    'cada semana, lunes.',
    'cada mes, día 3 hábil.',
    'cada año, 15 de enero.',
    'por plan «respaldos».',
    'por contrato «enlaces».',
  ]
  const manual = read(
    plain('| A / B | 1 | Hace. |', lines.map((line) => `- Procedimiento, Inicio: ${line}`).join('\n')),
  )
  const starts = manual.procedures[0]!.starts.map(({ span: _, ...start }) => start)
  assert.deepEqual(starts, [
    {
      kind: 'request',
      name: 'Alta',
      channels: ['portal', 'correo', 'teléfono', 'ventanilla', 'oficio'],
      each: 'centros',
    },
    { kind: 'alert', type: 'disco lleno' },
    { kind: 'weekly', weekday: 1 },
    { kind: 'monthly', day: 3, working: true },
    { kind: 'yearly', month: 1, day: 15 },
    { kind: 'plan', name: 'respaldos' },
    { kind: 'contract', name: 'enlaces' },
  ])
})

test('a Detalle carries the Markdown indented under it', () => {
  const manual = read(
    plain('| A / B | 1 | Hace. |', '- Paso 1, Detalle: lea esto.\n\n  | x | y |\n  |---|---|\n  | 1 | 2 |'),
  )
  assert.deepEqual(manual.procedures[0]!.steps[0]!.facts.details, ['lea esto.\n\n| x | y |\n|---|---|\n| 1 | 2 |'])
})

test('decomposed accents, CR LF and a byte order mark change nothing', () => {
  const source = fixture('atencion-de-oficios')
  const spanless = (manual: Manual) =>
    JSON.stringify({ ...manual, source: '' }, (key, value) => (key === 'span' ? undefined : value))
  const usual = spanless(read(source))
  assert.equal(spanless(read(`\uFEFF${source}`)), usual)
  assert.equal(spanless(read(source.replaceAll('\n', '\r\n'))), usual)
  assert.equal(spanless(read(source.normalize('NFD'))).normalize('NFC'), usual)
})

test('durations and norm times', () => {
  assert.deepEqual(parseDuration('48 horas corridas'), { ok: true, value: { count: 48, unit: 'running-hours' } })
  assert.deepEqual(parseNormTime('2 A 4 DIAS HABILES'), { ok: true, value: { min: 2, max: 4, unit: 'working-days' } })
  assert.deepEqual(parseNormTime('—'), { ok: true, value: undefined })
  for (const [text, phrase] of [
    ['2-4 horas', '2 a 4 horas'],
    ['30 min', '30 minutos'],
    ['dos días', 'cifras'],
    ['1 año', '12 meses'],
    ['0 horas', '1 a 9999'],
    ['5', 'unidad'],
  ] as const) {
    const parsed = parseNormTime(text)
    assert.ok(!parsed.ok && parsed.problem.includes(phrase), text)
  }
})
