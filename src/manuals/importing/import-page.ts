import type { Finding } from '#src/manual/types.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { buttonLink, postButton } from '#src/web/components/button.ts'
import { card, facts } from '#src/web/components/card.ts'
import { emptyState } from '#src/web/components/empty-state.ts'
import { flash } from '#src/web/components/flash.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import { table } from '#src/web/components/table.ts'
import { formatNumber, formatRelative, type View } from '#src/web/locale/time.ts'
import { findingsList } from '../editor/findings-list.ts'
import { draftPath } from '../editor/places.ts'
import { words as manualWords } from '../words.ts'
import { IMPORTS_PATH, importAct, importPath } from './places.ts'
import type { ManualImport } from './types.ts'
import { words } from './words.ts'

export interface ImportPageInput {
  readonly csrf: string
  readonly row: ManualImport
  /** The reading said nothing for long: its process died. */
  readonly stopped: boolean
  /** What the check finds in the text, the doubts themselves aside. */
  readonly findings: readonly Finding[]
}

type Entry = NonNullable<ManualImport['report']>[number]

/** One document: how far its reading is, why it was refused, or what was understood of it. */
export function importPage(view: View, input: ImportPageInput): HtmlFragment {
  const { row, stopped } = input
  if (row.state === 'reading' && !stopped) return readingPage(view, row)
  if (row.state === 'done') return donePage(view, input)
  return failedPage(view, input)
}

const crumbsOf = ({ locale }: View, name: string) => [
  { label: manualWords(locale, 'title'), href: '/manuales' },
  { label: words(locale, 'title'), href: IMPORTS_PATH },
  { label: name },
]

function readingPage(view: View, { id, name, step, share }: ManualImport): HtmlFragment {
  const { locale } = view
  const shown = step === '' ? words(locale, 'reading.waiting') : step
  return html`${pageHead(view, { title: words(locale, 'reading.title', { name }), lead: words(locale, 'reading.lead'), crumbs: crumbsOf(view, name) })}${card(
    {
      body: html`<div class="import-progress"><p role="status">${shown}</p><progress max="100" value="${Math.round(share * 100)}" aria-label="${words(locale, 'reading.progress')}"></progress>${buttonLink({ label: words(locale, 'reading.update'), href: importPath(id) })}</div>`,
    },
  )}`
}

function failedPage(view: View, { csrf, row }: ImportPageInput): HtmlFragment {
  const { locale } = view
  const { id, name, refusal } = row
  return html`${pageHead(view, { title: name, lead: words(locale, 'refused.lead'), crumbs: crumbsOf(view, name) })}${flash(
    view,
    {
      kind: 'refused',
      text: refusal === null ? words(locale, 'reading.stopped') : refusal[locale],
    },
  )}<div class="import-acts">${postButton({ action: importAct(id, 'reintentar'), csrf, label: words(locale, 'retry'), look: 'primary' })}${acts(view, csrf, row)}</div>`
}

function acts({ locale }: View, csrf: string, { id }: ManualImport): HtmlFragment {
  return html`<a class="button secondary" href="${importAct(id, 'original')}" data-turbo="false">${words(locale, 'original')}</a>${postButton({ action: importAct(id, 'descartar'), csrf, label: words(locale, 'discard'), look: 'quiet' })}`
}

function donePage(view: View, { csrf, row, findings }: ImportPageInput): HtmlFragment {
  const { locale } = view
  const { id, name, counts, draftId, askedAt } = row
  const report = row.report ?? []
  const of = (kind: Entry['kind']) => report.filter((entry) => entry.kind === kind)
  const open =
    draftId === null
      ? postButton({
          action: importAct(id, 'borrador'),
          csrf,
          label: words(locale, 'open'),
          look: 'primary',
          icon: 'pen',
        })
      : buttonLink({ label: words(locale, 'open.again'), href: draftPath(draftId), look: 'primary', icon: 'pen' })
  const number = (value: number | undefined) => formatNumber(locale, value ?? 0)
  const doubts = of('doubtful')
  return html`${pageHead(view, {
    title: name,
    lead: html`${formatRelative(view, askedAt)}. ${words(locale, 'done.lead')}`,
    crumbs: crumbsOf(view, name),
    action: open,
  })}${card({
    title: words(locale, 'understood'),
    body: html`${facts([
      { term: words(locale, 'procedures'), value: number(counts?.procedures) },
      { term: words(locale, 'steps'), value: number(counts?.steps) },
      { term: words(locale, 'forms'), value: number(counts?.forms) },
      { term: words(locale, 'doubts'), value: number(counts?.doubts) },
    ])}<div class="import-acts"><a class="button secondary" href="${importAct(id, 'texto.manual.md')}" data-turbo="false">${words(locale, 'text')}</a>${acts(view, csrf, row)}</div>`,
  })}${
    doubts.length === 0
      ? emptyState({ icon: 'check', title: words(locale, 'doubts.none'), text: words(locale, 'doubts.none-hint') })
      : card({ title: words(locale, 'doubts.title'), body: entries(view, doubts, words(locale, 'doubts.title')) })
  }${
    findings.length === 0
      ? ''
      : card({
          title: words(locale, 'findings.title'),
          body: html`<p class="muted">${words(locale, 'findings.lead')}</p>${findingsList(view, findings)}`,
        })
  }${part(view, 'no-equivalent.title', of('no-equivalent'))}${part(view, 'corrected.title', of('corrected'))}${part(view, 'dropped.title', of('dropped'))}${part(view, 'kept.title', of('kept'))}`
}

function part(
  view: View,
  title: 'corrected.title' | 'dropped.title' | 'kept.title' | 'no-equivalent.title',
  list: readonly Entry[],
): HtmlFragment | '' {
  const { locale } = view
  if (list.length === 0) return ''
  return html`<details class="card import-part"><summary><h2>${words(locale, title)} <span class="muted">${formatNumber(locale, list.length)}</span></h2></summary>${entries(view, list, words(locale, title))}</details>`
}

const MOST = 300

function entries(view: View, list: readonly Entry[], caption: string): HtmlFragment {
  const { locale } = view
  const rows = list.slice(0, MOST)
  return html`${table({
    caption,
    rows,
    columns: [
      {
        label: words(locale, 'place.element'),
        head: true,
        cell: ({ element, id, name }) =>
          html`${element} ${id}${name === undefined || name === '' ? '' : html` <span class="muted">${name}</span>`}`,
      },
      { label: words(locale, 'place.message'), cell: ({ message }) => message },
      { label: words(locale, 'place.source'), cell: ({ where }) => where ?? '—' },
      {
        label: words(locale, 'place.line'),
        cell: ({ line }) => (line === undefined ? '—' : words(locale, 'line', { line })),
      },
    ],
  })}${list.length > MOST ? html`<p class="muted">${words(locale, 'more', { count: list.length - MOST })}</p>` : ''}`
}
