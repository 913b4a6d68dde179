import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { alwaysOpen, compileCalendar, isWorkingInstant } from '#src/calendar/index.ts'
import type { CalendarData, WorkingCalendar } from '#src/calendar/types.ts'
import { checkManual } from '#src/manual/index.ts'
import type { Manual } from '#src/manual/types.ts'
import type { InstitutionFile } from '#src/people/load-people.ts'
import type { InstitutionDirectory } from '#src/people/types.ts'
import { readAction } from '#src/procedure/examples/read-action.ts'
import {
  apply,
  type CaseState,
  type Command,
  type CompiledProcedure,
  type Context,
  compileProcedure,
  decide,
  exampleCoverage,
  type FormValue,
  mayAct,
  nextTimer,
  runExamples,
  type Task,
} from '#src/procedure/index.ts'
import { dateOf, directoryOf } from './directory-of.ts'

const ZONE = 'America/Guatemala'
const MANUALS = ['dti-atencion-usuario', 'dti-servicios', 'dti-telefonia', 'ssi-soporte', 'uact-centros-telefonicos']

interface Moment {
  readonly workingDaysAgo: number
  readonly at: string
}
interface DemoAct extends Moment {
  readonly who: string
  readonly does: string
  readonly form?: Readonly<Record<string, FormValue>>
}
interface DemoCase {
  readonly key: string
  readonly requester: string | null
  readonly manual: string
  readonly procedure: string
  readonly start: string
  readonly channel: string
  readonly title: string
  readonly opened: Moment
  readonly form?: Readonly<Record<string, FormValue>>
  readonly acts: readonly DemoAct[]
}

const ministry: InstitutionFile = JSON.parse(text('./ministry.json'))
const { cases }: { readonly cases: readonly DemoCase[] } = JSON.parse(text('./cases.json'))
const gt: CalendarData = JSON.parse(text('../manuals/calendars/gt.json'))
const calendars = new Map<string, WorkingCalendar>(
  [gt, alwaysOpen(ZONE)].map((data) => [data.code, compileCalendar(data)]),
)
const calendar = (code: string) => calendars.get(code) ?? assert.fail(`No hay calendario ${code}`)
const manuals = MANUALS.map((name) => read(name))

// Loads on the eve of a long holiday, on a Sunday and on an ordinary day must all leave the cases where they are meant to be.
const NOWS = ['2026-11-02T13:05:00Z', '2026-12-27T20:00:00Z', '2027-03-24T18:00:00Z', '2026-11-24T15:00:00Z']

for (const name of MANUALS) {
  test(`every worked example of ${name} holds, and they show every row, branch, expiry and limit`, () => {
    const manual = read(name)
    const results = runExamples(manual, text(`../manuals/${name}.examples.md`), { calendar })
    const shown = new Set(results.map(({ procedure }) => procedure))
    assert.deepEqual(
      manual.procedures.map(({ number }) => number).filter((number) => !shown.has(number)),
      [],
    )
    assert.deepEqual(
      results.flatMap(({ title, findings }) => findings.map(({ message }) => `${title}: ${message}`)),
      [],
    )
    for (const { procedure: _, ...uncovered } of exampleCoverage(results)) {
      assert.deepEqual(uncovered, { rows: [], branches: [], expiries: [], limits: [] })
    }
  })
}

test('every role of the manuals is a position of the ministry, unless the case itself assigns it', () => {
  const directory = directoryOf(ministry, '2026-11-24')
  for (const manual of manuals) {
    const assigned = new Set(manual.procedures.flatMap((p) => p.assignments.map(({ role }) => role)))
    for (const role of manual.roles) {
      if (assigned.has(role.key)) continue
      const position = directory.position(role.unit, role.post)
      assert.ok(position, `${role.key} no está en el ministerio`)
      assert.ok(directory.holders(position).length > 0, `${role.key} no tiene quien lo ocupe`)
    }
    for (const { norms, assignments } of manual.procedures) {
      for (const { by } of assignments) {
        if (by.kind !== 'column' && by.kind !== 'head-of-column') continue
        const { columns, rows } = (by.norm.general ? manual.norms : norms).find(
          ({ number }) => number === by.norm.number,
        )!.table!
        for (const row of rows) {
          const cell: string = row[columns.indexOf(by.column)]!
          const unit: string | undefined =
            by.kind === 'head-of-column' ? cell : row.find((each) => directory.hasUnit(each))
          assert.ok(unit && directory.headOfUnit(unit), `${row.join(' | ')} no nombra una dependencia con jefatura`)
          assert.ok(
            by.kind === 'head-of-column' || directory.position(unit, cell),
            `${row.join(' | ')} no nombra un cargo de ${unit}`,
          )
        }
      }
    }
  }
})

test('the ministry refers to nothing that it does not have', () => {
  const { units, positions, people, deputies, absences, groups, lists } = ministry
  const unitCodes = new Set(units.map(({ code }) => code))
  const places = new Map(positions.map(({ code, places }) => [code, places]))
  const usernames = new Set(people.map(({ username }) => username))
  assert.equal(usernames.size, people.length)
  assert.equal(people.filter(({ administrator }) => administrator).length, 1)
  for (const { code, parent, head } of units) {
    assert.ok(parent === null || unitCodes.has(parent), code)
    assert.equal(positions.find((position) => position.code === head)?.unit, code, `jefatura de ${code}`)
  }
  for (const { code, unit } of positions) assert.ok(unitCodes.has(unit), code)
  const held = people.flatMap((person) => person.positions.filter(({ until }) => until === undefined))
  for (const { position } of held) {
    const holders = held.filter((other) => other.position === position).length
    assert.ok(holders <= (places.get(position) ?? 0), `${position} tiene ${holders} personas`)
  }
  const named = [
    ...deputies.flatMap(({ deputy, person }) => [deputy, person ?? deputy]),
    ...absences.map(({ person }) => person),
    ...groups.flatMap(({ members }) => members),
    ...cases.flatMap(({ requester, acts }) => [...acts.map(({ who }) => who), ...(requester ? [requester] : [])]),
  ]
  assert.deepEqual(
    named.filter((username) => !usernames.has(username)),
    [],
  )
  for (const name of lists.flatMap(({ members }) => members))
    assert.ok(
      units.some((unit) => unit.name === name),
      name,
    )
  assert.equal(new Set(cases.map(({ key }) => key)).size, cases.length)
})

for (const now of NOWS) {
  test(`every request walks its acts when the ministry is loaded at ${now}`, () => {
    const states = cases.map((one) => walk(one, now))
    assert.ok(states.filter(({ status }) => status === 'closed').length >= 3)
    assert.ok(states.some(({ tasks }) => tasks.some(({ kind }) => kind === 'wait')))
    assert.ok(states.some(({ tasks }) => tasks.some(({ kind }) => kind === 'reply')))
    assert.ok(states.some(({ tasks }) => tasks.some(({ kind }) => kind === 'signature')))
    assert.ok(states.some(({ tasks }) => tasks.some(({ tray }) => tray?.because.kind === 'external')))
    assert.ok(states.some(({ tasks }) => tasks.some(({ tray }) => tray?.because.kind === 'escalated')))
    assert.ok(states.some(({ tasks }) => tasks.some(({ tray }) => tray !== null && tray.assignee === null)))
    for (const { tasks } of states) {
      for (const { tray, row } of tasks) assert.ok(!tray || tray.position || tray.assignee, `paso ${row} sin bandeja`)
    }
  })
}

function walk(one: DemoCase, now: string): CaseState {
  const manual = manuals.find(({ front }) => front.code === one.manual) ?? assert.fail(`No hay manual ${one.manual}`)
  const version = compileProcedure(manual, one.procedure)
  const today = Temporal.Instant.from(now).toZonedDateTimeISO(ZONE).toPlainDate()
  const directoryAt = (instant: string) =>
    directoryOf(
      ministry,
      Temporal.Instant.from(instant).toZonedDateTimeISO(ZONE).toPlainDate().toString(),
      today.toString(),
    )
  const dated = <Value>(value: Value): Value =>
    JSON.parse(JSON.stringify(value), (_, inner) => (typeof inner === 'string' ? dateOf(inner, today) : inner))
  let state: CaseState | null = null
  const give = (command: Command, at: string, person: string | null, what: string) => {
    const context: Context = {
      actor: person === null ? { kind: 'system' } : { kind: 'person', person },
      now: at,
      calendar,
      directory: directoryAt(at),
    }
    const decision = decide(version, state, command, context)
    if ('refusal' in decision) assert.fail(`${one.key}, ${what}: ${JSON.stringify(decision.refusal)}`)
    for (const act of decision.acts) state = apply(state, act)
  }
  const passUntil = (until: string) => {
    for (let due = nextTimer(state!); due !== null && due <= until; due = nextTimer(state!)) {
      give({ kind: 'pass-time' }, due, null, 'pasa el tiempo')
    }
  }
  give(
    {
      kind: 'open-case',
      start: one.start,
      channel: one.channel,
      requester: one.requester === null ? { kind: 'nobody' } : { kind: 'person', person: one.requester },
      title: one.title,
      ...(one.form && { form: dated(one.form) }),
    },
    instantOf(one.opened, now),
    one.requester,
    'apertura',
  )
  for (const act of one.acts) {
    const at = instantOf(act, now)
    passUntil(at)
    give(commandOf(version, state!, act, directoryAt(at), act.form && dated(act.form)), at, act.who, act.does)
  }
  passUntil(now)
  return state!
}

function commandOf(
  version: CompiledProcedure,
  state: CaseState,
  { who, does }: DemoAct,
  directory: InstitutionDirectory,
  form: DemoAct['form'],
): Command {
  const action = readAction(does)
  if ('wrong' in action) assert.fail(`${does}: ${action.wrong}`)
  const fits = (task: Task) => {
    if (action.kind === 'sign' || action.kind === 'refuse') return task.kind === 'signature'
    if (action.kind === 'reply') return task.kind === 'reply'
    return (
      action.kind === 'complete' &&
      task.kind === 'step' &&
      (task.row === action.row || String(task.question) === action.row)
    )
  }
  const task = state.tasks.find((open) => fits(open) && mayAct(version, state, open, who, directory) === 'yes')
  if (!task)
    assert.fail(`${who} no puede hacer «${does}»: ${state.tasks.map(({ row, tray }) => `${tray?.role} ${row}`)}`)
  if (action.kind === 'refuse') return { kind: 'refuse-signature', task: task.id, reason: action.reason }
  if (action.kind === 'reply')
    return { kind: 'complete-task', task: task.id, ...(action.answer !== undefined && { answer: action.answer }) }
  if (action.kind !== 'complete') return { kind: 'complete-task', task: task.id }
  const choice = choiceOf(version, action.cell)
  return {
    kind: 'complete-task',
    task: task.id,
    ...(action.answer !== undefined && { answer: action.answer }),
    ...(choice !== undefined && { choice }),
    ...(form && { form }),
  }
}

function choiceOf(version: CompiledProcedure, cell: string | undefined): number | undefined {
  if (cell === undefined) return undefined
  const index = [...version.procedure.norms, ...version.manual.norms]
    .flatMap(({ table }) => (table ? [table.rows.findIndex((cells) => cells.includes(cell))] : []))
    .find((found) => found >= 0)
  return index ?? assert.fail(`Ninguna norma tiene «${cell}»`)
}

/** Counts back over days on which the office opens. */
function instantOf({ workingDaysAgo, at }: Moment, now: string): string {
  let day = Temporal.Instant.from(now).toZonedDateTimeISO(ZONE).toPlainDate()
  const noon = () => day.toZonedDateTime({ timeZone: ZONE, plainTime: '10:00' }).toInstant().toString()
  for (let left = workingDaysAgo; left > 0; ) {
    day = day.subtract({ days: 1 })
    if (isWorkingInstant(calendar('GT'), noon())) left -= 1
  }
  const plainTime = Temporal.PlainTime.from(at.padStart(5, '0'))
  return day.toZonedDateTime({ timeZone: ZONE, plainTime }).toInstant().toString()
}

function read(name: string): Manual {
  const { manual, findings } = checkManual(text(`../manuals/${name}.manual.md`))
  assert.deepEqual(
    findings.map(({ message, span }) => `${name}:${span.start.line}: ${message}`),
    [],
  )
  return manual ?? assert.fail(`${name} no se puede leer`)
}

function text(path: string): string {
  return readFileSync(new URL(path, import.meta.url), 'utf8')
}
