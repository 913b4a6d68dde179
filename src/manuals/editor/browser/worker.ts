/// <reference lib="webworker" />
import { alwaysOpen, compileCalendar } from '#src/calendar/index.ts'
import type { WorkingCalendar } from '#src/calendar/types.ts'
import { drawFlowchart } from '#src/flowchart/index.ts'
import { namesOf } from '#src/manual/editing/names.ts'
import {
  checkManual,
  describeChanges,
  type EditorReading,
  fixesOf,
  marksOf,
  nothingKnown,
  readForEditor,
} from '#src/manual/index.ts'
import type { Finding } from '#src/manual/types.ts'
import { compileProcedure, runExamples } from '#src/procedure/index.ts'
import { missingCalendars } from '../../check-text.ts'
import { uncovered } from '../uncovered.ts'
import type { Answer, Request, ShownFinding } from './protocol.ts'

// Reads the text beside the page, so that typing never waits for it.

const known = nothingKnown()
let begun: Extract<Request, { kind: 'begin' }> | undefined
let source = ''
let reading: EditorReading | null = null
let later: ReturnType<typeof setTimeout> | undefined

const answer = (message: Answer) => postMessage(message)

addEventListener('message', ({ data }: MessageEvent<Request>) => {
  switch (data.kind) {
    case 'begin':
      begun = data
      return
    case 'check':
      check(data)
      return
    case 'chart':
      draw(data.id, data.procedure)
      return
    case 'changes':
      compare(data.id)
      return
    case 'examples':
      run(data.id, data.examples)
  }
})

function check({ id, source: text, procedure }: Extract<Request, { kind: 'check' }>): void {
  source = text
  reading = readForEditor(text, known)
  const { draft, sound } = reading
  const findings = [...calendarFindings(), ...reading.findings]
  answer({ kind: 'checked', id, findings: findings.map((finding) => shown(finding)) })
  // The next key's text is read before this one is coloured and drawn.
  clearTimeout(later)
  later = setTimeout(() => {
    answer({
      kind: 'understood',
      id,
      marks: draft === null ? [] : marksOf(text, draft, findings, known),
      names: draft && namesOf(draft),
      sound,
    })
    later = setTimeout(() => draw(id, procedure), 40)
  }, 0)
}

/** Calendars that the institution lacks; asked of sound manuals, as the server does. */
function calendarFindings(): readonly Finding[] {
  const codes = new Set(begun?.calendars.map(({ code }) => code))
  return reading?.manual
    ? missingCalendars(source, reading.manual, (code) => codes.has(code) || code === '24 horas')
    : []
}

function shown(finding: Finding): ShownFinding {
  const { code, severity, message, span } = finding
  return {
    code,
    severity,
    message,
    line: span.start.line,
    from: span.start.offset,
    to: span.end.offset,
    fixes: fixesOf(finding, source, reading?.draft ?? null),
  }
}

function draw(id: number, procedure: string | null): void {
  const draft = reading?.draft
  const number = procedure ?? reading?.sound[0] ?? null
  if (!draft || number === null || !reading?.sound.includes(number)) {
    answer({ kind: 'no-chart', id, procedure: number })
    return
  }
  const { pages, text } = drawFlowchart(compileProcedure(draft, number), { paper: 'screen' })
  answer({ kind: 'chart', id, procedure: number, svg: pages[0]!.svg, text })
}

function compare(id: number): void {
  const base = begun?.base ?? null
  const before = base === null ? null : checkManual(base).manual
  const now = reading?.manual ?? null
  const changes = before === null || now === null ? null : describeChanges(before, now)
  answer({ kind: 'changes', id, changes, same: base === source })
}

function run(id: number, examples: string): void {
  const manual = reading?.manual
  if (!manual || !begun) {
    answer({ kind: 'examples', id, results: null, uncovered: [] })
    return
  }
  const always = alwaysOpen(begun.timeZone)
  const data = new Map([...begun.calendars, always].map((each) => [each.code, each]))
  const calendar = (code: string): WorkingCalendar => {
    const found = data.get(code)
    if (!found) throw new RangeError(`there is no calendar ${code}`)
    return compileCalendar(found)
  }
  const results = runExamples(manual, examples, { calendar })
  answer({
    kind: 'examples',
    id,
    results: results.map(({ title, passed, findings }) => ({
      title,
      passed,
      faults: findings.map(({ message, span }) => ({ line: span.start.line, from: span.start.offset, message })),
    })),
    uncovered: uncovered(results),
  })
}
