import { dueAfter, workingMillisBetween } from '#src/calendar/index.ts'
import type { WorkingCalendar } from '#src/calendar/types.ts'
import type { InstitutionDirectory } from '#src/people/types.ts'
import { apply, type CompiledProcedure, decide, mayAct, mayAnnul, nextTimer, rowOf } from '#src/procedure/index.ts'
import type { Act, Actor, CaseState, Command, FormValue, Requester, Task } from '#src/procedure/types.ts'
import { chooseAnswer, chooseRow } from './choose-answer.ts'
import { type EventQueue, eventQueue } from './event-queue.ts'
import { type FillContext, formValues } from './form-values.ts'
import { openingInstants } from './opening-instants.ts'
import { type Random, seededRandom } from './random.ts'
import type { YearFile, YearService, YearSubject } from './year-file.ts'

/** A case that was made up: what is recorded of it. */
export interface SimulatedCase {
  readonly number: string
  readonly manual: string
  readonly procedure: string
  readonly title: string
  readonly channel: string
  readonly openedAt: string
  readonly requesterPerson: string | null
  readonly requesterName: string | null
  /** Number of the case whose step opened it, and the task that waits. */
  readonly parent: { readonly number: string; readonly task: number } | null
  readonly acts: readonly Act[]
  readonly files: readonly { readonly id: string; readonly name: string; readonly by: string; readonly at: string }[]
}

export interface YearWorld {
  readonly now: string
  readonly calendar: (code: string) => WorkingCalendar
  readonly calendarCode: string
  /** The directory as an instant sees it. */
  readonly directory: (at: string) => InstitutionDirectory
  /** Procedure of a manual in force; null when there is none. */
  readonly procedure: (manual: string, number: string) => CompiledProcedure | null
  /** The last number given in each year, before this. */
  readonly lastNumbers: ReadonlyMap<number, number>
  /** SHA-256 of the one paper that every made-up attachment is. */
  readonly paper: string
}

/**
 * Lives a year of the ministry: cases are asked for, wait in trays, are claimed, done, returned, signed and closed by the persons and
 * in the working hours of the directory, each step around its norm time. Pure: the same file, world and instant give the same year.
 * Cases that are not over by `now` stay open where they stand.
 */
export function simulateYear(file: YearFile, world: YearWorld): readonly SimulatedCase[] {
  const random = seededRandom(file.seed)
  const year: Year = {
    file,
    world,
    random,
    live: new Map(),
    queue: eventQueue(),
    numbers: new Map(world.lastNumbers),
    made: 0,
  }
  const calendar = world.calendar(world.calendarCode)
  const services = file.services.map((item) => ({ item, weight: item.weight }))
  for (const at of openingInstants(calendar, world.now, file.cases, random))
    year.queue.add({ at, open: random.weighed(services) })
  for (let event = year.queue.take(); event !== null && event.at < world.now; event = year.queue.take()) {
    if (event.open !== undefined) openAsked(year, event.at, event.open)
    else move(year, event.at, event.case!)
  }
  return [...year.live.values()].map(({ state: _, given: __, subject: ___, service: ____, ...simulated }) => simulated)
}

interface Live extends Omit<SimulatedCase, 'acts' | 'files'> {
  acts: Act[]
  files: { id: string; name: string; by: string; at: string }[]
  state: CaseState
  readonly service: YearService | undefined
  readonly subject: YearSubject
  readonly given: Map<string, FormValue>
}

interface Event {
  readonly at: string
  readonly open?: YearService
  readonly case?: string
}

interface Year {
  readonly file: YearFile
  readonly world: YearWorld
  readonly random: Random
  readonly live: Map<string, Live>
  readonly queue: EventQueue<Event>
  readonly numbers: Map<number, number>
  made: number
}

function openAsked(year: Year, at: string, service: YearService): void {
  const { random, world } = year
  const procedure = world.procedure(service.manual, service.procedure)
  if (procedure === null)
    throw new Error(`The year's file asks for ${service.manual} ${service.procedure}, which is not in force`)
  const directory = world.directory(at)
  const contact = service.contacts === undefined ? undefined : random.pick(service.contacts)
  const person = contact === undefined ? requesterOf(year, directory, service) : null
  const requester: Requester = person === null ? { kind: 'contact' } : { kind: 'person', person }
  const channel = random.weighed(Object.entries(service.channels).map(([item, weight]) => ({ item, weight })))
  const subject = random.pick(service.subjects)
  const actor: Actor = person === null ? { kind: 'system' } : { kind: 'person', person }
  const live = newCase(year, at, { manual: service.manual, procedure: service.procedure, channel, subject, service })
  live.requesterPerson = person
  live.requesterName = contact?.name ?? null
  const form = formOf(procedure, procedure.procedure.steps[0]?.facts.form)
  const command: Command = {
    kind: 'open-case',
    start: service.start,
    channel,
    requester,
    title: subject.title,
    ...(contact && { contact: { name: contact.name, unit: contact.unit } }),
    ...(form && channel === 'portal' && { form: fill(year, live, form, at, person) }),
  }
  if (give(year, live, at, actor, command)) keep(year, live, at)
}

function requesterOf(
  { random, file: _, world: __ }: Year,
  directory: InstitutionDirectory,
  service: YearService,
): string {
  const names = service.requesters
  if (names !== undefined) {
    const found = directory.personByUsername(random.pick(names))
    if (found !== null) return found.id
  }
  return random.pick(directory.activePeople).id
}

interface NewLive {
  readonly manual: string
  readonly procedure: string
  readonly channel: string
  readonly subject: YearSubject
  readonly service: YearService | undefined
  readonly parent?: SimulatedCase['parent']
}

type Draft = { -readonly [Key in keyof Live]: Live[Key] }

function newCase(year: Year, at: string, { manual, procedure, channel, subject, service, parent }: NewLive): Draft {
  const zone = year.world.calendar(year.world.calendarCode).timeZone
  const opened = Temporal.Instant.from(at).toZonedDateTimeISO(zone).year
  const last = (year.numbers.get(opened) ?? 0) + 1
  year.numbers.set(opened, last)
  return {
    number: `${opened}-${String(last).padStart(6, '0')}`,
    manual,
    procedure,
    title: subject.title,
    channel,
    openedAt: at,
    requesterPerson: null,
    requesterName: null,
    parent: parent ?? null,
    acts: [],
    files: [],
    state: null as unknown as CaseState,
    service,
    subject,
    given: new Map(),
  }
}

function keep(year: Year, live: Draft, at: string): void {
  year.live.set(live.number, live)
  schedule(year, live, at)
}

/** Decides and applies a command; false where the engine refuses it, and then nothing has changed. */
function give(year: Year, live: Draft, at: string, actor: Actor, command: Command): boolean {
  const procedure = year.world.procedure(live.manual, live.procedure)!
  const { calendar } = year.world
  const context = { actor, now: at, calendar, directory: year.world.directory(at) }
  const decision = decide(procedure, live.acts.length === 0 ? null : live.state, command, context)
  if ('refusal' in decision) return false
  for (const act of decision.acts) {
    live.acts.push(act)
    live.state = apply(live.acts.length === 1 ? null : live.state, act)
  }
  for (const { body } of decision.acts)
    if (body.kind === 'task-arrived' && body.task.kind === 'child') openChild(year, live, at, body.task)
  if (live.state.status !== 'open' && live.parent !== null) tellParent(year, live, at)
  return true
}

function openChild(year: Year, parent: Draft, at: string, task: Task): void {
  const { procedure, manual = parent.manual } = task.child!
  const subject = parent.subject
  const child = newCase(year, at, {
    manual,
    procedure,
    channel: 'procedimiento',
    subject,
    service: year.file.services.find((each) => each.manual === manual && each.procedure === procedure),
    parent: { number: parent.number, task: task.id },
  })
  const opened = give(
    year,
    child,
    at,
    { kind: 'system' },
    {
      kind: 'open-case',
      start: 'procedimiento',
      channel: 'procedimiento',
      requester: { kind: 'case', number: parent.number },
      title: subject.title,
    },
  )
  if (!opened) throw new Error(`${parent.number}: procedure ${procedure} of ${manual} could not be applied`)
  give(year, parent, at, { kind: 'system' }, { kind: 'link-child', task: task.id, number: child.number })
  keep(year, child, at)
}

function tellParent(year: Year, child: Draft, at: string): void {
  const { number, task } = child.parent!
  const parent = year.live.get(number)
  if (parent === undefined || !parent.state.tasks.some((each) => each.id === task && each.kind === 'child')) return
  const status = child.state.status === 'annulled' ? 'annulled' : 'closed'
  give(year, parent, at, { kind: 'system' }, { kind: 'finish-child', task, number: child.number, status })
  schedule(year, parent, at)
}

/** When something happens next in a case: somebody gets to its first task, or a time of its own is over. */
function schedule({ queue, world, random }: Year, live: Live, at: string): void {
  if (live.state.status !== 'open') return
  const timer = nextTimer(live.state)
  const task = live.state.tasks.find((each) => each.tray !== null)
  // Some are forgotten in a tray, until somebody looks at what is overdue.
  const forgotten = random.chance(0.01) && at > daysBefore(world.now, 120)
  const worked = task === undefined || forgotten ? null : workedUntil(world, random, live, task, at)
  const next = [timer, worked].filter((instant) => instant !== null).sort()[0]
  if (next !== undefined) queue.add({ at: next < at ? at : next, case: live.number })
}

const MINUTE = 60_000

function daysBefore(now: string, days: number): string {
  return new Date(Date.parse(now) - days * 1_440 * MINUTE).toISOString()
}

/** A claim comes soon after the arrival, the rest of the norm time is work; replies of others take days. */
function workedUntil(world: YearWorld, random: Random, live: Live, task: Task, at: string): string {
  const calendar = world.calendar(world.calendarCode)
  const norm =
    task.due === undefined
      ? 45 * MINUTE
      : Math.max(5 * MINUTE, workingMillisBetween(calendar, task.due.start, task.due.at))
  const share = task.claimedAt === undefined && live.state.visits[task.row] === 1 ? 0.35 : 0.4
  const slow = task.kind === 'reply' ? 3 : 1
  const minutes = Math.round((norm * share * slow * random.stretch(0.7)) / MINUTE)
  return dueAfter(calendar, at, { count: Math.max(2, Math.min(minutes, 60 * 200)), unit: 'minutes' }).at
}

function move(year: Year, at: string, number: string): void {
  const live = year.live.get(number)!
  if (live.state.status !== 'open') return
  const timer = nextTimer(live.state)
  if (timer !== null && timer <= at) give(year, live, at, { kind: 'system' }, { kind: 'pass-time' })
  else if (!year.random.chance(0.003) || !annul(year, live, at)) workOn(year, live, at)
  schedule(year, live, at)
}

/** Now and then a case is annulled by whoever answers for it: asked twice, or not needed any more. */
function annul(year: Year, live: Draft, at: string): boolean {
  const procedure = year.world.procedure(live.manual, live.procedure)!
  const directory = year.world.directory(at)
  const person = directory.activePeople.find(({ id }) => mayAnnul(procedure, live.state, id, directory) === 'yes')
  if (person === undefined || live.parent !== null) return false
  const reason = year.random.pick(year.file.reasons)
  return give(year, live, at, { kind: 'person', person: person.id }, { kind: 'annul-case', reason })
}

function workOn(year: Year, live: Draft, at: string): void {
  const task = live.state.tasks.find((each) => each.tray !== null)
  if (task === undefined) return
  const { random, world } = year
  const directory = world.directory(at)
  const procedure = world.procedure(live.manual, live.procedure)!
  const able = candidates(directory, live, task).filter(
    (person) => mayAct(procedure, live.state, task, person, directory) === 'yes',
  )
  if (able.length === 0) return
  const person = task.tray?.assignee ?? random.pick(able)
  const actor: Actor = { kind: 'person', person: able.includes(person) ? person : able[0]! }
  if (task.tray!.assignee === null && task.kind === 'step' && random.chance(0.75)) {
    give(year, live, at, actor, { kind: 'claim-task', task: task.id })
    return
  }
  if (random.chance(0.04)) give(year, live, at, actor, { kind: 'add-note', note: random.pick(year.file.notes) })
  if (task.kind === 'signature' && random.chance(0.04)) {
    const refused = { kind: 'refuse-signature', task: task.id, reason: random.pick(year.file.reasons) } as const
    if (give(year, live, at, actor, refused)) return
  }
  complete(year, live, at, actor, procedure, task)
}

function complete(
  year: Year,
  live: Draft,
  at: string,
  actor: Actor & { kind: 'person' },
  procedure: CompiledProcedure,
  task: Task,
): void {
  const { random } = year
  const answer = chooseAnswer(procedure, task, live.service, random)
  const row = rowOf(procedure, task.row)
  const code = task.kind === 'signature' ? undefined : row.facts.form
  const asked = code !== undefined ? code : formOfAnswer(procedure, task, answer)
  const form = formOf(procedure, asked)
  const before = live.files.length
  const values = form === undefined ? undefined : fill(year, live, form, at, actor.person)
  const files = live.files.slice(before).map(({ id, name }) => ({ id, name, sha256: year.world.paper }))
  const done = give(year, live, at, actor, {
    kind: 'complete-task',
    task: task.id,
    ...(answer !== undefined && { answer }),
    choice: chooseRow(procedure, task, answer, random),
    ...(values && { form: values }),
    ...(files.length > 0 && { files }),
    ...(task.overLimit && { reason: random.pick(year.file.reasons) }),
  })
  if (!done) live.files.length = before
}

function formOfAnswer(procedure: CompiledProcedure, task: Task, answer: string | undefined): string | undefined {
  if (answer === undefined || task.question === undefined) return undefined
  const step = procedure.steps.get(task.question)
  return step?.branches.find((branch) => branch.answer === answer)?.facts.form ?? step?.facts.form
}

function formOf(procedure: CompiledProcedure, code: string | undefined) {
  return code === undefined ? undefined : procedure.forms.get(code)
}

function candidates(directory: InstitutionDirectory, live: Live, { tray }: Task): readonly string[] {
  if (tray === null) return []
  if (tray.assignee !== null) return [tray.assignee]
  if (tray.because.kind === 'requester') return live.requesterPerson === null ? [] : [live.requesterPerson]
  if (tray.group !== undefined) return directory.group(tray.group)
  return tray.position === null ? [] : directory.holders(tray.position)
}

function fill(
  year: Year,
  live: Draft,
  form: NonNullable<ReturnType<typeof formOf>>,
  at: string,
  person: string | null,
): Record<string, FormValue> {
  const directory = year.world.directory(at)
  const context: FillContext = {
    random: year.random,
    file: year.file,
    subject: live.subject,
    today: directory.today,
    people: directory.activePeople.map(({ id }) => id),
    units: directory.rows.units.filter(({ closedOn }) => closedOn === null).map(({ name }) => name),
    given: live.given,
    attach(name) {
      year.made += 1
      const id = `00000000-0000-4000-8000-${String(year.made).padStart(12, '0')}`
      live.files.push({ id, name, by: person ?? directory.activePeople[0]!.id, at })
      return id
    },
  }
  return formValues(form, context)
}
