import type { CaseReading } from '#src/cases/read-case.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { icon } from '#src/web/components/icon.ts'
import { formatInstant, type View } from '#src/web/locale/time.ts'
import { type PlainEvent, plainEvent } from './plain-event.ts'
import { words } from './words.ts'

/** What happened to a request that concerns whoever asked, oldest first; going on within one office is told once. */
export function plainEvents(view: View, reading: CaseReading, person: string): PlainEvent[] {
  const { directory } = reading.institution
  const procedure = reading.version.procedure(reading.file.procedure)
  const context = { person, procedure, personName: (id: string) => directory.personName(id) }
  const events: PlainEvent[] = []
  let place: string | undefined
  for (const act of reading.acts) {
    // What was merged ends too, and goes on.
    if (act.kind === 'case-annulled' && reading.file.state.desk?.merged !== undefined) continue
    const event = plainEvent(view, act, context)
    if (event === null) continue
    if (event.place !== undefined) {
      if (event.place !== '' && event.place === place) continue
      place = event.place
    }
    events.push(event)
  }
  return events.filter(saysMore)
}

/** A first step that is the person's own is done in asking: that it came and was done is no news. */
function saysMore(
  { at, files, said, place, mine, tone }: PlainEvent,
  nth: number,
  all: readonly PlainEvent[],
): boolean {
  if (nth === 0 || at !== all[0]?.at || said !== undefined || files.length > 0) return true
  return !(place === '' || (mine && tone === 'done'))
}

/** The events, newest first, with their documents. */
export function plainTimeline(view: View, reading: CaseReading, events: readonly PlainEvent[]): HtmlFragment {
  const known = new Map(reading.files.map((file) => [file.id, file]))
  return html`<ol class="events">${events
    .toReversed()
    .map(
      ({ at, tone, text, said, files, mine }) =>
        html`<li class="event ${tone}${mine ? ' mine' : ''}"><span class="event-sign">${icon(SIGNS[tone])}</span><div><p class="event-text">${text}</p>${said === undefined ? '' : html`<p class="written">${said}</p>`}${documents(view, files, known)}<p class="event-at"><time datetime="${at}">${formatInstant(view, at)}</time></p></div></li>`,
    )}</ol>`
}

const SIGNS = {
  opened: 'plus',
  done: 'check',
  moved: 'right',
  refused: 'cross',
  note: 'note',
  time: 'clock',
  closed: 'lock',
} as const

type Files = ReadonlyMap<string, CaseReading['files'][number]>

function documents(view: View, ids: readonly string[], files: Files): HtmlFragment | '' {
  const known = ids.flatMap((id) => files.get(id) ?? [])
  if (known.length === 0) return ''
  return html`<ul class="light-files" aria-label="${words(view.locale, 'documents')}">${known.map((file) => html`<li>${documentDoor(view, file)}</li>`)}</ul>`
}

function documentDoor({ locale }: View, { id, name, scan }: CaseReading['files'][number]): HtmlFragment {
  if (scan === 'infected')
    return html`${icon('file')}<span>${name}</span> <small>${words(locale, 'scan.infected')}</small>`
  return html`<a href="/archivos/${id}">${icon('file')}<span>${name}</span></a>${scan === null ? '' : html` <small>${words(locale, `scan.${scan}`)}</small>`}`
}
