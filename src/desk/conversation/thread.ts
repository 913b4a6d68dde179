import { attributes, type HtmlFragment, html } from '#src/platform/http/html.ts'
import { initials } from '#src/web/components/badges.ts'
import { type IconName, icon } from '#src/web/components/icon.ts'
import { writtenText } from '#src/web/components/written-text.ts'
import { t } from '#src/web/locale/t.ts'
import { formatInstant, formatRelative, type View } from '#src/web/locale/time.ts'
import { words } from '../words.ts'
import type { Saying } from './read-conversation.ts'

const SHOWN = 20

/** What was said in a case, the newest first; the earliest of a long talk are folded away. */
export function thread(view: View, sayings: readonly Saying[]): HtmlFragment {
  if (sayings.length === 0) return html`<p class="muted">${words(view.locale, 'conversation.empty')}</p>`
  const newest = sayings.toReversed()
  const older = newest.slice(SHOWN)
  const list = (items: readonly Saying[]) => html`<ol class="thread">${items.map((each) => saying(view, each))}</ol>`
  return html`${list(newest.slice(0, SHOWN))}${older.length === 0 ? '' : html`<details class="disclosure"><summary>${icon('right')}<span>${words(view.locale, 'conversation.older', { count: older.length })}</span></summary>${list(older)}</details>`}`
}

type Look = 'note' | 'to-requester' | 'from-requester' | 'to-contact' | 'from-contact' | 'open-note'

const ICONS: Readonly<Record<Look, IconName>> = {
  note: 'lock',
  'to-requester': 'right',
  'from-requester': 'left',
  'to-contact': 'out',
  'from-contact': 'globe',
  'open-note': 'note',
}

function lookOf({ kind, from, with: whom }: Saying): Look {
  if (kind === 'note' || kind === 'open-note') return kind
  if (whom === 'contact') return from === 'contact' ? 'from-contact' : 'to-contact'
  return from === 'requester' ? 'from-requester' : 'to-requester'
}

function saying(view: View, said: Saying): HtmlFragment {
  const { locale } = view
  const look = lookOf(said)
  const who = (look === 'from-contact' ? said.contact : said.who) ?? t(locale, 'timeline.system')
  const id = said.number === undefined ? `dicho-${said.seq}` : undefined
  const mark = html`<span class="saying-mark">${icon(ICONS[look])}<span>${words(locale, `saying.${look}`)}${look === 'note' ? html`<span class="visually-hidden">: ${words(locale, 'saying.note-about')}</span>` : ''}</span></span>`
  return html`<li class="saying ${look}"${attributes({ id })}><div class="saying-head">${initials(who)}<strong>${who}</strong>${mark}<time datetime="${said.at}" title="${formatInstant(view, said.at)}">${formatRelative(view, said.at)}</time></div>${said.number === undefined ? '' : html`<p class="saying-from">${words(locale, 'saying.in-case', { number: said.number })}</p>`}${said.carried === null ? '' : html`<p class="saying-from">${words(locale, 'saying.carried', { who: said.carried.who ?? '—', at: formatInstant(view, said.carried.at), number: said.carried.number })}</p>`}${look === 'to-contact' && said.contact !== null ? html`<p class="saying-from">${said.contact}</p>` : ''}${said.text === null ? html`<p class="muted">${words(locale, 'saying.erased')}</p>` : writtenText(said.text)}${said.mentions.length === 0 ? '' : html`<p class="saying-from">${words(locale, 'saying.mentions', { names: said.mentions.join(', ') })}</p>`}${said.files.length === 0 ? '' : html`<ul class="files">${said.files.map(({ id: file, name }) => html`<li>${icon('clip')}<a href="/archivos/${file}" data-turbo="false">${name}</a></li>`)}</ul>`}</li>`
}
