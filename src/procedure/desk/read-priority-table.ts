import type { Duration } from '#src/calendar/types.ts'
import type { Grade } from './priority.ts'
import {
  type GradeWords,
  type KindRule,
  type Level,
  PERCENTS,
  type PriorityNumber,
  type PriorityTable,
  type TargetRule,
  type Warned,
  type WarningRule,
} from './priority-table.ts'

/** A fault of a table, with the place in it (`names.0`, `targets.3.solution`) and a sentence that says what to write. */
export interface TableFault {
  readonly place: string
  readonly es: string
  readonly en: string
}

export type TableReading = { readonly table: PriorityTable } | { readonly faults: readonly TableFault[] }

const LIMITS = { rules: 400, positions: 50, faults: 20 } as const
export const TARGET_UNITS = ['minutes', 'hours', 'working-days'] as const

/** Reads a table from outside (JSON of the API, the page's form, a DMN document) and says what is wrong with it. */
export function readPriorityTable(given: unknown): TableReading {
  const faults: TableFault[] = []
  const fault = (place: string, es: string, en: string) => {
    if (faults.length < LIMITS.faults) faults.push({ place, es, en })
  }
  const from = record(given)
  const words = (place: string, value: unknown, max: number): string => {
    const text = typeof value === 'string' ? value.normalize('NFC').replace(/\s+/g, ' ').trim() : ''
    if (text === '') fault(place, 'Escriba este texto.', 'Write this text.')
    else if (text.length > max) fault(place, `Use ${max} caracteres o menos.`, `Use at most ${max} characters.`)
    else if (/\p{Cc}/u.test(text))
      fault(place, 'Quite los caracteres que no se ven.', 'Remove the invisible characters.')
    return text
  }
  const whole = <N extends number>(place: string, value: unknown, allowed: readonly N[], what: string): N => {
    const number = typeof value === 'string' && /^\d{1,3}$/.test(value) ? Number(value) : value
    if (allowed.includes(number as N)) return number as N
    fault(place, `Elija ${what}.`, `Choose one of ${allowed.join(', ')}.`)
    return allowed[0]!
  }
  const listOf = <T>(place: string, value: unknown, max: number, read: (each: unknown, place: string) => T): T[] => {
    const items = value === undefined ? [] : Array.isArray(value) ? value : null
    if (items === null || items.length > max) {
      fault(place, `Aquí va una lista de ${max} o menos.`, `A list of at most ${max} goes here.`)
      return []
    }
    return items.map((each, at) => read(each, `${place}.${at}`))
  }
  const grade = (place: string, value: unknown): Grade =>
    whole(place, value, [1, 2, 3], 'un grado: 1 alto, 2 medio, 3 bajo')
  const priority = (place: string, value: unknown): PriorityNumber =>
    whole(place, value, [1, 2, 3, 4], 'una prioridad del 1 al 4')
  const grades = (place: string, value: unknown) =>
    [0, 1, 2].map((at): GradeWords => {
      const each = record(list(value)[at])
      return { name: words(`${place}.${at}.name`, each.name, 40), text: words(`${place}.${at}.text`, each.text, 300) }
    }) as unknown as PriorityTable['impacts']
  const code = (place: string, value: unknown): string => {
    const text = typeof value === 'string' ? value.trim() : ''
    if (text === '' || text.length > 60) fault(place, 'Elija un trámite de la lista.', 'Choose a kind of the list.')
    return text
  }
  const duration = (place: string, value: unknown): Duration | null => {
    if (value === null || value === undefined || value === '') return null
    const { count, unit } = record(value)
    if (!Number.isInteger(count) || (count as number) < 1 || (count as number) > 10_000)
      fault(place, 'Escriba un número entero, del 1 al 10000.', 'Write a whole number, from 1 to 10000.')
    if (!TARGET_UNITS.includes(unit as 'hours'))
      fault(place, 'Elija minutos, horas o días hábiles.', 'Choose minutes, hours or working days.')
    return { count: Number(count), unit: unit as Duration['unit'] }
  }
  const position = (value: unknown, place: string): string => {
    if (typeof value !== 'string' || !/^[0-9a-f-]{36}$/.test(value))
      fault(place, 'Elija un cargo de la lista.', 'Choose a position of the list.')
    return String(value)
  }

  const table: PriorityTable = {
    names: [0, 1, 2, 3].map((at) =>
      words(`names.${at}`, list(from.names)[at], 30),
    ) as unknown as PriorityTable['names'],
    impacts: grades('impacts', from.impacts),
    urgencies: grades('urgencies', from.urgencies),
    matrix: [0, 1, 2].map((row) =>
      [0, 1, 2].map((column) => priority(`matrix.${row}.${column}`, list(list(from.matrix)[row])[column])),
    ) as unknown as PriorityTable['matrix'],
    kinds: listOf('kinds', from.kinds, LIMITS.rules, (each, place): KindRule => {
      const rule = record(each)
      return {
        manual: code(`${place}.manual`, rule.manual),
        procedure: code(`${place}.procedure`, rule.procedure),
        impact: grade(`${place}.impact`, rule.impact),
        urgency: grade(`${place}.urgency`, rule.urgency),
        level: whole<Level>(`${place}.level`, rule.level ?? 1, [1, 2, 3], 'un nivel del 1 al 3'),
        ...(rule.declared === true ? { declared: true as const } : {}),
      }
    }),
    setters: listOf('setters', from.setters, LIMITS.positions, position),
    editors: listOf('editors', from.editors, LIMITS.positions, position),
    targets: listOf('targets', from.targets, LIMITS.rules, (each, place): TargetRule => {
      const rule = record(each)
      const kind = rule.kind === null || rule.kind === undefined ? null : record(rule.kind)
      const suspends =
        rule.suspends === null || rule.suspends === undefined ? null : words(`${place}.suspends`, rule.suspends, 200)
      return {
        kind:
          kind === null
            ? null
            : { manual: code(`${place}.kind`, kind.manual), procedure: code(`${place}.kind`, kind.procedure) },
        priority: priority(`${place}.priority`, rule.priority),
        attention: duration(`${place}.attention`, rule.attention),
        solution: duration(`${place}.solution`, rule.solution),
        suspends,
      }
    }),
    warnings: listOf('warnings', from.warnings, 3, (each, place): WarningRule => {
      const rule = record(each)
      const to = list(rule.to).filter((who): who is Warned => who === 'assignee' || who === 'head')
      return { percent: whole(`${place}.percent`, rule.percent, PERCENTS, '50, 80 o 100'), to: [...new Set(to)] }
    }),
  }
  repeated(table.kinds.map(kindKey), 'kinds', fault)
  repeated(
    table.targets.map(({ kind, priority: number }) => `${kind === null ? '' : kindKey(kind)} ${number}`),
    'targets',
    fault,
  )
  return faults.length > 0 ? { faults } : { table }
}

function repeated(
  keys: readonly string[],
  place: string,
  fault: (place: string, es: string, en: string) => void,
): void {
  keys.forEach((key, at) => {
    if (keys.indexOf(key) < at)
      fault(
        `${place}.${at}`,
        'Esta fila repite el trámite y la prioridad de otra: deje una sola.',
        'This row repeats the kind and priority of another: keep one.',
      )
  })
}

const kindKey = ({ manual, procedure }: { manual: string; procedure: string }) => `${manual} ${procedure}`

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {}
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
