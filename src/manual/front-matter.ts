import { isMap, isScalar, isSeq, type Node, parseDocument } from 'yaml'
import { foldText } from './fold-text.ts'
import { LIMITS } from './limits.ts'
import { nearest } from './nearest.ts'
import type { Notes } from './notes.ts'
import type { FrontMatter } from './types.ts'

const KEYS = [
  'manual',
  'título',
  'institución',
  'versión',
  'vigente',
  'calendario',
  'sustituye',
  'basado en',
  'aprobaciones',
]
const REQUIRED = ['manual', 'título', 'institución', 'versión', 'calendario']
const APPROVAL_KEYS = ['acto', 'cargo', 'norma', 'fecha']

interface Entry {
  readonly key: string
  readonly value: Node | null
  readonly from: number
  readonly to: number
}

/** Where the front matter lies: `from`..`to` its YAML, `end` the offset after its closing line. */
export function findFrontMatter(source: string): { from: number; to: number; end: number } | null {
  const opening = /^\uFEFF?---[ \t]*(?:\r\n|\n|\r)/.exec(source)
  if (!opening) return null
  const from = opening[0].length
  const closing = /(?:^|\r\n|\n|\r)---[ \t]*(?=\r|\n|$)/.exec(source.slice(from, from + LIMITS.frontMatter))
  return closing && { from, to: from + closing.index, end: from + closing.index + closing[0].length }
}

/** Reads the front matter; every value is text as written (`1` and `2.1` and `NO` stay what they are). */
export function readFrontMatter(source: string, notes: Notes): FrontMatter {
  const place = findFrontMatter(source)
  if (!place) {
    const say =
      'El manual empieza con su encabezado entre dos líneas «---»: manual, título, institución, versión y calendario.'
    notes.say('falta-encabezado', 0, Math.min(3, source.length), say)
    return emptyFrontMatter()
  }
  const entries = readEntries(source.slice(place.from, place.to), place.from, notes)
  const found = new Map(entries.map((entry) => [entry.key, entry]))
  for (const key of REQUIRED) {
    if (!found.has(key)) notes.say('encabezado-incompleto', 0, 3, `Falta «${key}: …» en el encabezado.`)
  }
  const text = (key: string) => {
    const entry = found.get(key)
    return entry && scalarText(entry, notes)
  }
  const version = text('versión')
  if (version !== undefined)
    check('versión', version, isVersion, 'La versión va con cifras y puntos: «versión: 1» o «versión: 2.1».')
  const effective = text('vigente')
  if (effective !== undefined)
    check('vigente', effective, isDate, 'La fecha se escribe año-mes-día: «vigente: 2026-11-02».')
  return {
    code: text('manual') ?? '',
    title: text('título') ?? '',
    institution: text('institución') ?? '',
    version: version ?? '',
    effective,
    calendar: text('calendario') ?? '',
    supersedes: readSupersedes(text('sustituye')),
    basedOn: text('basado en'),
    approvals: readApprovals(found.get('aprobaciones'), place.from, notes),
  }

  function check(key: string, value: string, holds: (value: string) => boolean, say: string): void {
    const entry = found.get(key)!
    if (!holds(value)) notes.say('encabezado-mal-escrito', entry.from, entry.to, say)
  }

  function readSupersedes(value: string | undefined): FrontMatter['supersedes'] {
    if (value === undefined) return undefined
    const parts = /^(\S+),? (?:versi[oó]n )?([\d.]+)$/i.exec(value.normalize('NFC'))
    check(
      'sustituye',
      value,
      () => parts !== null && isVersion(parts[2]!),
      'Escriba código y versión: «sustituye: DTI-MNP-08 versión 1».',
    )
    return parts ? { code: parts[1]!, version: parts[2]! } : undefined
  }
}

function readEntries(yaml: string, base: number, notes: Notes): Entry[] {
  const bad = (message: string, from = 0, to = yaml.length) =>
    notes.say('encabezado-mal-escrito', base + from, base + to, message)
  if ((yaml.match(/[[{&*]/g)?.length ?? 0) > 200 || /^.{1000}/m.test(yaml)) {
    bad('El encabezado lleva demasiadas listas o líneas demasiado largas; escriba una clave por línea.')
    return []
  }
  const document = parseDocument(yaml, { schema: 'failsafe', logLevel: 'silent' })
  for (const error of document.errors.slice(0, 5)) {
    bad('El encabezado no se puede leer aquí; escriba «clave: valor», una clave por línea.', error.pos[0], error.pos[1])
  }
  if (document.errors.length > 0) return []
  if (!isMap(document.contents)) {
    bad('El encabezado se escribe «clave: valor», una clave por línea.')
    return []
  }
  return entriesOf(document.contents, base, KEYS, notes)
}

function entriesOf(map: Node, base: number, keys: readonly string[], notes: Notes): Entry[] {
  const entries: Entry[] = []
  for (const pair of isMap(map) ? map.items : []) {
    const written = isScalar(pair.key) ? String(pair.key.value) : ''
    const [from = 0, to = 0] = rangeOf(pair.key)
    const key = keys.find((known) => foldText(known) === foldText(written))
    if (!key) {
      const meant = nearest(written, keys)
      const say = meant ? `¿Quiso escribir «${meant}»?` : `Las claves son ${keys.join(', ')}.`
      notes.say(
        'clave-de-encabezado-desconocida',
        base + from,
        base + to,
        `El encabezado no conoce «${written}». ${say}`,
      )
      continue
    }
    const value = (pair.value ?? null) as Node | null
    entries.push({ key, value, from: base + from, to: base + Math.max(to, rangeOf(value)[1] ?? to) })
  }
  return entries
}

function scalarText(entry: Entry, notes: Notes): string | undefined {
  const text = isScalar(entry.value) ? String(entry.value.value ?? '').trim() : ''
  if (text !== '') return text
  notes.say(
    'encabezado-mal-escrito',
    entry.from,
    entry.to,
    `«${entry.key}» lleva un texto en la misma línea: «${entry.key}: …».`,
  )
  return undefined
}

function readApprovals(entry: Entry | undefined, base: number, notes: Notes): FrontMatter['approvals'] {
  if (!entry) return []
  const say = 'Cada aprobación es un elemento «- acto: …» con cargo y, si los hay, norma y fecha (año-mes-día).'
  if (!isSeq(entry.value)) {
    notes.say('encabezado-mal-escrito', entry.from, entry.to, say)
    return []
  }
  return entry.value.items.map((item) => {
    const entries = entriesOf(item as Node, base, APPROVAL_KEYS, notes)
    const text = (key: string) => {
      const found = entries.find((one) => one.key === key)
      return found && scalarText(found, notes)
    }
    const approval = { act: text('acto') ?? '', post: text('cargo') ?? '', norm: text('norma'), date: text('fecha') }
    if (!approval.act || !approval.post || (approval.date !== undefined && !isDate(approval.date))) {
      const [from = 0, to = 0] = rangeOf(item)
      notes.say('encabezado-mal-escrito', base + from, base + to, say)
    }
    return approval
  })
}

function rangeOf(node: unknown): readonly number[] {
  return (node as Node | null)?.range ?? []
}

function isVersion(text: string): boolean {
  return /^\d{1,4}(?:\.\d{1,4})*$/.test(text)
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

function emptyFrontMatter(): FrontMatter {
  return { code: '', title: '', institution: '', version: '', calendar: '', approvals: [] }
}
