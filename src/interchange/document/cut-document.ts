import { foldText } from '#src/manual/index.ts'
import { isNormsTitle } from './norms.ts'
import { isStepHeader } from './step-rows.ts'
import type { SourceLine } from './types.ts'

/** A document cut at its headings, nothing read yet. */
export interface Cut {
  readonly cover: readonly SourceLine[]
  readonly parts: readonly Part[]
}

export type Part =
  | { readonly kind: 'section'; readonly title: string; readonly where: string; readonly lines: SourceLine[] }
  | ProcedurePart

export interface ProcedurePart {
  readonly kind: 'procedure'
  number: string
  title: string
  readonly where: string
  readonly norms: SourceLine[]
  readonly table: SourceLine[]
  /** Text outside the table; a line with `heading` opens a case of its own inside the procedure. */
  readonly prose: SourceLine[]
  counts: { text: string; where: string } | undefined
}

const SECTION =
  /^(?:introduccion|presentacion|objetivos?(?: (?:del manual|del procedimiento|generales?))?|alcance|ambito(?: de aplicacion)?|campo de aplicacion|definiciones|glosario.*|base legal.*|referencias? normativas?|marco (?:legal|juridico|normativo)|normas?(?: generales| de aplicacion general)?|lineamientos(?: generales)?|politicas(?: generales)?|responsabilidades|(?:descripcion de(?:l| los)? )?procedimientos?|flujogramas?|diagramas? de flujo|anexos?|(?:registro de )?modificaciones.*|control de cambios|datos del procedimiento|antecedentes)$/
const NUMBERED = /^(?:[-•]\s*)?(?:(\d{1,2}(?:\s?\.\s?\d{1,2}){0,3})\s?[.)]?|([IVX]{1,5})\.)\s+(?=\S)/u
const PROCEDURES = /^(?:descripcion de(?:l| los)? )?procedimientos?$/
const PROCEDURE = /^procedimiento\s*(?:no?\.?|n[°º]\.?|numero|#)\s*(\d{1,2})[.:]?\s*(.*)$/i
const STAGE = /^(?:etapa|fase)\s+(\d{1,2})\s*[:.–-]\s*(.+)$/i
const COUNTS = /^(?:pasos|formas)\b[\s\d.:]*/i

interface State {
  zone: 'cover' | 'section' | 'procedures' | 'procedure'
  /** Number of the section that holds the procedures, `7`. */
  zoneNumber: string
  mode: 'title' | 'norms' | 'body'
  procedure: ProcedurePart | undefined
  counting: boolean
}

export function cutDocument(lines: readonly SourceLine[]): Cut {
  const cover: SourceLine[] = []
  const parts: Part[] = []
  const state: State = { zone: 'cover', zoneNumber: '', mode: 'body', procedure: undefined, counting: false }
  const open = (number: string, title: string, where: string): ProcedurePart => {
    const part: ProcedurePart = {
      kind: 'procedure',
      number,
      title,
      where,
      norms: [],
      table: [],
      prose: [],
      counts: undefined,
    }
    parts.push(part)
    state.procedure = part
    state.zone = 'procedure'
    state.mode = title === '' ? 'title' : 'body'
    state.counting = false
    return part
  }
  for (const line of lines) {
    if (line.text === '' && !line.cells) continue
    if (takeProcedure(line, state, open, parts)) continue
    const heading = headingOf(line, state)
    const last = parts.at(-1)
    // The title of a table under its own heading.
    if (heading && last?.kind === 'section' && last.lines.length === 0 && last.title === heading.title) continue
    if (heading) {
      state.procedure = undefined
      state.zone = PROCEDURES.test(foldText(heading.title)) ? 'procedures' : 'section'
      state.zoneNumber = state.zone === 'procedures' ? heading.number : ''
      parts.push({ kind: 'section', title: heading.title, where: line.where, lines: [] })
      continue
    }
    if (state.zone === 'cover') cover.push(line)
    else if (state.zone === 'procedures' && (isStepHeader(line) || line.cells)) {
      open('1', '', line.where).table.push(line)
      state.mode = 'body'
    } else if (state.procedure) intoProcedure(line, state, state.procedure)
    else {
      if (last?.kind === 'section') last.lines.push(line)
    }
  }
  return { cover, parts }
}

function takeProcedure(
  line: SourceLine,
  state: State,
  open: (number: string, title: string, where: string) => ProcedurePart,
  parts: readonly Part[],
): boolean {
  const text = withoutCounts(line, state)
  const opened = PROCEDURE.exec(text)
  if (opened && !/^procedimiento\s*:/i.test(text)) {
    const [, number = '', rest = ''] = opened
    const title = rest.replace(/\s*NORMAS ESPEC[IÍ]FICAS\s*$/iu, '').trim()
    open(String(Number(number)), title, line.where)
    state.mode = title !== rest.trim() ? 'norms' : title === '' ? 'title' : 'body'
    return true
  }
  // The head of a table, repeated on each of its pages: «Procedimiento: No. 8 TÍTULO».
  const head = /^(?:procedimiento\s*:\s*)?No?\.\s*(\d{1,2})\s+(\p{Lu}.*)$/iu.exec(text)
  if (/^procedimiento\s*:$/i.test(text) && state.zone === 'procedure') {
    state.mode = 'body'
    return true
  }
  if (
    head &&
    (state.zone === 'procedure' || /^procedimiento/i.test(text)) &&
    /^[^\p{Ll}]+$/u.test(head[2]!.slice(0, 30))
  ) {
    const number = String(Number(head[1]))
    const known = parts.find((part) => part.kind === 'procedure' && part.number === number) as ProcedurePart | undefined
    state.procedure = known ?? open(number, head[2]!.trim(), line.where)
    state.zone = 'procedure'
    state.mode = 'body'
    return true
  }
  const stage = STAGE.exec(text)
  if (stage && (state.zone === 'procedures' || state.zone === 'procedure')) {
    open(String(Number(stage[1])), stage[2]!.trim(), line.where)
    return true
  }
  const sub = NUMBERED.exec(text)
  const number = sub?.[1]?.replace(/\s/g, '')
  if (!sub || !number?.includes('.') || line.cells || state.zoneNumber === '') return false
  const title = text.slice(sub[0].length).replace(/[:.]$/, '').trim()
  if (!number.startsWith(`${state.zoneNumber}.`) || title.length > 140) return false
  if (number.split('.').length === 2) {
    open(number, title, line.where)
    return true
  }
  if (!state.procedure || text.endsWith(';') || (text.endsWith('.') && title.length > 70)) return false
  state.procedure.prose.push({ text: `${number} ${title}`, where: line.where, heading: true })
  return true
}

// «Procedimiento: No. 6 TÍTULO Pasos 07 Formas 00» on one line.
function withoutCounts(line: SourceLine, state: State): string {
  const found = /\s+(Pasos\s+\d{1,2}(?:\s+Formas\s+\d{1,2})?)$/i.exec(line.text)
  if (!found || !/^procedimiento/i.test(line.text)) return line.text.trim()
  if (state.procedure) addCount(state.procedure, { text: found[1]!, where: line.where })
  return line.text.slice(0, found.index).trim()
}

function headingOf(line: SourceLine, state: State): { title: string; number: string } | undefined {
  if (line.cells && line.cells.filter((cell) => cell !== '').length > 1) return undefined
  const numbered = NUMBERED.exec(line.text)
  const title = line.text
    .slice(numbered?.[0].length ?? 0)
    .replace(/\s*[:.]$/, '')
    .trim()
  const number = numbered?.[1]?.replace(/\s/g, '') ?? ''
  if (title === '' || title.length > 120 || number.includes('.')) return undefined
  if (/^RESOLUCI[ÓO]N No\.|^ACUERDO No\./.test(line.text)) return { title: line.text, number: '' }
  const known = SECTION.test(foldText(title))
  // Inside the procedures only a numbered heading, or one that names no procedure, ends them.
  if (known && (numbered || line.heading || /^[^\p{Ll}]+$/u.test(title) || state.zone === 'cover')) {
    if (state.zone === 'procedure' && !numbered && isNormsTitle(title)) return undefined
    return { title: title.toUpperCase(), number }
  }
  const capitals = /^[^\p{Ll}]{4,}$/u.test(title) && /\p{Lu}{3}/u.test(title)
  return numbered && capitals && state.zone !== 'procedure' ? { title, number } : undefined
}

function intoProcedure(line: SourceLine, state: State, procedure: ProcedurePart): void {
  if (!line.cells && isNormsTitle(line.text)) {
    state.mode = 'norms'
    return
  }
  const counts = COUNTS.exec(line.text)
  const only = counts && counts[0].length >= line.text.replace(/(?:formas)\b[\s\d]*$/i, '').length
  if (counts && /^(?:pasos|formas)\W*(?:\w{0,2}\W*)?(?:formas\W*\w{0,2}\W*)?$/i.test(line.text)) {
    addCount(procedure, line)
    state.counting = true
    state.mode = 'body'
    return
  }
  if (state.counting && !only && /^\d{1,2}(?:\s+formas\s*\d{0,2})?$/i.test(line.text)) {
    addCount(procedure, line)
    return
  }
  if (line.cells) {
    // A table before any step table belongs to the norms.
    if (state.mode === 'norms' && !isStepHeader(line) && !isTableOfSteps(line)) procedure.norms.push(line)
    else {
      state.mode = 'body'
      procedure.table.push(line)
    }
    return
  }
  if (state.mode === 'title') {
    const rest = line.text.replace(/\s*NORMAS ESPEC[IÍ]FICAS\s*$/iu, '').trim()
    const capitals = /^[^\p{Ll}]+$/u.test(rest)
    if (capitals) {
      procedure.title = [procedure.title, rest].filter((part) => part !== '').join(' ')
      if (rest !== line.text.trim()) state.mode = 'norms'
      return
    }
    state.mode = 'body'
  }
  if (state.mode === 'norms') procedure.norms.push(line)
  else procedure.prose.push(line)
}

function isTableOfSteps(line: SourceLine): boolean {
  return line.cells!.some((cell, index) => /^\d{2}$/.test(cell) && (line.cells![index + 1]?.length ?? 0) > 8)
}

// «Pasos 08 Formas 00» is often torn over several lines.
function addCount(procedure: ProcedurePart, line: SourceLine): void {
  const before = procedure.counts
  const complete = before && /\d/.test(before.text)
  if (complete && /^pasos/i.test(line.text)) {
    // The next page prints them again, and often better.
    if (/formas\D*\d/i.test(line.text)) procedure.counts = { text: line.text, where: line.where }
    return
  }
  if (before && /\d/.test(before.text.split(/formas/i)[1] ?? '')) return
  procedure.counts = {
    text: [before?.text ?? '', line.text].filter((part) => part !== '').join(' '),
    where: before?.where ?? line.where,
  }
}
