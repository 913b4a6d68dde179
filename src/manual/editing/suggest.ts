import { CLAVES, PLACE_OF } from '../claves.ts'
import { foldText } from '../fold-text.ts'
import { CLAVE_HELP } from './clave-help.ts'
import type { NamedProcedure, Names } from './names.ts'

export interface Suggestion {
  /** What is written. */
  readonly text: string
  /** A few words beside it. */
  readonly detail?: string
  /** What it does, a sentence or two. */
  readonly info?: string
}

export interface Suggestions {
  /** Offset from which the text is replaced. */
  readonly from: number
  readonly options: readonly Suggestion[]
}

/** What of the institution a text may name. */
export interface Surroundings {
  readonly calendars: readonly string[]
  /** `Dependencia / Cargo` of the directory. */
  readonly posts: readonly string[]
  readonly groups: readonly string[]
}

/** What may be written at a place of a text; null where nothing is known. Pure: `names` may be of a reading a moment old. */
export function suggest(source: string, at: number, names: Names, around: Surroundings): Suggestions | null {
  const start = source.lastIndexOf('\n', at - 1) + 1
  const line = source.slice(start, at)
  const asked = { line, at, names, around, procedure: procedureAt(names, at) }
  if (inFrontMatter(source, at)) return frontMatter(asked)
  if (line.startsWith('|')) return tableCell(asked, headingAbove(source, start))
  if (/^- /.test(line)) return ficha(asked)
  if (/^#{1,3}/.test(line)) return heading(asked)
  return null
}

interface Asked {
  readonly line: string
  readonly at: number
  readonly names: Names
  readonly around: Surroundings
  readonly procedure: NamedProcedure | undefined
}

/** The procedure in which an offset lies, or the last one before it. */
export function procedureAt(names: Names, at: number): NamedProcedure | undefined {
  return names.procedures.findLast(({ from }) => from <= at)
}

function inFrontMatter(source: string, at: number): boolean {
  if (!source.startsWith('---\n')) return false
  const end = source.indexOf('\n---', 3)
  return at > 3 && (end === -1 || at <= end)
}

function headingAbove(source: string, start: number): string {
  const before = source.slice(0, start)
  return /^#[^\n]*$/m.exec(before.slice(before.lastIndexOf('\n#') + 1))?.[0] ?? ''
}

/** The options that begin like what is written, with where it begins. */
function options({ at }: Asked, written: string, all: readonly Suggestion[]): Suggestions | null {
  const wanted = foldText(written)
  const fitting = all.filter(({ text }) => {
    const folded = foldText(text)
    // The word under the cursor is itself one of the names that were read.
    if (wanted !== '' && folded.replace(/\.$/, '') === wanted) return false
    return folded.startsWith(wanted) || (wanted.length > 1 && folded.includes(wanted))
  })
  return fitting.length === 0 ? null : { from: at - written.length, options: fitting }
}

function frontMatter(asked: Asked): Suggestions | null {
  const calendar = /^calendario: *(\S*)$/.exec(asked.line)
  if (calendar)
    return options(
      asked,
      calendar[1]!,
      asked.around.calendars.map((text) => ({ text, detail: 'calendario' })),
    )
  const key = /^([\p{L} ]*)$/u.exec(asked.line)
  return key && options(asked, key[1]!, FRONT_KEYS)
}

const FRONT_KEYS: readonly Suggestion[] = [
  { text: 'manual: ', detail: 'obligatoria', info: 'Código del documento.' },
  { text: 'título: ', detail: 'obligatoria', info: 'Como se imprime.' },
  { text: 'institución: ', detail: 'obligatoria', info: 'Como se imprime.' },
  { text: 'versión: ', detail: 'obligatoria', info: 'Cifras y puntos: 1, 2.1.' },
  { text: 'calendario: ', detail: 'obligatoria', info: 'El calendario de días hábiles.' },
  { text: 'vigente: ', info: 'Fecha desde la que rige: 2026-11-02.' },
  { text: 'sustituye: ', info: 'Código y versión que deja sin efecto.' },
  { text: 'basado en: ', info: 'De dónde viene el texto.' },
  { text: 'aprobaciones:', info: 'Lista de acto, cargo y, si los hay, norma y fecha.' },
]

function heading(asked: Asked): Suggestions | null {
  const next = Math.max(0, ...asked.names.procedures.map(({ number }) => Number.parseInt(number, 10))) + 1
  return options(asked, asked.line, [
    { text: `## PROCEDIMIENTO No. ${next}. `, detail: 'abre un procedimiento' },
    { text: '### FORMA ', detail: 'define una forma', info: 'Bajo # ANEXOS: código, punto y título.' },
    ...['OBJETIVO', 'ALCANCE', 'BASE LEGAL', 'NORMAS', 'RESPONSABILIDADES', 'GLOSARIO', 'ANEXOS'].map((title) => ({
      text: `# ${title}`,
      detail: 'sección',
    })),
  ])
}

function tableCell(asked: Asked, above: string): Suggestions | null {
  const cells = asked.line.split(/(?<!\\)\|/).slice(1)
  const written = (cells.at(-1) ?? '').trimStart()
  if (/^### forma/i.test(above)) {
    if (cells.length === 2) return options(asked, written, FIELD_TYPES)
    return cells.length === 3 ? options(asked, written, [{ text: 'sí' }, { text: 'no' }]) : null
  }
  if (cells.length === 1) return options(asked, written, roles(asked))
  if (cells.length === 3) return activity(asked, cells[1]!.trim(), written)
  return cells.length === 4 ? options(asked, written, TIMES) : null
}

const FIELD_TYPES: readonly Suggestion[] = [
  'texto',
  'texto largo',
  'número',
  'número (1–64)',
  'fecha',
  'hora',
  'sí/no',
  'lista: a; b; c',
  'persona',
  'dependencia',
  'extensión',
  'equipo',
  'correo',
  'teléfono',
  'dirección IP',
  'archivo (pdf, imagen)',
].map((text) => ({ text }))

const TIMES: readonly Suggestion[] = ['30 minutos', '1 hora', '2 a 4 horas', '1 día hábil', '3 días hábiles', '—'].map(
  (text) => ({ text, detail: text === '—' ? 'sin tiempo' : 'se mide; no vence' }),
)

const roles = ({ names, around }: Asked): Suggestion[] => {
  const own = new Set(names.roles.map(foldText))
  return [
    ...names.roles.map((text) => ({ text, detail: 'en este manual' })),
    ...around.posts.filter((post) => !own.has(foldText(post))).map((text) => ({ text, detail: 'del directorio' })),
  ]
}

function activity(asked: Asked, row: string, written: string): Suggestions | null {
  const opened = /\([^()]*$/.exec(written)
  if (opened) return options(asked, opened[0], jumps(asked, row))
  const norm = /\b(?:seg[úu]n|ver) norma (general )?([\d.]*)$/i.exec(written)
  if (norm) {
    const all = norm[1] ? asked.names.norms : (asked.procedure?.norms ?? [])
    return options(
      asked,
      norm[2]!,
      all.map(({ number, text, table }) => ({ text: number, detail: table ? 'con tabla' : 'sin tabla', info: text })),
    )
  }
  const word = /(?:^|[\s.])([\p{L}]+(?: [\p{L}]*)?)$/u.exec(written)?.[1] ?? (written === '' ? '' : null)
  if (word === null || (word !== '' && word.length < 2)) return null
  const found = options(asked, word, row.includes('.') ? ANSWERS : PHRASES)
  return found && { ...found, options: found.options.filter(({ text }) => foldText(text).startsWith(foldText(word))) }
}

const PHRASES: readonly Suggestion[] = [
  { text: 'según norma ', info: 'Obliga a elegir una fila de la tabla de esa norma.' },
  { text: 'según norma general ', info: 'Obliga a elegir una fila de la tabla de una norma de # NORMAS.' },
  { text: 'ver norma ', info: 'Muestra la norma a quien tiene la tarea.' },
  { text: 'ver norma general ', info: 'Muestra una norma de # NORMAS a quien tiene la tarea.' },
  { text: 'A la vez:', info: 'Abre dos filas o más que corren juntas; el paso siguiente las reúne.' },
]

const ANSWERS: readonly Suggestion[] = [{ text: 'SÍ. ' }, { text: 'NO. ' }]

function jumps({ names, procedure }: Asked, row: string): Suggestion[] {
  const here = Number.parseInt(row, 10) || 0
  const steps = (procedure?.rows ?? []).filter(({ number }) => !number.includes('.'))
  const before = steps.filter(({ number }) => Number(number) <= here)
  const after = steps.filter(({ number }) => Number(number) > here)
  return [
    ...after.map(({ number, text }) => ({ text: `(Continúa en paso ${number}).`, info: text })),
    ...before.toReversed().map(({ number, text }) => ({ text: `(Regresa a paso ${number}).`, info: text })),
    { text: '(Fin).', info: 'Termina el caso.' },
    ...names.procedures
      .filter(({ number }) => number !== procedure?.number)
      .map(({ number, title }) => ({
        text: `(Aplica procedimiento ${number}).`,
        info: `${title}: abre un caso de ese procedimiento, espera su fin y sigue.`,
      })),
  ]
}

function ficha(asked: Asked): Suggestions | null {
  const { line, procedure } = asked
  const target = /^- ([^,:]*)$/.exec(line)
  if (target) {
    return options(asked, target[1]!, [
      { text: 'Procedimiento, ', detail: 'del procedimiento entero' },
      ...(procedure?.rows ?? []).map(({ number, text, answer }) => ({
        text: `Paso ${number}, `,
        detail: answer,
        info: text,
      })),
    ])
  }
  const key = /^- (Procedimiento|Paso [^,:]*), ([^:]*)$/i.exec(line)
  if (key) {
    const on = /^p.o/i.test(key[1]!) && !/^paso/i.test(key[1]!) ? 'procedure' : 'row'
    const fitting = CLAVES.filter((clave) => PLACE_OF[clave].on === 'both' || PLACE_OF[clave].on === on)
    return options(
      asked,
      key[2]!,
      fitting.map((clave) => ({ text: `${clave}: `, info: CLAVE_HELP[clave] })),
    )
  }
  const value = /^- (?:Procedimiento|Paso [^,:]*), ([^:]*): ?(.*)$/i.exec(line)
  return value && fichaValue(asked, foldText(value[1]!), value[2]!)
}

function fichaValue(asked: Asked, clave: string, written: string): Suggestions | null {
  const { names, around, procedure } = asked
  const steps = (procedure?.rows ?? []).filter(({ number }) => !number.includes('.'))
  const people = [{ text: 'solicitante', detail: 'quien pidió el caso' }, ...roles(asked)]
  const role = /\b(?:escala a|avisa a|respuesta de|jefatura de) ([^;]*)$/i.exec(written)
  if (role) return options(asked, role[1]!, ended(people))
  const step = /\b(?:desde|continúa en|elija) paso ([\d.]*)$/i.exec(written)
  if (step)
    return options(
      asked,
      step[1]!,
      steps.map(({ number, text }) => ({ text: number, info: text })),
    )
  const expiry = /; al vencer, ([^;]*)$/i.exec(written)
  if (expiry) {
    const answers = [...new Set((procedure?.rows ?? []).flatMap(({ answer }) => (answer ? [answer] : [])))]
    return options(asked, expiry[1]!, [
      ...answers.map((answer) => ({ text: `${answer}.`, detail: 'responde por sí solo' })),
      { text: 'continúa en paso ', detail: 'sigue en otro paso' },
      { text: 'avisa a ', detail: 'solo avisa' },
      { text: 'escala a ', detail: 'pasa la tarea' },
    ])
  }
  switch (clave) {
    case 'firma':
    case 'visto bueno':
    case 'sello':
    case 'conformidad':
      return options(asked, written, ended(people))
    case 'autoridad':
      return options(asked, written, ended(roles(asked)))
    case 'forma':
      return options(asked, written, ended(names.forms.map(({ code, title }) => ({ text: code, detail: title }))))
    case 'calendario':
      return options(asked, written, ended([...around.calendars, '24 horas'].map((text) => ({ text }))))
    default:
      return options(asked, written, VALUES[clave] ?? [])
  }
}

const ended = (all: readonly Suggestion[]) => all.map((each) => ({ ...each, text: `${each.text}.` }))

const VALUES: Readonly<Record<string, readonly Suggestion[]>> = {
  inicio: [
    { text: 'solicitud «» por portal, correo, teléfono, ventanilla, oficio.', detail: 'lo pide una persona' },
    { text: 'alerta de «».', detail: 'lo abre una alerta' },
    { text: 'cada semana, lunes.', detail: 'se repite' },
    { text: 'cada mes, día 3 hábil.', detail: 'se repite' },
    { text: 'cada año, 15 de enero.', detail: 'se repite' },
    { text: 'por plan «».', detail: 'lo abre un plan' },
    { text: 'por contrato «».', detail: 'lo abre un contrato' },
  ],
  plazo: [
    { text: '3 días hábiles; al vencer, ' },
    { text: '6 días hábiles desde paso 1; al vencer, ' },
    { text: '4 horas; al vencer, ' },
  ],
  espera: [
    { text: '21 días hábiles desde paso 1.', info: 'La fila se abre cuando termina.' },
    { text: 'respuesta de solicitante.', info: 'La fila espera su respuesta.' },
  ],
  limite: [{ text: '3 vueltas; al exceder, escala a ', info: 'Cuenta las veces que se regresa.' }],
  registro: [{ text: 'libro de ' }],
  archivo: [{ text: 'expediente; permanente.' }, { text: 'expediente; temporal, 30 días calendario.' }],
}
