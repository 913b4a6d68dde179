import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { CalendarData } from '#src/calendar/types.ts'
import type { Call, CaseDeps } from '#src/cases/call.ts'
import { lockCase } from '#src/cases/case.store.ts'
import { runAsSystem } from '#src/cases/command.ts'
import { advance, settle } from '#src/cases/move-case.ts'
import { openCaseFile } from '#src/cases/open-case-file.ts'
import { passTime } from '#src/cases/pass-time.ts'
import type { ManualVersion } from '#src/cases/versions.ts'
import { type InstitutionFile, loadPeople } from '#src/people/index.ts'
import type { Log } from '#src/platform/log.ts'
import type { Requester } from '#src/procedure/types.ts'
import { instantAgo, type Moment } from './moment.ts'
import { demoCommand, demoValues, type Values } from './walk-case.ts'

/** Everybody's password in the demonstration. */
export const DEMO_PASSWORD = 'ventanilla'

interface DemoCase {
  readonly key: string
  readonly requester: string | null
  readonly contact?: { readonly name: string; readonly unit?: string; readonly email?: string; readonly phone?: string }
  readonly manual: string
  readonly procedure: string
  readonly start: string
  readonly channel: string
  readonly title: string
  readonly opened: Moment
  readonly form?: Readonly<Record<string, unknown>>
  readonly acts: readonly (Moment & {
    readonly who: string
    readonly does: string
    readonly form?: Readonly<Record<string, unknown>>
  })[]
}

/** Loads the invented ministry's people; nothing that is there already is changed. */
export async function loadDemoPeople(
  deps: Pick<CaseDeps, 'db' | 'clock'>,
  folder: string,
  calendars: readonly CalendarData[],
): Promise<void> {
  const file = JSON.parse(readFileSync(join(folder, 'ministry.json'), 'utf8')) as InstitutionFile
  await loadPeople(deps.db, file, { calendars, now: deps.clock(), demoPassword: DEMO_PASSWORD })
}

/** Opens the demonstration's requests and walks each part of its way, at the instants that the file says. */
export async function loadDemoCases(deps: CaseDeps, folder: string, log: Log): Promise<number> {
  const { cases } = JSON.parse(readFileSync(join(folder, 'cases.json'), 'utf8')) as { cases: DemoCase[] }
  const now = deps.clock()
  const { calendar, calendarCode } = await deps.institution(deps.db, now)
  const instantOf = (moment: Moment) => instantAgo(calendar(calendarCode), now, moment)
  const openings = cases.toSorted((a, b) => Date.parse(instantOf(a.opened)) - Date.parse(instantOf(b.opened)))
  for (const each of openings) await walk(deps, each, instantOf, log)
  await passTime(deps, log)
  return openings.length
}

async function walk(deps: CaseDeps, demo: DemoCase, instantOf: (moment: Moment) => string, log: Log): Promise<void> {
  const at = (instant: string): CaseDeps => ({ ...deps, clock: () => instant })
  const number = await runAsSystem(at(instantOf(demo.opened)), (call) => open(call, demo))
  for (const step of demo.acts) {
    const then = at(instantOf(step))
    await passTime(then, log)
    await runAsSystem(then, async (call) => {
      const file = await lockCase(call.tx, number, null)
      const version = await call.deps.manuals.version(call.tx, file!.versionId)
      const procedure = version.procedure(file!.procedure)!
      const person = personOf(call, step.who)
      const code =
        Object.keys(step.form ?? {}).length === 0 ? undefined : formOfStep(version, step.does, file!.procedure)
      const values = code === undefined ? undefined : valuesOf(call, version, code, step.form ?? {})
      try {
        await advance(
          { ...call, actor: { kind: 'person', person }, proved: 'in-the-demonstration' },
          file!,
          demoCommand(procedure, file!.state, step.does, values),
        )
      } catch (error) {
        throw new Error(`demo case ${demo.key}, «${step.does}»: ${(error as Error).message}`, { cause: error })
      }
    })
  }
}

async function open(call: Call, demo: DemoCase): Promise<string> {
  const version = (await call.deps.manuals.inForce(call.tx, call.now)).find((each) => each.code === demo.manual)
  if (version === undefined) throw new Error(`demo case ${demo.key}: manual ${demo.manual} is not in force`)
  const first = version.procedure(demo.procedure)?.procedure.steps[0]?.facts.form
  const person = demo.requester === null ? null : personOf(call, demo.requester)
  const requester: Requester =
    demo.contact !== undefined ? { kind: 'contact' } : person === null ? { kind: 'nobody' } : { kind: 'person', person }
  const actor = person === null ? call.actor : ({ kind: 'person', person } as const)
  const form = first === undefined || demo.form === undefined ? undefined : valuesOf(call, version, first, demo.form)
  const { file, acts } = await openCaseFile({ ...call, actor }, version, demo.procedure, {
    title: demo.title,
    command: {
      kind: 'open-case',
      start: demo.start,
      channel: demo.channel,
      title: demo.title,
      requester,
      contact: demo.contact,
      form,
    },
  })
  return (await settle({ ...call, actor }, file, acts)).number
}

function formOfStep(version: ManualVersion, does: string, procedure: string): string | undefined {
  const named = /forma ([A-Z0-9-]+)/i.exec(does)?.[1]
  if (named !== undefined) return named.toUpperCase()
  const row = /^paso (\d+(?:\.\d+)?)/.exec(does)?.[1]
  return row === undefined ? undefined : version.procedure(procedure)?.rows.get(row)?.facts.form
}

function valuesOf(
  { institution, now }: Call,
  version: ManualVersion,
  code: string,
  written: Readonly<Record<string, unknown>>,
): Values {
  const form = version.form(code)
  if (form === null) throw new Error(`manual ${version.code} has no form ${code}`)
  return demoValues(form, written, {
    person: (username) => institution.directory.personByUsername(username)?.id ?? username,
    date: (text) => dateOf(text, now),
  })
}

function personOf({ institution }: Call, username: string): string {
  const person = institution.directory.personByUsername(username)
  if (person === null) throw new Error(`the demonstration has no person ${username}`)
  return person.id
}

/** `today+3` counted from the instant; anything else as it is. */
function dateOf(text: string, now: string): string {
  const match = /^today([+-]\d+)?$/.exec(text)
  if (match === null) return text
  const today = Temporal.Instant.from(now).toZonedDateTimeISO('UTC').toPlainDate()
  return today.add({ days: Number(match[1] ?? 0) }).toString()
}

/** Has any case been opened? */
export async function anyCase(deps: Pick<CaseDeps, 'db'>): Promise<boolean> {
  const { rows } = await sql`select 1 from case_file limit 1`.execute(deps.db)
  return rows.length > 0
}
