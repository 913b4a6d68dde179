import type { WorkingCalendar } from '#src/calendar/types.ts'
import { foldText } from '#src/manual/fold-text.ts'
import type { Finding, Manual, Span, Start } from '#src/manual/types.ts'
import { apply } from '../apply.ts'
import { type CompiledProcedure, compileProcedure } from '../compile-procedure.ts'
import { nextTimer } from '../decide/pass-time.ts'
import { decide } from '../decide.ts'
import { later } from '../due.ts'
import { refusalSentence } from '../refusals.ts'
import type { Act, CaseState, Command, Context, Directory, PersonId } from '../types.ts'
import { fault } from './cells.ts'
import { compareLeaves } from './compare-leaves.ts'
import { readExamples } from './read-examples.ts'
import { sampleValues } from './sample-values.ts'
import { REQUESTER, syntheticDirectory } from './synthetic-directory.ts'
import { toCommand } from './to-command.ts'
import type { Example, ExampleResult, ExampleRow, LocalTime } from './types.ts'

export interface ExampleSettings {
  /** The calendar by its code; throws for one that is not known. */
  readonly calendar: (code: string) => WorkingCalendar
}

/**
 * Runs every example of a file against its manual by the engine alone: one person for each role, time passed at every due instant. What
 * does not hold is a finding at its cell, in Spanish. Examples that cannot be read are findings of a result without title.
 */
export function runExamples(manual: Manual, text: string, settings: ExampleSettings): ExampleResult[] {
  const { examples, findings } = readExamples(text)
  const results = examples.map((example) => runExample(manual, example, settings))
  if (findings.length === 0) return results
  return [{ title: '', procedure: '', passed: false, findings, held: 0, rows: 0, acts: [] }, ...results]
}

function runExample(manual: Manual, example: Example, settings: ExampleSettings): ExampleResult {
  const { title, procedure } = example
  const result = { title, procedure, rows: example.rows.length }
  if (!manual.procedures.some((p) => p.number === procedure && p.steps.length > 0)) {
    const known = manual.procedures.map((p) => p.number).join(', ')
    const message = `El manual no tiene el PROCEDIMIENTO No. ${procedure}: tiene ${known}.`
    return {
      ...result,
      passed: false,
      findings: [fault('ejemplo-procedimiento', message, example.opening.span)],
      held: 0,
      acts: [],
    }
  }
  const version = compileProcedure(manual, procedure)
  const stage: Stage = {
    version,
    directory: syntheticDirectory(version),
    calendar: settings.calendar,
    zone: zoneOf(version, settings),
    acts: [],
    state: null,
  }
  const failed = open(stage, example)
  let held = 0
  let finding = failed
  while (!finding && held < example.rows.length) {
    finding = play(stage, example.rows[held]!, procedure)
    if (!finding) held += 1
  }
  return { ...result, passed: !finding, findings: finding ? [finding] : [], held, acts: stage.acts, version }
}

interface Stage {
  readonly version: CompiledProcedure
  readonly directory: Directory
  readonly calendar: (code: string) => WorkingCalendar
  readonly zone: string
  readonly acts: Act[]
  state: CaseState | null
}

function open(stage: Stage, { opening, procedure }: Example): Finding | null {
  const start = startOf(stage.version, opening.by)
  const first = stage.version.steps.get(stage.version.first)?.facts.form
  const form = first === undefined ? undefined : stage.version.forms.get(first)
  const channel = foldText(opening.by ?? '') === 'telefono' ? 'teléfono' : foldText(opening.by ?? '')
  const asked = !start || start.kind === 'request'
  const command: Command = {
    kind: 'open-case',
    start: start ? (start.kind === 'request' ? start.name : start.kind) : '',
    channel,
    requester: asked ? { kind: 'person', person: REQUESTER } : { kind: 'nobody' },
    ...(channel === 'portal' && form && { form: sampleValues(form) }),
  }
  const wrong = give(stage, command, opening.at, asked ? REQUESTER : null)
  return wrong === null ? null : fault('ejemplo-comienzo', wrong, opening.span, procedure)
}

/** The start that a channel or the word after *por* means; without a word, the first. */
function startOf(version: CompiledProcedure, by: string | null): Start | undefined {
  const { starts } = version.procedure
  const word = foldText(by ?? '')
  const kinds: Readonly<Record<string, readonly Start['kind'][]>> = {
    alerta: ['alert'],
    plan: ['plan'],
    contrato: ['contract'],
    calendario: ['weekly', 'monthly', 'yearly'],
  }
  return (
    starts.find((s) => kinds[word]?.includes(s.kind)) ??
    starts.find((s) => s.kind === 'request' && s.channels.some((c) => foldText(c) === word)) ??
    (word === '' ? starts[0] : starts.find((s) => s.kind === 'request'))
  )
}

function play(stage: Stage, row: ExampleRow, procedure: string): Finding | null {
  const state = passUntil(stage, row.when.at)
  const deed = toCommand({ ...stage, state }, row)
  if ('wrong' in deed)
    return found('ejemplo-hace', deed.wrong, deed.at === 'who' ? row.who.span : row.does.span, procedure, row)
  const wrong = give(stage, deed.command, row.when.at, deed.person)
  if (wrong !== null) return found('ejemplo-rechazado', wrong, row.does.span, procedure, row)
  const differs = compareLeaves(row.leaves.items, stage.state!, stage.directory, stage.zone)
  return differs === null ? null : found('ejemplo-queda-otra-cosa', differs, row.leaves.span, procedure, row)
}

/** Lets time pass at every due instant up to the row's moment, as the scan of a running system would. */
function passUntil(stage: Stage, until: LocalTime): CaseState {
  const end = instantOf(until, stage.zone)
  // Each scan handles what is due, so a circle of timers without end is the only way to come here this often.
  for (let scans = 0; scans < 1000; scans++) {
    const next = nextTimer(stage.state!)
    if (next === null || later(next, end)) break
    const opened = stage.acts.at(-1)!.at
    give(stage, { kind: 'pass-time' }, later(next, opened) ? next : opened, null)
  }
  return stage.state!
}

/** Gives a command to the engine; the sentence of its refusal, or null. `at` is office time, or an instant when it ends in Z. */
function give(stage: Stage, command: Command, at: string, person: PersonId | null): string | null {
  const context: Context = {
    actor: person === null ? { kind: 'system' } : { kind: 'person', person },
    now: at.endsWith('Z') ? at : instantOf(at, stage.zone),
    calendar: stage.calendar,
    directory: stage.directory,
  }
  const decision = decide(stage.version, stage.state, command, context)
  if ('refusal' in decision) return sentence(decision.refusal, stage.directory)
  for (const act of decision.acts) stage.state = apply(stage.state, act)
  stage.acts.push(...decision.acts)
  return null
}

function sentence(refusal: Parameters<typeof refusalSentence>[0], directory: Directory): string {
  const { by } = refusal.data
  const name =
    typeof by === 'string' ? (directory.nameOf(by)?.post ?? (by === REQUESTER ? 'Solicitante' : by)) : undefined
  return refusalSentence({ ...refusal, data: { ...refusal.data, by: name } }, 'es')
}

function found(code: string, message: string, span: Span, procedure: string, row: ExampleRow): Finding {
  const { action } = row.does
  return { ...fault(code, message, span, procedure), ...(action.kind === 'complete' && { step: action.row }) }
}

function zoneOf(version: CompiledProcedure, settings: ExampleSettings): string {
  return settings.calendar(version.procedure.calendar ?? version.manual.front.calendar).timeZone
}

function instantOf(local: LocalTime, zone: string): string {
  return Temporal.PlainDateTime.from(local).toZonedDateTime(zone).toInstant().toString()
}
