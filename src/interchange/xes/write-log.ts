import { createHash } from 'node:crypto'
import { escapeXml } from '../xml/write-xml.ts'
import { eventsOfCase } from './events-of-case.ts'
import type { LoggedCase, LoggedEvent, LogOptions } from './types.ts'

/** Writes a log piece by piece, so that it is never whole in memory: `head`, one `trace` a case, `foot`. */
export interface LogWriter {
  readonly head: () => string
  readonly trace: (logged: LoggedCase) => string
  readonly foot: () => string
}

const EXTENSIONS = [
  ['Concept', 'concept', 'http://www.xes-standard.org/concept.xesext'],
  ['Lifecycle', 'lifecycle', 'http://www.xes-standard.org/lifecycle.xesext'],
  ['Organizational', 'org', 'http://www.xes-standard.org/org.xesext'],
  ['Time', 'time', 'http://www.xes-standard.org/time.xesext'],
  ['Identity', 'identity', 'http://www.xes-standard.org/identity.xesext'],
  ['Ventanilla', 'ventanilla', 'urn:ventanilla:xes:1'],
] as const

const CLASSIFIERS = [
  ['Actividad', 'concept:name'],
  ['Actividad y ciclo', 'concept:name lifecycle:transition'],
  ['Cargo', 'org:role'],
  ['Paso', 'ventanilla:row'],
] as const

/** An IEEE 1849-2016 event log. `title` names it. */
export function logWriter(title: string, options: LogOptions = {}): LogWriter {
  const persons = new Map<string, string>()
  const person = (id: string): string => {
    const name = options.nameOf?.(id)
    if (name) return name
    const known = persons.get(id) ?? `persona-${persons.size + 1}`
    persons.set(id, known)
    return known
  }
  return {
    head: () => headOf(title),
    trace: (logged) => traceOf(logged, options, person),
    foot: () => '</log>\n',
  }
}

function headOf(title: string): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<log xes.version="1849.2016" xes.features="" xmlns="http://www.xes-standard.org/">',
    ...EXTENSIONS.map(([name, prefix, uri]) => `  <extension name="${name}" prefix="${prefix}" uri="${uri}" />`),
    '  <global scope="trace">',
    `    ${attribute('string', 'concept:name', 'sin número')}`,
    '  </global>',
    '  <global scope="event">',
    `    ${attribute('string', 'concept:name', 'sin nombre')}`,
    `    ${attribute('string', 'lifecycle:transition', 'complete')}`,
    `    ${attribute('date', 'time:timestamp', '1970-01-01T00:00:00Z')}`,
    `    ${attribute('string', 'ventanilla:act', 'case-opened')}`,
    '  </global>',
    ...CLASSIFIERS.map(([name, keys]) => `  <classifier name="${name}" keys="${keys}" />`),
    `  ${attribute('string', 'concept:name', title)}`,
    `  ${attribute('string', 'lifecycle:model', 'standard')}`,
    '',
  ].join('\n')
}

function traceOf(logged: LoggedCase, options: LogOptions, person: (id: string) => string): string {
  const { number, manual, procedure, title } = logged
  const events = eventsOfCase(logged, options)
  const lines = [
    '  <trace>',
    `    ${attribute('string', 'concept:name', number)}`,
    `    ${attribute('id', 'identity:id', uuid(number))}`,
    ...(options.nameOf ? [`    ${attribute('string', 'ventanilla:title', title)}`] : []),
    `    ${attribute('string', 'ventanilla:manual', manual.code)}`,
    `    ${attribute('string', 'ventanilla:version', manual.version)}`,
    `    ${attribute('string', 'ventanilla:procedure', procedure)}`,
    ...events.flatMap((event, index) => eventLines(event, `${number} ${index + 1}`, person)),
    '  </trace>',
    '',
  ]
  return lines.join('\n')
}

function eventLines(event: LoggedEvent, identity: string, person: (id: string) => string): string[] {
  const optional = (kind: Kind, key: string, value: string | undefined) =>
    value === undefined ? [] : [`      ${attribute(kind, key, value)}`]
  return [
    '    <event>',
    `      ${attribute('string', 'concept:name', event.activity)}`,
    ...optional('string', 'concept:instance', event.instance),
    `      ${attribute('string', 'lifecycle:transition', event.transition)}`,
    `      ${attribute('date', 'time:timestamp', event.act.at)}`,
    ...optional('string', 'org:resource', event.resource === undefined ? undefined : person(event.resource)),
    ...optional('string', 'org:role', event.role),
    ...optional('string', 'org:group', event.group),
    `      ${attribute('id', 'identity:id', uuid(identity))}`,
    `      ${attribute('string', 'ventanilla:act', event.act.body.kind)}`,
    ...optional('string', 'ventanilla:row', event.row),
    ...optional('int', 'ventanilla:visit', event.visit === undefined ? undefined : String(event.visit)),
    ...optional('string', 'ventanilla:norm_time', event.normTime),
    ...optional('date', 'ventanilla:due', event.due),
    ...optional('string', 'ventanilla:outcome', event.outcome),
    '    </event>',
  ]
}

type Kind = 'string' | 'date' | 'int' | 'id'

function attribute(kind: Kind, key: string, value: string): string {
  return `<${kind} key="${key}" value="${escapeXml(value)}" />`
}

/** The same case and place give the same identity in every log. */
function uuid(of: string): string {
  const hex = createHash('sha256').update(`ventanilla ${of}`).digest('hex')
  const variant = ((Number.parseInt(hex[16]!, 16) & 3) | 8).toString(16)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
