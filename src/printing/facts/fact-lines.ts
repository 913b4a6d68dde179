import type { Duration } from '#src/calendar/types.ts'
import type {
  Assignment,
  Deadline,
  DurationFrom,
  Facts,
  NormTime,
  Procedure,
  ReplySource,
  Start,
  Wait,
} from '#src/manual/types.ts'
import type { Locale } from '#src/platform/catalogue.ts'
import { words } from './words.ts'

/** A ficha as a reader takes it: what it is about, and what it orders. */
export interface FactLine {
  readonly term: string
  readonly value: string
  /** A note of the manual: drawn as one. */
  readonly note?: true
}

/** What the fichas order at a step or an answer. */
export function factLines(locale: Locale, facts: Facts): FactLine[] {
  const { deadline, wait, limit, form, register, archive, calendar } = facts
  const line = (key: TermKey, value: string): FactLine => ({ term: words(locale, key), value })
  return [
    ...(wait === undefined ? [] : [line('fact.wait', waitText(locale, wait))]),
    ...(deadline === undefined ? [] : [line('fact.deadline', deadlineText(locale, deadline))]),
    ...(limit === undefined
      ? []
      : [line('fact.limit', words(locale, 'limit.text', { count: limit.rounds, role: limit.role }))]),
    ...(form === undefined ? [] : [line('fact.form', form)]),
    ...facts.signatures.map(({ kind, role }) => line(`fact.${kind}`, role)),
    ...(register === undefined ? [] : [line('fact.register', register)]),
    ...(archive === undefined
      ? []
      : [
          line(
            'fact.archive',
            archive.kind === 'permanent'
              ? words(locale, 'archive.permanent', { object: archive.object })
              : words(locale, 'archive.temporary', {
                  object: archive.object,
                  time: fromText(locale, archive.duration),
                }),
          ),
        ]),
    ...facts.delivers.map((object) => line('fact.delivers', object)),
    ...facts.uses.map((object) => line('fact.uses', object)),
    ...facts.actions.map(({ verb, optional }) =>
      line('fact.action', optional ? words(locale, 'action.optional', { verb }) : verb),
    ),
    ...(calendar === undefined ? [] : [line('fact.calendar', calendar)]),
    ...[...facts.notes, ...facts.details].map((text): FactLine => ({ ...line('fact.note', text), note: true })),
  ]
}

/** What the fichas order of a whole procedure. */
export function procedureLines(locale: Locale, procedure: Procedure): FactLine[] {
  const line = (key: TermKey, value: string): FactLine => ({ term: words(locale, key), value })
  const { authority, calendar, time } = procedure
  return [
    ...procedure.starts.map((start) => line('fact.start', startText(locale, start))),
    ...procedure.assignments.map((each) => line('fact.assigns', assignmentText(locale, each))),
    ...(authority === undefined ? [] : [line('fact.authority', authority)]),
    ...(time === undefined ? [] : [line('fact.time', timeText(locale, time))]),
    ...procedure.blockTimes.map((block) =>
      line(
        'fact.time',
        words(locale, 'time.block', { from: block.from, to: block.to, time: timeText(locale, block.time) }),
      ),
    ),
    ...(calendar === undefined ? [] : [line('fact.calendar', calendar)]),
    ...(procedure.prohibits.length === 0 ? [] : [line('fact.prohibits', procedure.prohibits.join(', '))]),
    ...[...procedure.notes, ...procedure.details].map((text): FactLine => ({ ...line('fact.note', text), note: true })),
  ]
}

export function durationText(locale: Locale, { count, unit }: Duration): string {
  return words(locale, `unit.${unit}`, { count })
}

/** `2 días hábiles`, or `1 a 2 horas`. */
export function timeText(locale: Locale, { min, max, unit }: NormTime): string {
  const most = durationText(locale, { count: max, unit })
  return min === max ? most : words(locale, 'time.range', { min, most })
}

function fromText(locale: Locale, { duration, from }: DurationFrom): string {
  const time = durationText(locale, duration)
  if (from === undefined) return time
  return from.kind === 'start'
    ? words(locale, 'time.from-start', { time })
    : words(locale, 'time.from-step', { time, step: from.step })
}

function deadlineText(locale: Locale, { onExpiry, ...rule }: Deadline): string {
  const time = fromText(locale, rule)
  switch (onExpiry.kind) {
    case 'answer':
      return words(locale, 'expiry.answer', { time, answer: onExpiry.answer })
    case 'continue':
      return words(locale, 'expiry.continue', { time, step: onExpiry.step })
    case 'notify':
      return words(locale, 'expiry.notify', { time, role: onExpiry.role })
    case 'escalate':
      return words(locale, 'expiry.escalate', { time, role: onExpiry.role })
  }
}

function waitText(locale: Locale, wait: Wait): string {
  return wait.kind === 'duration'
    ? fromText(locale, wait)
    : words(locale, 'wait.reply', { from: sourceText(locale, wait.from) })
}

function sourceText(locale: Locale, source: ReplySource): string {
  if (source.kind === 'requester') return words(locale, 'requester')
  return source.kind === 'role' ? source.role : source.unit
}

function startText(locale: Locale, start: Start): string {
  const text = startKind(locale, start)
  return start.each === undefined ? text : words(locale, 'start.each', { text, list: start.each })
}

function startKind(locale: Locale, start: Start): string {
  switch (start.kind) {
    case 'request':
      return words(locale, 'start.request', { name: start.name, channels: start.channels.join(', ') || 'portal' })
    case 'alert':
      return start.type === undefined ? words(locale, 'start.alert') : words(locale, 'start.alert-of', start as Alert)
    case 'weekly':
      return words(locale, 'start.weekly', { day: dayName(locale, start.weekday) })
    case 'monthly':
      return words(locale, start.working ? 'start.monthly-working' : 'start.monthly', { day: start.day })
    case 'yearly':
      return words(locale, 'start.yearly', { day: start.day, month: monthName(locale, start.month) })
    case 'plan':
      return words(locale, 'start.plan', { name: start.name })
    case 'contract':
      return words(locale, 'start.contract', { name: start.name })
  }
}

type Alert = { readonly type: string }

function assignmentText(locale: Locale, { role, by }: Assignment): string {
  return words(locale, 'assigns.text', { role, by: assignedBy(locale, by) })
}

/** Who takes a role that each case assigns. */
export function assignedBy(locale: Locale, by: Assignment['by']): string {
  switch (by.kind) {
    case 'requester':
      return words(locale, 'requester')
    case 'head-of-requester':
      return words(locale, 'assigns.head-of', { whose: words(locale, 'requester') })
    case 'head-of-role':
      return words(locale, 'assigns.head-of', { whose: by.role })
    case 'column':
      return words(locale, 'assigns.column', { column: by.column, norm: by.norm.number })
    case 'head-of-column':
      return words(locale, 'assigns.head-of', {
        whose: words(locale, 'assigns.column', { column: by.column, norm: by.norm.number }),
      })
    case 'group':
      return words(locale, 'assigns.group', { group: by.group })
    case 'external':
      return words(locale, 'assigns.external', { role: by.handledBy })
  }
}

// Any week and year: only the names are taken.
function dayName(locale: Locale, weekday: number): string {
  return new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' }).format(Date.UTC(2024, 0, weekday))
}

function monthName(locale: Locale, month: number): string {
  return new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' }).format(Date.UTC(2024, month - 1, 1))
}

type TermKey = Extract<Parameters<typeof words>[1], `fact.${string}`>
