import { DOUBTS } from './doubts.ts'
import { escapeCell } from './norms.ts'
import type {
  DraftFront,
  DraftLine,
  DraftProcedure,
  DraftRow,
  DraftSection,
  Imported,
  Remark,
  ReportEntry,
} from './types.ts'

export interface DraftManual {
  readonly front: DraftFront
  readonly parts: readonly (
    | { readonly kind: 'section'; readonly section: DraftSection }
    | { readonly kind: 'procedure'; readonly procedure: DraftProcedure }
  )[]
}

/** The mark of a doubt. Its reason holds neither parentheses nor stops that would end it early. */
export function doubtMark(reason: string): string {
  return `⚠ (${reason.replace(/[()]/g, '').replace(/\.$/, '')})`
}

/** Writes the notation, with its doubts marked, and the report with the line of each remark. */
export function writeNotation({ front, parts }: DraftManual): Imported {
  const sheet = newSheet()
  writeFront(front, sheet)
  for (const part of parts) {
    if (part.kind === 'section') writeSection(part.section, sheet)
    else writeProcedure(part.procedure, sheet)
  }
  return {
    source: `${sheet.lines
      .join('\n')
      .replace(/\n{3,}/g, '\n\n')
      .trimEnd()}\n`,
    report: sheet.report,
  }
}

interface Sheet {
  readonly lines: string[]
  readonly report: ReportEntry[]
  put(line: string): void
  say(element: string, id: string, remarks: readonly Remark[], name?: string): void
}

function newSheet(): Sheet {
  const lines: string[] = []
  const report: ReportEntry[] = []
  return {
    lines,
    report,
    put(line) {
      if (line === '' && (lines.at(-1) ?? '') === '') return
      lines.push(line)
    },
    say(element, id, remarks, name) {
      for (const { code, message, where } of remarks)
        report.push({
          element,
          id,
          name,
          kind: DOUBTS[code].kind,
          code,
          message: sentence(message),
          where,
          line: lines.length,
        })
    },
  }
}

function writeFront(front: DraftFront, sheet: Sheet): void {
  const mark = (key: string) => {
    const remark = front.remarks.find(({ code, message }) => code === 'encabezado-dudoso' && message.includes(key))
    return remark ? ` # ${doubtMark(remark.message)}` : ''
  }
  const put = (key: string, value: string | undefined, about = '\0') => {
    if (value === undefined) return
    sheet.put(`${key}: ${yaml(value)}${mark(about)}`)
    sheet.say(
      'encabezado',
      key,
      front.remarks.filter(({ message }) => message.startsWith(`«${key}»`) || message.includes(about)),
    )
  }
  sheet.put('---')
  put('manual', front.code ?? 'SIN-CODIGO', 'el código')
  put('título', front.title ?? 'Sin título', 'el título')
  put('institución', front.institution ?? 'Sin institución', 'la institución')
  put('versión', front.version ?? '1', 'la versión')
  put('vigente', front.effective)
  put('calendario', front.calendar ?? 'GT', 'el calendario')
  put('sustituye', front.supersedes)
  if (front.approvals.length > 0) sheet.put('aprobaciones:')
  for (const { act, post, norm, date, where } of front.approvals) {
    sheet.put(`  - acto: ${yaml(act)}`)
    sheet.report.push({
      element: 'encabezado',
      id: 'aprobaciones',
      name: act,
      kind: 'kept',
      message: `${act}: ${post}${date ? `, ${date}` : ''}.`,
      where,
      line: sheet.lines.length,
    })
    sheet.put(`    cargo: ${yaml(post)}`)
    if (norm) sheet.put(`    norma: ${yaml(norm)}`)
    if (date) sheet.put(`    fecha: ${date}`)
  }
  sheet.put('---')
  sheet.put('')
}

function writeSection({ title, lines }: DraftSection, sheet: Sheet): void {
  sheet.put(`# ${title}`)
  sheet.put('')
  for (const line of lines) putLine(line, 'sección', title, sheet)
  sheet.put('')
}

function writeProcedure(procedure: DraftProcedure, sheet: Sheet): void {
  const { number, title, norms, counts, rows, prose } = procedure
  sheet.put(`## PROCEDIMIENTO No. ${number}. ${title}`)
  sheet.report.push({
    element: 'procedimiento',
    id: number,
    name: title,
    kind: 'kept',
    message: `${rows.filter((row) => !row.number.includes('.')).length} pasos.`,
    where: procedure.where,
    line: sheet.lines.length,
  })
  sheet.put('')
  if (counts) {
    sheet.put(`${counts.text}.`)
    sheet.put('')
  }
  for (const norm of norms) putLine(norm, 'norma', number, sheet)
  sheet.put('')
  const timed = rows.some(({ time }) => time !== '')
  sheet.put(`| RESPONSABLE | PASO | ACTIVIDAD |${timed ? ' TIEMPO |' : ''}`)
  sheet.put(`|---|---|---|${timed ? '---|' : ''}`)
  for (const row of rows) writeRow(row, number, timed, sheet)
  sheet.put('')
  for (const row of rows) if (row.detail) writeDetail(row.number, row.detail, sheet)
  sheet.put('')
  for (const line of prose) putLine(line, 'texto', number, sheet)
  sheet.put('')
}

function writeRow(row: DraftRow, procedure: string, timed: boolean, sheet: Sheet): void {
  const marks = row.remarks
    .filter(({ code }) => DOUBTS[code].kind === 'doubtful')
    .map(({ message }) => doubtMark(message))
  const branch = row.number.includes('.')
  const [answer = '', ...rest] = branch ? row.text.split(/(?<=^[^.]+\.)\s+/) : ['', row.text]
  const text = [answer, ...marks, rest.join(' ')].filter((part) => part !== '').join(' ')
  const cell = (content: string) => (content === '' ? ' ' : ` ${content} `)
  sheet.put(
    `|${cell(escapeCell(row.responsible))}|${cell(row.number)}|${cell(escapeCell(text))}|${timed ? `${cell(row.time)}|` : ''}`,
  )
  sheet.say('paso', `${procedure}, paso ${row.number}`, row.remarks)
}

function writeDetail(number: string, detail: string, sheet: Sheet): void {
  sheet.put(`- Paso ${number}, Detalle: Tabla de la fuente.`)
  sheet.put('')
  for (const line of detail.split('\n')) sheet.put(`  ${line}`)
  sheet.put('')
}

function putLine(line: DraftLine, element: string, id: string, sheet: Sheet): void {
  const marks = line.remarks
    .filter(({ code }) => DOUBTS[code].kind === 'doubtful')
    .map(({ message }) => doubtMark(message))
  sheet.put([line.text, ...marks].join(' '))
  sheet.say(element, id, line.remarks)
}

function yaml(text: string): string {
  const plain = text.replace(/\s+/g, ' ').trim()
  return /^[\p{L}\d][^:#"'[\]{}&*!|>%@`\\]*$/u.test(plain) ? plain : JSON.stringify(plain)
}

function sentence(message: string): string {
  const whole = message.slice(0, 1).toUpperCase() + message.slice(1)
  return /[.!?»]$/.test(whole) && !whole.endsWith('»') ? whole : `${whole}.`
}
