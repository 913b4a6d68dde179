import { SHEET_FORMATS } from '#src/interchange/spreadsheet/index.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { button, buttonLink } from '#src/web/components/button.ts'
import { downloads } from '#src/web/components/downloads.ts'
import { emptyState } from '#src/web/components/empty-state.ts'
import { field } from '#src/web/components/field.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import { table } from '#src/web/components/table.ts'
import { filters } from '#src/web/components/tabs.ts'
import { formatInstant, formatNumber, type View } from '#src/web/locale/time.ts'
import { adminWords } from '../http/admin-words.ts'
import type { InstitutionDirectory } from '../types.ts'
import { actDetails, actSubject } from './act-details.ts'
import { type ActsAsked, writeActsAsked } from './act-filter.ts'
import { actName } from './act-names.ts'
import { actWords as words } from './act-words.ts'
import type { actChoices, WrittenAct } from './admin-act.store.ts'

export const ACTS_PATH = '/administracion/registro'
/** Acts on a page. */
export const ACTS_PAGE = 50
/** Acts in a file at most. */
export const MOST_ACTS = 10_000

export interface ActsPage {
  /** One more than a page when there are others. */
  readonly acts: readonly WrittenAct[]
  readonly asked: ActsAsked
  readonly choices: Awaited<ReturnType<typeof actChoices>>
  readonly directory: InstitutionDirectory
  readonly later: boolean
}

/** What administrators and the program changed, newest first. */
export function actsPage(view: View, input: ActsPage): HtmlFragment {
  const { locale } = view
  const { asked, directory, later } = input
  const acts = input.acts.slice(0, ACTS_PAGE)
  const more = input.acts.length > ACTS_PAGE
  const title = words(locale, 'title')
  const rows =
    acts.length === 0
      ? emptyState({ icon: 'search', title: words(locale, 'none'), text: words(locale, 'none.text') })
      : table<WrittenAct>({
          caption: title,
          rows: acts,
          columns: [
            { label: words(locale, 'when'), head: true, cell: ({ at }) => formatInstant(view, at) },
            { label: words(locale, 'who'), cell: ({ actor }) => actorName(view, actor, directory) },
            { label: words(locale, 'what'), cell: ({ action }) => actName(locale, action) },
            { label: words(locale, 'about'), cell: (act) => actSubject(view, act, directory) },
            {
              label: words(locale, 'details'),
              cell: (act) =>
                html`<dl class="act-details">${actDetails(view, act, directory).map(([term, value]) => html`<div><dt>${term}:</dt> <dd>${value}</dd></div>`)}</dl>`,
            },
          ],
        })
  return html`${pageHead(view, {
    title,
    lead: words(locale, 'lead'),
    crumbs: [{ label: adminWords(locale, 'title'), href: '/administracion' }, { label: title }],
  })}${filterForm(view, input)}${rows}${
    more || later
      ? html`<nav class="pagination" aria-label="${words(locale, 'pages')}"><span class="pagination-links">${later ? buttonLink({ label: words(locale, 'newest'), href: `${ACTS_PATH}${writeActsAsked(asked)}`, small: true }) : ''}${more ? buttonLink({ label: words(locale, 'older'), href: `${ACTS_PATH}${writeActsAsked(asked, { antes: String(acts.at(-1)!.seq) })}`, small: true, icon: 'right' }) : ''}</span></nav>`
      : ''
  }${
    acts.length === 0
      ? ''
      : html`<section aria-labelledby="descargar"><h2 id="descargar">${words(locale, 'download')}</h2><p class="help">${words(locale, 'download.help', { most: formatNumber(locale, MOST_ACTS) })}</p><p class="downloads">${downloads(view, SHEET_FORMATS, (format) => `${ACTS_PATH}/cambios.${format}${writeActsAsked(asked)}`)}</p></section>`
  }`
}

function filterForm(view: View, { asked, choices, directory }: ActsPage): HtmlFragment {
  const { locale } = view
  const byLabel = (a: { label: string }, b: { label: string }) => a.label.localeCompare(b.label, locale)
  const actors = choices.actors.map((actor) => ({ value: actor ?? 'system', label: actorName(view, actor, directory) }))
  const actions = choices.actions.map((action) => ({ value: action, label: actName(locale, action) }))
  return filters({
    action: ACTS_PATH,
    label: words(locale, 'filters'),
    body: [
      field(view, {
        name: 'quien',
        label: words(locale, 'who'),
        type: { kind: 'unit' },
        choices: actors.toSorted(byLabel),
        none: words(locale, 'anybody'),
        value: asked.quien,
      }),
      field(view, {
        name: 'que',
        label: words(locale, 'what'),
        type: { kind: 'unit' },
        choices: actions.toSorted(byLabel),
        none: words(locale, 'anything'),
        value: asked.que,
      }),
      field(view, { name: 'desde', label: words(locale, 'from'), type: { kind: 'date' }, value: asked.desde }),
      field(view, { name: 'hasta', label: words(locale, 'until'), type: { kind: 'date' }, value: asked.hasta }),
    ],
    submit: button({ label: words(locale, 'filter'), icon: 'search' }),
  })
}

export function actorName({ locale }: View, actor: string | null, directory: InstitutionDirectory): string {
  return actor === null ? words(locale, 'system') : directory.personName(actor)
}
