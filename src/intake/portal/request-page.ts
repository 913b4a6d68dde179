import { sizeText } from '#src/cases/case-page.ts'
import { shownValue } from '#src/cases/manual-form.ts'
import type { CaseReading } from '#src/cases/read-case.ts'
import type { Sent } from '#src/cases/sent.ts'
import { stepList } from '#src/cases/step-list.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { type CompiledProcedure, mayAddTo } from '#src/procedure/index.ts'
import { icon } from '#src/web/components/icon.ts'
import { formatInstant, type View } from '#src/web/locale/time.ts'
import { consentCard } from './consent-card.ts'
import { messageForm } from './message-form.ts'
import { asksReplyOfRequester, type PlainStanding, plainStanding } from './plain-standing.ts'
import { plainEvents, plainTimeline } from './plain-timeline.ts'
import { ratingCard, solvedCard } from './satisfaction-cards.ts'
import { turnCard } from './turn-card.ts'
import { withdrawForm } from './withdraw-form.ts'
import { words } from './words.ts'

export interface RequestPageInput {
  readonly reading: CaseReading
  readonly person: string
  readonly csrf: string
  readonly idempotencyKey: string
  /** What was sent and refused: for a task by its id, else by the form's path. */
  readonly sent?: { readonly task?: number; readonly action?: string; readonly what: Sent }
}

/** A request for whoever asked: what waits for that person first, then where it stands, what happened, and what may be done. */
export function requestPage(view: View, input: RequestPageInput): HtmlFragment {
  const { locale } = view
  const { reading, person } = input
  const { file, institution } = reading
  const procedure = reading.version.procedure(file.procedure)!
  const standings =
    file.status === 'open' ? plainStanding(view, procedure, file.state, person, institution.directory) : []
  const events = plainEvents(view, reading, person)
  return html`<p class="light-back"><a href="/portal/solicitudes">${words(locale, 'request.back')}</a></p>
<header class="light-title"><p><span class="number">${file.number}</span> <span class="light-state ${stateOf(input, standings)}">${words(locale, `state.${stateOf(input, standings)}`)}</span></p><h1>${file.title}</h1><p class="muted">${nameOf(reading) ?? procedure.procedure.title}</p></header>
${consentCard(view, input)}${turns(view, input, procedure)}
${solvedCard(view, input, procedure)}${ratingCard(view, input)}
${standingPart(view, input, procedure, standings)}
${wholeMessage(view, input, procedure)}
<section class="light-part" aria-labelledby="t-sucesos"><h2 id="t-sucesos">${words(locale, 'request.events')}</h2>${plainTimeline(view, reading, events)}</section>
${sentForms(view, reading, procedure)}
${withdrawForm(view, input, procedure)}`
}

/** What was asked for, as the catalogue calls it. */
function nameOf({ acts }: CaseReading): string | undefined {
  const { body } = JSON.parse(acts[0]?.text ?? '{}') as { body?: { start?: string } }
  return body?.start
}

function stateOf({ reading }: RequestPageInput, standings: readonly PlainStanding[]) {
  const { status, state } = reading.file
  if (state.desk?.merged !== undefined) return 'merged'
  if (status !== 'open') return status
  if (standings.some(({ yours }) => yours)) return 'yours'
  return standings.some(({ late }) => late) ? 'late' : 'open'
}

function turns(view: View, input: RequestPageInput, procedure: CompiledProcedure): HtmlFragment[] {
  const { reading, person, csrf, sent } = input
  const { file } = reading
  if (file.status !== 'open') return []
  return file.state.tasks.flatMap((task) => {
    if (task.tray?.because.kind === 'requester' && task.tray.assignee === person) return [turnCard(view, input, task)]
    if (!asksReplyOfRequester(procedure, task)) return []
    const asked = askedWith(reading, task.row)
    return [
      html`<section class="light-turn" aria-labelledby="t-${task.id}"><h2 id="t-${task.id}">${words(view.locale, 'turn.reply')}</h2><p>${procedure.rows.get(task.row)?.text ?? ''}</p>${asked === undefined ? '' : html`<p class="written">${asked}</p>`}${messageForm(view, { number: file.number, csrf, key: input.idempotencyKey, id: `respuesta-${task.id}`, label: words(view.locale, 'turn.reply-label'), send: words(view.locale, 'turn.reply-send'), look: 'primary', sent: sent?.action === 'mensaje' ? sent.what : undefined })}</section>`,
    ]
  })
}

/** What whoever asks for the reply wrote with the row that asks. */
function askedWith({ acts }: CaseReading, row: string): string | undefined {
  for (const { kind, text, private: said } of acts.toReversed()) {
    if (kind !== 'task-completed') continue
    const { body } = JSON.parse(text) as { body: { row: string; answered?: { step: number } } }
    if (body.row !== row && String(body.answered?.step ?? '') !== row.split('.')[0]) continue
    return (said as { note?: string } | null)?.note
  }
  return undefined
}

function standingPart(
  view: View,
  { reading }: RequestPageInput,
  procedure: CompiledProcedure,
  standings: readonly PlainStanding[],
): HtmlFragment {
  const { locale } = view
  const { file } = reading
  const chart = html`<p><a class="light-more" href="/portal/solicitudes/${file.number}/flujograma">${words(locale, 'request.chart')}</a></p>`
  const { merged, support } = file.state.desk ?? {}
  if (merged !== undefined)
    return html`<section class="light-part" aria-labelledby="t-donde"><h2 id="t-donde">${words(locale, 'request.where')}</h2><p class="light-where">${words(locale, 'standing.merged', { number: merged.into })}</p><p><a class="button primary" href="/portal/solicitudes/${merged.into}">${words(locale, 'standing.merged-open')}</a></p></section>`
  if (file.status !== 'open') {
    const at = formatInstant(view, file.closedAt ?? file.openedAt)
    return html`<section class="light-part" aria-labelledby="t-donde"><h2 id="t-donde">${words(locale, 'request.where')}</h2><p class="light-where">${words(locale, file.status === 'closed' ? 'list.closed' : 'list.annulled', { at })}</p>${chart}</section>`
  }
  const visits = (support?.visits ?? []).filter(({ status }) => status === 'agreed')
  const steps = html`<details class="light-details"><summary>${words(locale, 'request.steps')}</summary>${stepList(view, procedure, file.state)}</details>`
  return html`<section class="light-part" aria-labelledby="t-donde"><h2 id="t-donde">${words(locale, 'request.where')}</h2>${standings.map(
    ({ where, doing, due, late, step, of, yours }) =>
      html`<div class="light-standing"><p class="light-where">${where}</p><meter min="0" max="${of}" value="${step}" aria-label="${words(locale, 'request.progress', { step, of })}"></meter>${yours || doing === '' ? '' : html`<p class="muted" lang="es">${doing}</p>`}${due === null || yours ? '' : html`<p class="light-due${late ? ' late' : ''}">${icon(late ? 'alert' : 'clock')}<span>${due}</span></p>`}</div>`,
  )}${visits.map(({ at, attendedBy }) => html`<p class="light-due">${icon('calendar')}<span>${words(locale, 'standing.visit', { at: formatInstant(view, at), name: reading.institution.directory.personName(attendedBy) })}</span></p>`)}${steps}${chart}</section>`
}

function wholeMessage(view: View, input: RequestPageInput, procedure: CompiledProcedure): HtmlFragment | '' {
  const { reading, person, csrf, sent } = input
  const { file, institution } = reading
  const open = file.status === 'open' && mayAddTo(procedure, file.state, person, institution.directory) === 'yes'
  // Where a reply is asked for, its own form stands first.
  if (!open || file.state.tasks.some((task) => asksReplyOfRequester(procedure, task))) return ''
  const refused = sent?.action === 'mensaje' ? html` open` : ''
  return html`<details class="light-details"${refused}><summary>${words(view.locale, 'message.title')}</summary>${messageForm(view, { number: file.number, csrf, key: input.idempotencyKey, id: 'mensaje', label: words(view.locale, 'message.label'), send: words(view.locale, 'message.send'), look: 'secondary', sent: sent?.action === 'mensaje' ? sent.what : undefined })}</details>`
}

function sentForms(view: View, reading: CaseReading, procedure: CompiledProcedure): HtmlFragment[] {
  const { directory } = reading.institution
  const own = procedure.steps.get(procedure.first)?.facts.form
  const values = own === undefined ? undefined : reading.forms[own]
  const form = own === undefined ? undefined : procedure.forms.get(own)
  if (values === undefined || form === undefined) return []
  const names = {
    file: (id: string) => reading.files.find((file) => file.id === id)?.name ?? '—',
    person: (id: string) => directory.personName(id),
  }
  return [
    html`<details class="light-details light-part"><summary>${words(view.locale, 'request.what-sent')}</summary><dl class="light-needs">${form.fields.map(({ name, type }) => html`<div><dt>${name}</dt><dd class="written">${type.kind === 'file' ? fileValue(reading, values[name]) : shownValue(values[name] ?? null, names)}</dd></div>`)}</dl></details>`,
  ]
}

function fileValue({ files }: CaseReading, value: unknown): HtmlFragment | string {
  const id = typeof value === 'object' && value !== null ? (value as { file: string }).file : null
  const file = files.find((each) => each.id === id)
  return file === undefined ? '—' : html`<a href="/archivos/${file.id}">${file.name}</a> (${sizeText(file.size)})`
}
