import { TOOL_NAMES } from '#src/cases/desk/record-sentences.ts'
import type { CasePanel, PanelReading } from '#src/cases/panels.ts'
import { requestersOf } from '#src/cases/part-in.ts'
import type { Sent } from '#src/cases/sent.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import type { RemoteSession, RemoteTool, Visit } from '#src/procedure/index.ts'
import type { PrivateText } from '#src/procedure/types.ts'
import { button, buttonLink, hiddenFields, postButton } from '#src/web/components/button.ts'
import { card } from '#src/web/components/card.ts'
import { deferredDisclosure } from '#src/web/components/deferred.ts'
import { field } from '#src/web/components/field.ts'
import { type IconName, icon } from '#src/web/components/icon.ts'
import { formatInstant, formatTime, type View } from '#src/web/locale/time.ts'
import { words } from '../words.ts'
import { remoteLink, spokenAddress } from './remote-address.ts'
import { wholeMinutes } from './whole-minutes.ts'

/** The question to whoever asked for the case, above everything else: may somebody use the equipment from afar? */
export const consentPanel: CasePanel = {
  place: 'top',
  order: 1,
  draw(view, { reading, person, idempotencyKey }) {
    const { file, institution } = reading
    const asked = file.state.desk?.support?.sessions.find(({ status }) => status === 'asked')
    if (asked === undefined || file.status !== 'open' || !requestersOf(file.state).includes(person.id)) return null
    const { locale } = view
    const answer = (consent: 'si' | 'no', look: 'primary' | 'secondary') =>
      postButton({
        action: `/expedientes/${file.number}/sesion-responder`,
        csrf: person.csrf,
        fields: { sesion: String(asked.session), autoriza: consent, clave: `${idempotencyKey}-${consent}` },
        label: words(locale, consent === 'si' ? 'session.consent-yes' : 'session.consent-no'),
        look,
        icon: consent === 'si' ? 'check' : 'cross',
      })
    const name = asked.askedBy === null ? 'Ventanilla' : institution.directory.personName(asked.askedBy)
    return card({
      title: words(locale, 'session.consent-title'),
      id: 'autorizar',
      body: html`<p>${words(locale, 'session.consent-text', { name, tool: TOOL_NAMES[asked.tool] })}</p><div class="button-row">${answer('si', 'primary')}${answer('no', 'secondary')}</div>`,
    })
  },
}

/** Visits and remote sessions of a case. Officials act on them; whoever asked for the case sees them once there are any. */
export const supportPanel: CasePanel = {
  place: 'side',
  order: 30,
  draw(view, input) {
    const { file, part } = input.reading
    const { visits = [], sessions = [] } = file.state.desk?.support ?? {}
    const official = part === 'official'
    const empty = visits.length + sessions.length === 0
    if (empty && (!official || file.status !== 'open')) return null
    const rows = [
      ...visits.map((visit) => visitRow(view, input, visit, official)),
      ...sessions.map((session) => sessionRow(view, input, session, official)),
    ]
    const body = html`${empty ? html`<p class="muted">${words(view.locale, 'support.none')}</p>` : html`<ul class="support">${rows}</ul>`}${official && file.status === 'open' ? html`<div class="stack">${beginnings(view, input, sessions)}</div>` : ''}`
    return card({ title: words(view.locale, 'support'), body })
  },
}

function beginnings(view: View, input: PanelReading, sessions: readonly RemoteSession[]): HtmlFragment[] {
  const { locale } = view
  const { number } = input.reading.file
  const visit = buttonLink({
    label: words(locale, 'visit.new'),
    href: `/expedientes/${number}/visita`,
    look: 'quiet',
    icon: 'calendar',
  })
  const open = sessions.some(({ status }) => status === 'asked' || status === 'consented' || status === 'started')
  return open ? [visit] : [visit, askForm(view, input)]
}

function askForm(view: View, input: PanelReading): HtmlFragment {
  const { locale } = view
  const { number } = input.reading.file
  const refused = sentFor(input, 'sesion')
  return deferredDisclosure(view, {
    id: 'sesion',
    summary: words(locale, 'session.ask'),
    open: refused !== undefined,
    body: () =>
      html`<form class="form" novalidate method="post" action="/expedientes/${number}/sesion">${hiddenFields({ _csrf: input.person.csrf, clave: `${input.idempotencyKey}-sesion` })}${toolField(view, 'sesion', refused?.fields?.herramienta ?? 'anydesk', refused?.message)}<div class="form-submit">${button({ label: words(locale, 'session.ask-save') })}</div></form>`,
  })
}

function toolField({ locale }: View, id: string, value: string, error?: string): HtmlFragment {
  const choices = Object.entries(TOOL_NAMES).map(([tool, label]) => ({ value: tool, label }))
  return field(
    { locale },
    {
      name: 'herramienta',
      id: `herramienta-${id}`,
      label: words(locale, 'session.tool'),
      type: { kind: 'equipment' },
      required: true,
      choices,
      value,
      error,
    },
  )
}

const VISIT_ICONS: Readonly<Record<Visit['status'], IconName>> = {
  agreed: 'calendar',
  arrived: 'people',
  done: 'check',
  cancelled: 'cross',
}

function visitRow(view: View, input: PanelReading, visit: Visit, official: boolean): HtmlFragment {
  const { locale } = view
  const { directory } = input.reading.institution
  const place = privateAt(input, visit.seq)?.place
  const name = directory.personName(visit.attendedBy)
  const { arrivedAt, leftAt } = visit
  const lasted =
    arrivedAt === undefined
      ? ''
      : leftAt === undefined
        ? words(locale, 'visit.since', { at: formatTime(view, arrivedAt) })
        : words(locale, 'visit.lasted', { count: wholeMinutes(arrivedAt, leftAt) })
  return html`<li class="support-row ${visit.status}"><p class="support-what">${icon(VISIT_ICONS[visit.status])}<strong>${words(locale, `visit.${visit.status}`)}</strong></p><p>${formatInstant(view, visit.at)}${place === undefined ? '' : html`, ${place}`}</p><p class="muted">${words(locale, 'visit.attended-by', { name })}${lasted === '' ? '' : html` · ${lasted}`}</p>${official ? visitActions(view, input, visit) : ''}</li>`
}

function visitActions(view: View, input: PanelReading, visit: Visit): HtmlFragment {
  const { locale } = view
  const { number, status } = input.reading.file
  const { csrf } = input.person
  const own = { visita: String(visit.visit) }
  const key = (path: string) => `${input.idempotencyKey}-${path}-${visit.visit}`
  if (visit.status === 'agreed') {
    return html`<div class="stack">${postButton({ action: `/expedientes/${number}/visita-llegada`, csrf, fields: { ...own, clave: key('visita-llegada') }, label: words(locale, 'visit.arrive'), small: true })}${status === 'open' ? html`<a href="/expedientes/${number}/visita?visita=${visit.visit}">${words(locale, 'visit.change')}</a>` : ''}${textForm(view, input, 'visita-cancelar', own, { name: 'motivo', summary: 'visit.cancel', label: 'visit.cancel-reason', submit: 'visit.cancel-save' })}</div>`
  }
  if (visit.status !== 'arrived') return html``
  return textForm(view, input, 'visita-salida', own, {
    name: 'hecho',
    summary: 'visit.leave',
    label: 'visit.done-text',
    submit: 'visit.leave',
  })
}

const SESSION_ICONS: Readonly<Record<RemoteSession['status'], IconName>> = {
  asked: 'wait',
  consented: 'check',
  declined: 'cross',
  started: 'globe',
  ended: 'check',
}

function sessionRow(view: View, input: PanelReading, session: RemoteSession, official: boolean): HtmlFragment {
  const { locale } = view
  const { startedAt, endedAt, given } = session
  const times =
    startedAt === undefined
      ? ''
      : endedAt === undefined
        ? words(locale, 'session.open-since', { at: formatInstant(view, startedAt) })
        : `${formatInstant(view, startedAt)} · ${words(locale, 'visit.lasted', { count: wholeMinutes(startedAt, endedAt) })}`
  return html`<li class="support-row ${session.status}"><p class="support-what">${icon(SESSION_ICONS[session.status])}<strong>${words(locale, `session.${session.status}`)}</strong></p><p class="muted">${TOOL_NAMES[session.tool]}${given === undefined ? '' : html` · ${words(locale, `session.given.${given}`)}`}</p>${times === '' ? '' : html`<p class="muted">${times}</p>`}${official ? sessionActions(view, input, session) : ''}</li>`
}

function sessionActions(view: View, input: PanelReading, session: RemoteSession): HtmlFragment {
  const { locale } = view
  const own = { sesion: String(session.session) }
  const address = privateAt(input, session.seq)?.address
  const end = (summary: 'session.end' | 'session.end-unstarted') =>
    textForm(view, input, 'sesion-terminar', own, {
      name: 'hecho',
      summary,
      label: summary === 'session.end' ? 'visit.done-text' : 'session.withdraw-reason',
      submit: summary,
    })
  switch (session.status) {
    case 'asked':
      return html`<div class="stack">${consentForm(view, input, own)}${end('session.end-unstarted')}</div>`
    case 'consented':
      return html`<div class="stack">${startForm(view, input, session, address)}${end('session.end-unstarted')}</div>`
    case 'started':
      return html`<div class="stack">${address === undefined ? '' : openTool(locale, session.tool, address)}${end('session.end')}</div>`
    default:
      return html``
  }
}

function openTool(locale: View['locale'], tool: RemoteTool, address: string): HtmlFragment {
  const label = words(locale, 'session.open', { tool: TOOL_NAMES[tool], address: spokenAddress(address) })
  return html`<a class="button primary" href="${remoteLink(tool, address)}" data-turbo="false">${icon('globe')}<span>${label}</span></a>`
}

function consentForm(view: View, input: PanelReading, own: { sesion: string }): HtmlFragment {
  const { locale } = view
  const { number } = input.reading.file
  const refused = sentFor(input, 'sesion-telefono', own)
  return deferredDisclosure(view, {
    id: `telefono-${own.sesion}`,
    look: 'plain',
    summary: words(locale, 'session.telephone'),
    open: refused !== undefined,
    body: () =>
      html`<form class="form" novalidate method="post" action="/expedientes/${number}/sesion-telefono">${hiddenFields({ _csrf: input.person.csrf, clave: `${input.idempotencyKey}-telefono`, ...own })}${field(view, { name: 'quien', id: 'sesion-quien', label: words(locale, 'session.who'), type: { kind: 'text' }, required: true, value: refused?.fields?.quien ?? input.reading.requester, error: refused?.message })}${field(view, { name: 'como', id: 'sesion-como', label: words(locale, 'session.how'), type: { kind: 'text' }, required: true, value: refused?.fields?.como ?? '' })}<div class="form-submit">${button({ label: words(locale, 'session.telephone-save') })}</div></form>`,
  })
}

function startForm(view: View, input: PanelReading, session: RemoteSession, address: string | undefined): HtmlFragment {
  const { locale } = view
  const { number } = input.reading.file
  const own = { sesion: String(session.session) }
  const refused = sentFor(input, 'sesion-iniciar', own)
  return html`<form class="form" novalidate method="post" action="/expedientes/${number}/sesion-iniciar">${hiddenFields({ _csrf: input.person.csrf, clave: `${input.idempotencyKey}-iniciar`, ...own })}${toolField(view, 'iniciar', refused?.fields?.herramienta ?? session.tool)}${field(view, { name: 'equipo', id: 'sesion-equipo', label: words(locale, 'session.address'), help: words(locale, 'session.address-help'), type: { kind: 'text' }, required: true, value: refused?.fields?.equipo ?? address ?? '', error: refused?.message })}<div class="form-submit">${button({ label: words(locale, 'session.start'), look: 'primary' })}</div></form>`
}

interface TextForm {
  readonly name: 'motivo' | 'hecho'
  readonly summary: 'visit.cancel' | 'visit.leave' | 'session.end' | 'session.end-unstarted'
  readonly label: 'visit.cancel-reason' | 'visit.done-text' | 'session.withdraw-reason'
  readonly submit: 'visit.cancel-save' | 'visit.leave' | 'session.end' | 'session.end-unstarted'
}

/** A form of one text about one visit or session. */
function textForm(
  view: View,
  input: PanelReading,
  path: string,
  own: Readonly<Record<string, string>>,
  { name, summary, label, submit }: TextForm,
): HtmlFragment {
  const { locale } = view
  const { number } = input.reading.file
  const refused = sentFor(input, path, own)
  const id = `${path}-${Object.values(own).join('-')}`
  return deferredDisclosure(view, {
    id,
    look: 'plain',
    summary: words(locale, summary),
    open: refused !== undefined,
    body: () =>
      html`<form class="form" novalidate method="post" action="/expedientes/${number}/${path}">${hiddenFields({ _csrf: input.person.csrf, clave: `${input.idempotencyKey}-${id}`, ...own })}${field(view, { name, id, label: words(locale, label), type: { kind: 'long-text' }, required: true, value: refused?.fields?.[name] ?? '', error: refused?.message })}<div class="form-submit">${button({ label: words(locale, submit) })}</div></form>`,
  })
}

/** What was sent by a form and refused, if it was about this one. */
function sentFor({ sent }: PanelReading, action: string, own: Readonly<Record<string, string>> = {}): Sent | undefined {
  if (sent?.action !== action) return undefined
  return Object.entries(own).every(([name, value]) => sent.what.fields?.[name] === value) ? sent.what : undefined
}

/** Personal text of an act. Whoever sees the panel may see these acts. */
function privateAt({ reading }: PanelReading, seq: number): PrivateText | undefined {
  return (reading.acts.find((act) => act.seq === seq)?.private ?? undefined) as PrivateText | undefined
}
