import type { InstitutionDirectory } from '#src/people/types.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { badge, when } from '#src/web/components/badges.ts'
import { buttonLink, postButton } from '#src/web/components/button.ts'
import { emptyState } from '#src/web/components/empty-state.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import { table } from '#src/web/components/table.ts'
import { linked } from '#src/web/components/written-text.ts'
import type { View } from '#src/web/locale/time.ts'
import { words } from '../words.ts'
import { MENTIONS_PAGE, type Mention } from './mention.store.ts'

export interface MentionsPageInput {
  /** One more than a page when there is another page. */
  readonly mentions: readonly Mention[]
  readonly directory: InstitutionDirectory
  readonly csrf: string
  readonly later: boolean
}

/** Where somebody was mentioned, the newest first. */
export function mentionsPage(view: View, { mentions, directory, csrf, later }: MentionsPageInput): HtmlFragment {
  const { locale } = view
  const shown = mentions.slice(0, MENTIONS_PAGE)
  const unread = shown.some(({ readAt }) => readAt === null)
  const head = pageHead(view, {
    title: words(locale, 'mentions'),
    lead: words(locale, 'mentions.lead'),
    ...(unread
      ? {
          action: postButton({
            action: '/menciones/leidas',
            csrf,
            label: words(locale, 'mentions.all-read'),
            icon: 'check',
          }),
        }
      : {}),
  })
  if (shown.length === 0 && !later)
    return html`${head}${emptyState({ icon: 'note', title: words(locale, 'mentions.empty'), text: words(locale, 'mentions.empty-hint') })}`
  const last = mentions.length > MENTIONS_PAGE ? shown.at(-1) : undefined
  return html`${head}<div class="mentions">${table<Mention>({
    caption: words(locale, 'mentions'),
    rows: shown,
    columns: [
      {
        label: words(locale, 'mentions.case'),
        head: true,
        cell: ({ number, title, seq, readAt }) =>
          html`<a href="/expedientes/${number}#dicho-${seq}">${title}</a><span class="tray-facts"><span class="number">${number}</span>${readAt === null ? badge(words(locale, 'mentions.unread'), 'accent') : ''}</span>`,
      },
      {
        label: words(locale, 'mentions.note'),
        cell: ({ note }) => html`<span class="written">${note === null ? '—' : linked(excerpt(note))}</span>`,
      },
      {
        label: words(locale, 'mentions.by'),
        cell: ({ by }) => (by === null ? 'Ventanilla' : directory.personName(by)),
      },
      { label: words(locale, 'mentions.when'), cell: ({ at }) => when(view, at) },
    ],
  })}</div>${paging(view, later, last)}`
}

function excerpt(note: string): string {
  return note.length > 280 ? `${note.slice(0, 279)}…` : note
}

function paging({ locale }: View, later: boolean, last: Mention | undefined): HtmlFragment | '' {
  if (!later && last === undefined) return ''
  return html`<nav class="pagination" aria-label="${words(locale, 'mentions')}"><span class="pagination-links">${later ? buttonLink({ label: words(locale, 'mentions.first'), href: '/menciones', small: true }) : ''}${last === undefined ? '' : buttonLink({ label: words(locale, 'mentions.more'), href: `/menciones?desde=${writeMentionPlace(last)}`, small: true, icon: 'right' })}</span></nav>`
}

export function writeMentionPlace({ at, caseId, seq }: Pick<Mention, 'at' | 'caseId' | 'seq'>): string {
  return `${Date.parse(at)}-${caseId}-${seq}`
}

/** The place that a text names, or null for one that names none: the list then begins at its start. */
export function readMentionPlace(text: unknown): Pick<Mention, 'at' | 'caseId' | 'seq'> | null {
  const match = typeof text === 'string' ? /^(\d{1,14})-(\d{1,15})-(\d{1,9})$/.exec(text) : null
  if (match === null) return null
  return { at: new Date(Number(match[1])).toISOString(), caseId: Number(match[2]), seq: Number(match[3]) }
}
