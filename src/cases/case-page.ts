import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { type CompiledProcedure, mayAct } from '#src/procedure/index.ts'
import type { Task } from '#src/procedure/types.ts'
import { badge, type Priority, priorityMark, statusBadge } from '#src/web/components/badges.ts'
import { buttonLink, postButton } from '#src/web/components/button.ts'
import { card, columns, facts, fileList } from '#src/web/components/card.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import { type ActTone, timeline } from '#src/web/components/timeline.ts'
import { formatInstant, type View } from '#src/web/locale/time.ts'
import { formOfCard } from './card-parts.ts'
import { caseActions } from './case-actions.ts'
import { chartCard, chartLink } from './case-chart.ts'
import type { CasePageInput } from './case-page-input.ts'
import { shownValue } from './manual-form.ts'
import type { CaseReading } from './read-case.ts'
import { type RecordEntry, readRecord } from './record-entry.ts'
import { stepList } from './step-list.ts'
import { taskCard } from './task-card.ts'
import { taskPath } from './task-path.ts'
import { words } from './words.ts'

/** A case: what it is, where it stands, the cards of its open steps, and its record. */
export function casePage(view: View, input: CasePageInput): HtmlFragment {
  const { reading } = input
  const { file } = reading
  const procedure = reading.version.procedure(file.procedure)!
  const record = readRecord(reading.acts, reading.institution.directory, view.locale)
  const main = [
    ...(input.panels?.top ?? []),
    nowCards(view, input, procedure),
    ...(input.panels?.main ?? []),
    recordCard(view, record),
    chartCard(view, reading),
  ]
  const aside = [
    factsCard(view, reading, procedure),
    ...(input.panels?.side ?? []),
    card({
      title: words(view.locale, 'case.steps'),
      body: html`${stepList(view, procedure, file.state)}${chartLink(view)}`,
    }),
    filesCard(view, reading),
    ...formCards(view, reading, procedure, input.person),
    ...childrenCard(view, reading),
    ...papersCard(view, reading),
    caseActions(view, input, procedure),
    proofCard(view, reading),
  ]
  return html`${pageHead(view, {
    title: file.title,
    number: file.number,
    status: statusBadge(view, statusOf(reading)),
    lead: words(view.locale, 'case.opened-lead', {
      procedure: procedure.procedure.title,
      requester: reading.requester,
    }),
    action: primaryAction(view, input, procedure),
  })}${input.panels?.head ?? ''}${columns(main, aside)}`
}

function statusOf({ file }: CaseReading): 'open' | 'waiting' | 'closed' | 'annulled' {
  if (file.status !== 'open') return file.status
  return file.state.tasks.every((task) => task.tray === null) ? 'waiting' : 'open'
}

/** Claiming, when exactly one task waits for this person and nobody has it. */
function primaryAction(
  view: View,
  { reading, person, csrf }: CasePageInput,
  procedure: CompiledProcedure,
): HtmlFragment | undefined {
  const { file, institution } = reading
  const mine = file.state.tasks.filter(
    (task) => mayAct(procedure, file.state, task, person, institution.directory) === 'yes',
  )
  const task = mine.length === 1 ? mine[0] : undefined
  if (task === undefined || task.tray?.assignee !== null) return undefined
  return postButton({
    action: `${taskPath(file.number, task.id)}/tomar`,
    csrf,
    label: words(view.locale, 'task.claim'),
    look: 'secondary',
    icon: 'check',
  })
}

function nowCards(view: View, input: CasePageInput, procedure: CompiledProcedure): HtmlFragment {
  const { file } = input.reading
  if (file.status !== 'open') return endCard(view, input.reading)
  const inTrays = file.state.tasks.filter((task) => task.tray !== null)
  const waits = file.state.tasks.filter((task) => task.tray === null)
  const { directory } = input.reading.institution
  // The person's own work first.
  const mine = (task: Task) => (mayAct(procedure, file.state, task, input.person, directory) === 'yes' ? 0 : 1)
  const cards = inTrays
    .toSorted((a, b) => mine(a) - mine(b))
    .map((task) => taskCard(view, { ...input, task, sent: input.sent?.task === task.id ? input.sent.what : undefined }))
  return html`<h2 class="visually-hidden">${words(view.locale, 'case.now')}</h2>${cards}${waits.map((task) => waitCard(view, input.reading, task))}`
}

function waitCard(view: View, { children }: CaseReading, task: Task): HtmlFragment {
  const { locale } = view
  const number = task.child?.number
  const text =
    task.kind === 'wait'
      ? words(locale, 'case.wait-until', { row: task.row, at: formatInstant(view, task.due?.at ?? task.arrivedAt) })
      : words(locale, 'case.child-waits', { row: task.row, number: number ?? '' })
  const child = children.find((each) => each.number === number)
  return card({
    title: words(locale, 'case.waits'),
    body: html`<p>${text}</p>${child === undefined ? '' : html`<p><a href="/expedientes/${child.number}">${child.title}</a></p>`}`,
  })
}

function endCard(view: View, { file }: CaseReading): HtmlFragment {
  // Where it goes on stands above.
  if (file.state.desk?.merged !== undefined) return html``
  const closed = file.status === 'closed'
  return card({
    title: words(view.locale, closed ? 'case.closed-title' : 'case.annulled-title'),
    body: html`<p>${words(view.locale, closed ? 'case.closed-text' : 'case.annulled-text', { at: formatInstant(view, file.closedAt ?? file.openedAt) })}</p>`,
  })
}

function recordCard(view: View, record: readonly RecordEntry[]): HtmlFragment {
  // Newest first: what just happened is what one looks for.
  const items = record.toReversed().map((entry) => ({
    at: entry.at,
    who: entry.who ?? undefined,
    what: entry.sentence,
    detail: detailOf(entry),
    tone: TONES[entry.kind] ?? 'moved',
    step: entry.row ?? undefined,
  }))
  return card({ title: words(view.locale, 'case.record'), body: timeline(view, items), id: 'registro' })
}

function detailOf({ kind, private: text }: RecordEntry): HtmlFragment | undefined {
  // What was said stands in the conversation already.
  if (text === null || kind === 'note-added' || kind === 'note-written' || kind === 'message-posted') return undefined
  const lines = [text.reason, text.place, text.note].filter((line) => line !== undefined)
  const files = text.fileNames ?? []
  if (lines.length === 0 && files.length === 0) return undefined
  return html`${lines.map((line) => html`<p class="written">${line}</p>`)}${files.length === 0 ? '' : html`<p class="muted">${files.join(', ')}</p>`}`
}

const TONES: Partial<Record<RecordEntry['kind'], ActTone>> = {
  'case-opened': 'opened',
  'task-completed': 'done',
  'register-written': 'done',
  'action-done': 'done',
  'signature-refused': 'refused',
  'answer-corrected': 'refused',
  'case-annulled': 'refused',
  'note-added': 'note',
  'files-attached': 'note',
  'note-written': 'note',
  'message-posted': 'note',
  'case-linked': 'note',
  'case-unlinked': 'note',
  'case-absorbed': 'note',
  'case-merged': 'closed',
  'case-unmerged': 'opened',
  'visit-left': 'done',
  'session-ended': 'done',
  'visit-cancelled': 'refused',
  'session-declined': 'refused',
  'deadline-expired': 'time',
  'wait-ended': 'time',
  'due-moved': 'time',
  'version-changed': 'note',
  'task-escalated': 'time',
  'role-notified': 'time',
  'case-closed': 'closed',
  'case-reopened': 'opened',
}

function factsCard(view: View, { file, version, requester }: CaseReading, procedure: CompiledProcedure): HtmlFragment {
  const { locale } = view
  const said = (key: Parameters<typeof words>[1] & `fact.${string}`) => words(locale, key as 'fact.procedure')
  return card({
    title: words(locale, 'case.facts'),
    body: facts([
      { term: said('fact.procedure'), value: `${procedure.procedure.number}. ${procedure.procedure.title}` },
      {
        term: said('fact.manual'),
        value: words(locale, 'fact.version', { code: version.code, version: version.version }),
      },
      { term: said('fact.requester'), value: requester },
      { term: said('fact.opened'), value: formatInstant(view, file.openedAt) },
      ...(file.closedAt === null ? [] : [{ term: said('fact.closed'), value: formatInstant(view, file.closedAt) }]),
      { term: said('fact.channel'), value: badge(file.channel) },
      { term: said('fact.priority'), value: priorityMark(view, file.priority as Priority) },
      ...(file.state.requester.kind === 'case'
        ? [
            {
              term: said('fact.parent'),
              value: html`<a href="/expedientes/${file.state.requester.number}">${file.state.requester.number}</a>`,
            },
          ]
        : []),
    ]),
  })
}

function filesCard(view: View, { files }: CaseReading): HtmlFragment {
  const items = files.map(({ id, name, size, scan }) => {
    const note = scan === null ? sizeText(size) : `${sizeText(size)} · ${words(view.locale, `scan.${scan}`)}`
    // What is not given out has no door.
    return scan === 'infected' ? { name, note } : { name, href: `/archivos/${id}`, note }
  })
  return card({ title: words(view.locale, 'case.files'), body: fileList(view, items) })
}

export function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  return bytes < 1_000_000 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}

/** Forms filled so far, but for one that stands open on a card of the person's own. */
function formCards(view: View, reading: CaseReading, procedure: CompiledProcedure, person: string): HtmlFragment[] {
  const { state } = reading.file
  const mine = state.tasks.filter(
    (task) => mayAct(procedure, state, task, person, reading.institution.directory) === 'yes',
  )
  const onCard = new Set(mine.map((task) => formOfCard(procedure, task, undefined)?.code))
  const names = {
    file: (id: string) => reading.files.find((file) => file.id === id)?.name ?? '—',
    person: (id: string) => reading.institution.directory.personName(id),
  }
  return Object.entries(reading.forms).flatMap(([code, values]) => {
    const form = procedure.forms.get(code)
    if (form === undefined || onCard.has(code)) return []
    const items = form.fields.map(({ name }) => ({ term: name, value: shownValue(values[name] ?? null, names) }))
    const sheet = `/expedientes/${reading.file.number}/formas/${encodeURIComponent(code)}/hoja.pdf`
    return [
      card({
        title: `${code}. ${form.title}`,
        body: html`${facts(items)}<p>${buttonLink({ label: words(view.locale, 'form.sheet'), href: sheet, icon: 'file', download: true })}</p>`,
      }),
    ]
  })
}

function childrenCard(view: View, { children }: CaseReading): HtmlFragment[] {
  if (children.length === 0) return []
  const rows = children.map(
    ({ number, title, status }) =>
      html`<li><a href="/expedientes/${number}">${number}</a> ${title} ${statusBadge(view, status)}</li>`,
  )
  return [card({ title: words(view.locale, 'case.children'), body: html`<ul class="plain-list">${rows}</ul>` })]
}

function papersCard(view: View, { file }: CaseReading): HtmlFragment[] {
  if (file.state.papers.length === 0) return []
  const items = file.state.papers.map(({ object, kind, until }) => ({
    term: object,
    value:
      kind === 'temporary' && until !== undefined
        ? words(view.locale, 'paper.temporary', { at: formatInstant(view, until.at) })
        : words(view.locale, 'paper.permanent'),
  }))
  return [card({ title: words(view.locale, 'case.papers'), body: facts(items) })]
}

function proofCard(view: View, { file }: CaseReading): HtmlFragment {
  const base = `/expedientes/${file.number}`
  return card({
    title: words(view.locale, 'export.title'),
    body: html`<p class="muted">${words(view.locale, 'export.text')}</p><div class="stack">${buttonLink({ label: words(view.locale, 'export.print'), href: `${base}/constancia`, icon: 'file' })}<a class="button secondary" href="${base}/exportacion.json" data-turbo="false" download>${words(view.locale, 'export.json')}</a></div>`,
  })
}
