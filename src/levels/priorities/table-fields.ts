import type { Duration } from '#src/calendar/types.ts'
import { type Kind, PERCENTS, type PriorityTable, TARGET_UNITS } from '#src/procedure/index.ts'

/** The table as the inputs of its form hold it, by their names. Repeated names hold a list. */
export type TableFields = Readonly<Record<string, string | readonly string[] | undefined>>

/** Rows of times that the form offers beyond those that there are. */
const SPARE = 3
export const MOST_TARGETS = 200

export const kindValue = ({ manual, procedure }: Kind): string => `${manual}|${procedure}`

/** What a form that begins from a table holds. */
export function fieldsOfTable(table: PriorityTable): TableFields {
  const fields: Record<string, string | readonly string[]> = {}
  table.names.forEach((name, at) => {
    fields[`nombre${at + 1}`] = name
  })
  for (const [key, grades] of [
    ['impacto', table.impacts],
    ['urgencia', table.urgencies],
  ] as const)
    grades.forEach(({ name, text }, at) => {
      fields[`${key}${at + 1}`] = name
      fields[`${key}${at + 1}texto`] = text
    })
  table.matrix.forEach((row, impact) => {
    row.forEach((priority, urgency) => {
      fields[`m${impact + 1}${urgency + 1}`] = String(priority)
    })
  })
  for (const rule of table.kinds) {
    const key = kindValue(rule)
    fields[`ki:${key}`] = String(rule.impact)
    fields[`ku:${key}`] = String(rule.urgency)
    fields[`kn:${key}`] = String(rule.level)
    if (rule.declared === true) fields[`kd:${key}`] = '1'
  }
  table.targets.forEach(({ kind, priority, attention, solution, suspends }, at) => {
    fields[`t${at}k`] = kind === null ? '' : kindValue(kind)
    fields[`t${at}p`] = String(priority)
    Object.assign(fields, durationFields(`t${at}a`, attention), durationFields(`t${at}s`, solution))
    fields[`t${at}n`] = suspends ?? ''
  })
  for (const { percent, to } of table.warnings) fields[`w${percent}`] = to
  fields.fija = table.setters
  fields.edita = table.editors
  return fields
}

function durationFields(name: string, duration: Duration | null): Record<string, string> {
  return duration === null ? {} : { [name]: String(duration.count), [`${name}u`]: duration.unit }
}

/** The rows of times to draw: those that hold something, and some empty ones. */
export function targetRows(fields: TableFields): number {
  const used = Object.keys(fields).flatMap((name) => {
    const at = /^t(\d{1,3})[as]$/.exec(name)?.[1]
    return at !== undefined && textOf(fields[name]) !== '' ? [Number(at) + 1] : []
  })
  return Math.min(MOST_TARGETS, Math.max(0, ...used) + SPARE)
}

/** What was sent as a table, still to be read by `readPriorityTable`; `kinds` are the kinds that the form offered. */
export function tableOfFields(fields: TableFields, kinds: readonly Kind[]): unknown {
  const text = (name: string) => textOf(fields[name])
  const grades = (key: string) => [1, 2, 3].map((at) => ({ name: text(`${key}${at}`), text: text(`${key}${at}texto`) }))
  return {
    names: [1, 2, 3, 4].map((at) => text(`nombre${at}`)),
    impacts: grades('impacto'),
    urgencies: grades('urgencia'),
    matrix: [1, 2, 3].map((impact) => [1, 2, 3].map((urgency) => text(`m${impact}${urgency}`))),
    kinds: kinds.flatMap((kind) => {
      const key = kindValue(kind)
      const [impact, urgency, level] = [text(`ki:${key}`), text(`ku:${key}`), text(`kn:${key}`)]
      return impact === '' && urgency === '' && (level === '' || level === '1')
        ? []
        : [{ ...kind, impact, urgency, level: level === '' ? 1 : level, declared: text(`kd:${key}`) === '1' }]
    }),
    targets: sentTargets(fields),
    warnings: PERCENTS.map((percent) => ({ percent, to: listOf(fields[`w${percent}`]) })),
    setters: listOf(fields.fija),
    editors: listOf(fields.edita),
  }
}

function sentTargets(fields: TableFields): unknown[] {
  const text = (name: string) => textOf(fields[name])
  return Array.from({ length: MOST_TARGETS }, (_, at) => at).flatMap((at) => {
    const [attention, solution] = [durationOf(fields, `t${at}a`), durationOf(fields, `t${at}s`)]
    if (attention === null && solution === null) return []
    const [manual, procedure] = text(`t${at}k`).split('|')
    return [
      {
        kind: manual === '' || manual === undefined ? null : { manual, procedure },
        priority: text(`t${at}p`),
        attention,
        solution,
        suspends: text(`t${at}n`) === '' ? null : text(`t${at}n`),
      },
    ]
  })
}

function durationOf(fields: TableFields, name: string): unknown {
  const count = textOf(fields[name])
  if (count === '') return null
  const unit = textOf(fields[`${name}u`])
  return { count: /^\d{1,6}$/.test(count) ? Number(count) : Number.NaN, unit: unit === '' ? TARGET_UNITS[1] : unit }
}

export function textOf(value: TableFields[string]): string {
  return typeof value === 'string' ? value.trim() : ''
}

export function listOf(value: TableFields[string]): readonly string[] {
  return typeof value === 'string' ? [value] : (value ?? [])
}

/** The strings of a form's body; anything else in it is left out. */
export function fieldsOfBody(body: unknown): TableFields {
  if (typeof body !== 'object' || body === null) return {}
  const fields: Record<string, string | readonly string[]> = {}
  for (const [name, value] of Object.entries(body)) {
    if (typeof value === 'string') fields[name] = value
    else if (Array.isArray(value)) fields[name] = value.filter((each): each is string => typeof each === 'string')
  }
  return fields
}
