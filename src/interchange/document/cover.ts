import { dateIn, foldText } from '#src/manual/index.ts'
import { doubt } from './phrases.ts'

import type { DraftFront, Remark, SourceLine } from './types.ts'

const ACTS: readonly (readonly [RegExp, string])[] = [
  [/^aprobado por/, 'Aprobación'],
  [/^revisado por/, 'Revisión'],
  [/^actualizado por/, 'Actualización'],
  [/^documentado por/, 'Documentación'],
  [/^(?:elaborado por|elaboro)/, 'Elaboración'],
  [/^verificacion metodologica/, 'Verificación metodológica'],
  [/^reviso y aprobo/, 'Revisión y aprobación'],
  [/^reviso/, 'Revisión'],
  [/^aprobo/, 'Aprobación'],
  [/^autorizado por|^autorizo/, 'Autorización'],
]

const CODE = /\b(?=[A-Z0-9-]*[A-Z])[A-Z]{2,}(?:-[A-Z0-9]+){1,7}\b/
const POST_LINE =
  /^(?:ministr|viceministr|director|subdirector|gerente|subgerente|jef|secretari|coordinador|tecnic|intendente|alcalde|presidente|subsecretari|analista|encargad)/

export interface Cover {
  readonly front: DraftFront
  /** Lines of the cover that were read into the front matter, or hold only a person's name. */
  readonly taken: ReadonlySet<SourceLine>
}

/** Reads the front matter from the cover, the heads of the pages and the text. */
export function readCover(
  cover: readonly SourceLine[],
  heads: readonly SourceLine[],
  body: readonly SourceLine[],
): Cover {
  const taken = new Set<SourceLine>()
  const remarks: Remark[] = []
  const first = [...cover, ...heads]
  const whole = [...first, ...body]
  const find = (lines: readonly SourceLine[], pattern: RegExp) => {
    for (const line of lines) {
      const found = pattern.exec(line.text)
      if (found) {
        taken.add(line)
        return { value: found[1] ?? found[0], where: line.where }
      }
    }
    return undefined
  }
  const code =
    find(first, /^.*c[oó]digo(?: del (?:documento|manual|procedimiento))?\s*:?\s+([A-Z]{2,}[A-Z0-9-]*-[A-Z0-9-]+)/i) ??
    find(first, new RegExp(`(${CODE.source})`)) ??
    find(
      body.slice(0, 60),
      /c[oó]digo(?: del (?:documento|manual|procedimiento))?\s*:?\s+([A-Z]{2,}[A-Z0-9-]*-[A-Z0-9-]+)/i,
    )
  const version =
    find(first, /versi[oó]n(?: y fecha)?\s*:?\s*(?:versi[oó]n\s*)?(?:No\.?\s*)?0*(\d{1,3}(?:\.\d{1,3})*)/i) ??
    find(whole, /\bversi[oó]n\s*:?\s*0*(\d{1,3}(?:\.\d{1,3})*)/i)
  const effective = find(whole, /vigente a partir del?:?(.*\d{4}.*)/i)
  const title = titleOf(first, body, taken)
  const institution = institutionOf(whole)
  const country = countryOf(whole)
  const approvals = approvalsOf(whole, taken)
  const deduced = (id: string, value: string, where: string) =>
    remarks.push(doubt('dato-deducido', `«${id}» se tomó del texto: «${value}».`, where))
  const missing = (id: string, put: string) =>
    remarks.push(
      doubt('encabezado-dudoso', `la fuente no dice ${id}; se puso «${put}»`, cover[0]?.where ?? 'el documento'),
    )
  if (!code) missing('el código', 'SIN-CODIGO')
  if (!version) missing('la versión', '1')
  if (!title) missing('el título', 'Sin título')
  if (!institution) missing('la institución', 'Sin institución')
  else deduced('institución', institution.value, institution.where)
  if (country) deduced('calendario', country.calendar, country.where)
  else missing('el calendario', 'GT')
  return {
    taken,
    front: {
      code: code?.value,
      title: title?.value,
      institution: institution?.value,
      version: version?.value,
      effective: effective && dateIn(effective.value),
      calendar: country?.calendar,
      supersedes: supersedesOf(whole),
      approvals,
      remarks,
    },
  }
}

function titleOf(first: readonly SourceLine[], body: readonly SourceLine[], taken: Set<SourceLine>) {
  const generic = /^manual de normas y procedimientos$|^manual de procedimientos$|^procedimientos?$/
  const kind = /^(?:manual|procedimiento|instructivo|reglamento|guia)\b/
  const quoted = [...first, ...body.slice(0, 60)]
    .map((line) => ({ line, text: /(?:el|presente) [«"“](MANUAL [^»"”]{8,150})[»"”]/u.exec(line.text)?.[1] }))
    .find(({ text }) => text)
  const cells = first.flatMap((line) =>
    (line.cells?.filter((cell) => cell !== '') ?? [line.text]).map((text) => ({
      line,
      text: text.replace(/\n/g, ' '),
    })),
  )
  const named = cells.filter(({ text }) => kind.test(foldText(text)) && text.length < 200 && !/\bNo\./.test(text))
  const own = named.find(({ text }) => !generic.test(foldText(text)))
  const at = cells.findIndex(({ text }) => generic.test(foldText(text)))
  const below =
    at === -1 ? undefined : cells.slice(at + 1).find(({ text }) => /^[^\p{Ll}]{10,}$/u.test(text) && !CODE.test(text))
  const chosen = below ?? own ?? (quoted && { line: quoted.line, text: quoted.text! }) ?? headline(body)
  if (!chosen) return undefined
  for (const { line, text } of cells)
    if (foldText(text) === foldText(chosen.text) || generic.test(foldText(text))) taken.add(line)
  return { value: chosen.text.trim(), where: chosen.line.where }
}

// A document without a cover: the line in capitals under its heading PROCEDIMIENTO.
function headline(body: readonly SourceLine[]) {
  const at = body.findIndex(({ text }) => /^(?:\d+\.\s*)?procedimientos?:?$/.test(foldText(text)))
  const line =
    at === -1
      ? undefined
      : body.slice(at + 1, at + 4).find(({ text, cells }) => !cells && /^[^\p{Ll}]{12,}$/u.test(text))
  return line && { line, text: line.text }
}

function institutionOf(lines: readonly SourceLine[]) {
  const pattern =
    /(?<![\p{L}])((?:MINISTERIO|Ministerio|INSTITUTO|Instituto|SUPERINTENDENCIA|Superintendencia|MUNICIPALIDAD|Municipalidad|TRIBUNAL|Tribunal|REGISTRO NACIONAL|CONTRALORÍA|Contraloría|AUTORIDAD|UNIVERSIDAD|Universidad)(?:,? (?:(?:de|del|la|las|los|y|e|DE|DEL|LA|LAS|LOS|Y|E) ){0,3}(?!MANUAL|SOPORTE)\p{Lu}[\p{L}]+)+)/gu
  const counts = new Map<string, { value: string; where: string; count: number }>()
  for (const { text, where, cells } of lines) {
    for (const part of cells ?? [text]) {
      for (const [, found = ''] of part.matchAll(pattern)) {
        const name = found.replace(/\s+(?:Oficina|Direcci[oó]n|GUATEMALA|Subgerencia|Unidad)\b.*$/u, '')
        if (name.split(' ').length < 3) continue
        const known = counts.get(foldText(name))
        counts.set(foldText(name), {
          value: known?.value ?? capital(name),
          where: known?.where ?? where,
          count: (known?.count ?? 0) + 1,
        })
      }
    }
  }
  return [...counts.values()].sort((a, b) => b.count - a.count)[0]
}

const COUNTRIES = [
  [/\bguatemala\b|\bguatemalteco/, 'GT'],
  [/\bel salvador\b|\bsalvadoren/, 'SV'],
  [/\bperu\b|\bperuan/, 'PE'],
] as const

function countryOf(lines: readonly SourceLine[]) {
  const found = COUNTRIES.map(([pattern, calendar]) => ({
    calendar,
    where: lines.find(({ text }) => pattern.test(foldText(text)))?.where,
  }))
  const named = found.filter(({ where }) => where !== undefined)
  return named.length === 1 ? { calendar: named[0]!.calendar, where: named[0]!.where! } : undefined
}

function supersedesOf(lines: readonly SourceLine[]): string | undefined {
  for (const { text } of lines) {
    const found =
      /deja sin efecto .*?([A-Z]{2,}(?:-[A-Z0-9]+){2,})\s*,?\s*versi[oó]n\s*0*(\d{1,3}(?:\.\d{1,3})*)/i.exec(text)
    if (found) return `${found[1]} versión ${found[2]}`
  }
  return undefined
}

function approvalsOf(lines: readonly SourceLine[], taken: Set<SourceLine>): DraftFront['approvals'] {
  const approvals: DraftFront['approvals'][number][] = []
  for (const [at, line] of lines.entries()) {
    const act = ACTS.find(([pattern]) => pattern.test(foldText(line.cells?.[0] ?? '')))?.[1]
    if (act !== undefined && line.cells) {
      const own = postIn(line.cells.slice(1))
      const row = own ? line : lines.slice(at + 1, at + 4).find(({ cells }) => cells && postIn(cells.slice(1)))
      if (row) {
        taken.add(line)
        taken.add(row)
        approvals.push({
          act,
          post: own ?? postIn(row.cells!.slice(1))!,
          date: row.cells!.map(dateIn).find(Boolean),
          where: row.where,
        })
      }
    }
    const resolved = /^aprobado por (resoluci[oó]n|acuerdo)(?: del? (.{5,60}?))?,? No\.?/i.exec(line.text)
    if (resolved) {
      const norm = /\b\d+-[A-Z]{1,6}\/?\d{0,4}|\b\d+\/\d{4}|\b\d+-\d{4}/.exec(line.text)?.[0]
      approvals.push({
        act: 'Aprobación',
        post: resolved[2] ?? 'Autoridad',
        norm,
        date: dateIn(line.text),
        where: line.where,
      })
    }
    const resolution = /^(?:resoluci[oó]n|acuerdo)(?: ministerial| gubernativo)? No\.? ?([\w/-]+)$/i.exec(line.text)
    if (resolution && at < 40) {
      const dated = lines.slice(at + 1, at + 6).find(({ text }) => dateIn(text))
      const post = lines
        .slice(at + 1, at + 80)
        .find(({ text }) => POST_LINE.test(foldText(text)) && /^[^\p{Ll}]+$/u.test(text))
      approvals.push({
        act: 'Resolución',
        post: post ? capital(post.text) : 'Autoridad',
        norm: resolution[1],
        date: dated && dateIn(dated.text),
        where: dated?.where ?? line.where,
      })
    }
  }
  return approvals
}

function postIn(cells: readonly string[]): string | undefined {
  return cells.find((cell) => POST_LINE.test(foldText(cell)) && cell.length < 90)
}

/** `MANUAL DE NORMAS` as a title in a sentence is written: the first letter of each name stays, the rest is small. */
function capital(text: string): string {
  if (/\p{Ll}/u.test(text)) return text.trim()
  const small = /^(?:de|del|la|las|los|el|y|e|en|a|al|por|para|con)$/
  const words = text.trim().toLowerCase().split(/\s+/)
  const name = /^(?:ministerio|instituto|superintendencia|municipalidad|ministr|subgerente|director|jefe)/.test(
    words[0]!,
  )
  return words
    .map((word, index) =>
      index === 0 || (name && !small.test(word)) ? word.slice(0, 1).toUpperCase() + word.slice(1) : word,
    )
    .join(' ')
}
