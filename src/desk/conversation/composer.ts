import type { Sent } from '#src/cases/sent.ts'
import { attributes, type HtmlFragment, html } from '#src/platform/http/html.ts'
import { button, hiddenFields } from '#src/web/components/button.ts'
import { field } from '#src/web/components/field.ts'
import { draftNotice } from '#src/web/components/form.ts'
import { icon } from '#src/web/components/icon.ts'
import { t } from '#src/web/locale/t.ts'
import type { View } from '#src/web/locale/time.ts'
import { words } from '../words.ts'

/** What one writes: a note for colleagues, or a message that crosses the counter. */
export type Writing = 'nota' | 'mensaje'

export interface ComposerInput {
  readonly number: string
  readonly csrf: string
  readonly idempotencyKey: string
  readonly official: boolean
  /** Name of whoever asked; null where nobody could read a message. */
  readonly requester: string | null
  /** What was sent and refused, by what it was. */
  readonly sent?: { readonly writing: Writing; readonly what: Sent }
  /** What stands in the text at first, for the page of a canned text. */
  readonly filled?: { readonly writing: Writing; readonly text: string }
  /** Notes stay possible when a case has ended, messages do not. */
  readonly open: boolean
}

/** Where one writes in a case. An official writes a note unless the other is chosen; each says who will read it. */
export function composer(view: View, input: ComposerInput): HtmlFragment {
  if (!input.official) return input.open ? writer(view, input, 'mensaje', true) : html``
  const chosen = input.sent?.writing ?? input.filled?.writing ?? 'nota'
  const message = input.open && input.requester !== null
  return html`<div class="composer">${writer(view, input, 'nota', chosen === 'nota' || !message)}${message ? writer(view, input, 'mensaje', chosen === 'mensaje') : ''}</div>`
}

function writer(view: View, input: ComposerInput, writing: Writing, open: boolean): HtmlFragment {
  const { number, csrf, idempotencyKey, official } = input
  const { locale } = view
  const sent = input.sent?.writing === writing ? input.sent.what : undefined
  const key = writing === 'nota' ? 'note' : official ? 'message' : 'question'
  const title = words(locale, `compose.${key}`)
  const about =
    key === 'message'
      ? words(locale, 'compose.message-about', { requester: input.requester ?? '' })
      : words(locale, `compose.${key}-about`)
  const text = field(view, {
    name: writing,
    id: `escribir-${writing}`,
    label: title,
    type: { kind: 'long-text' },
    required: true,
    help: writing === 'nota' ? words(locale, 'compose.note-help') : undefined,
    value: sent?.fields?.[writing] ?? (input.filled?.writing === writing ? input.filled.text : ''),
    error: sent?.message,
  })
  const written =
    writing === 'nota'
      ? html`<mention-field url="/api/officials" label="${words(locale, 'mention.suggestions')}">${text}</mention-field>`
      : text
  const canned = official
    ? html`<canned-picker url="/api/cases/${number}/canned-texts" for="escribir-${writing}" search="${words(locale, 'canned.search')}" none="${words(locale, 'canned.none-fit')}" empty="${words(locale, 'canned.none-yet')}"><a class="button quiet" href="/expedientes/${number}/respuestas?para=${writing}">${icon('note')}<span>${words(locale, 'compose.canned')}</span></a></canned-picker>`
    : ''
  const form = html`<dirty-form key="${number}-${writing}"><form class="form" novalidate method="post" enctype="multipart/form-data" action="/expedientes/${number}/${writing}">${hiddenFields({ _csrf: csrf, clave: `${idempotencyKey}-${writing}` })}${draftNotice(view)}<p class="compose-about">${icon(writing === 'nota' ? 'lock' : 'globe')}<span>${about}</span></p>${written}<div class="compose-more">${filesField(view, writing, sent)}${canned}</div><div class="form-submit">${button({ label: words(locale, `compose.${key}-send`), look: writing === 'nota' && official ? 'secondary' : 'primary', icon: writing === 'nota' ? 'lock' : 'right' })}</div></form></dirty-form>`
  if (!official) return html`<div class="compose mensaje">${form}</div>`
  return html`<details class="compose ${writing}"${attributes({ name: 'escribir', open })}><summary>${icon(writing === 'nota' ? 'lock' : 'globe')}<span>${title}</span></summary><div class="compose-body">${form}</div></details>`
}

function filesField(view: View, writing: Writing, sent: Sent | undefined): HtmlFragment {
  const { locale } = view
  const kept = sent?.attachments ?? []
  const names = kept.map((id) => sent?.fileNames?.[id] ?? '').filter((name) => name !== '')
  return html`<div class="field compose-files"><label for="adjuntos-${writing}">${words(locale, 'compose.files')} <span class="optional">${t(locale, 'form.optional')}</span></label>${kept.length === 0 ? '' : html`${hiddenFields({ 'adjuntos-recibidos': kept.join(' ') })}<p class="help">${names.join(', ')}</p>`}<input type="file" id="adjuntos-${writing}" name="adjuntos" multiple></div>`
}
