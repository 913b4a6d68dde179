import type { InstitutionDirectory } from '#src/people/types.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { statusBadge, when } from '#src/web/components/badges.ts'
import { buttonLink } from '#src/web/components/button.ts'
import { emptyState } from '#src/web/components/empty-state.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import { table } from '#src/web/components/table.ts'
import type { View } from '#src/web/locale/time.ts'
import { caseStanding, waits } from './case-standing.ts'
import { MY_CASES_PAGE, type MyCase, writeMyCasePlace } from './my-cases.store.ts'
import { myCasesWords as words } from './my-cases-words.ts'
import type { ManualVersion } from './versions.ts'

export interface MyCasesPageInput {
  /** One case more than a page when there is another page. */
  readonly cases: readonly MyCase[]
  readonly versions: ReadonlyMap<number, ManualVersion>
  readonly directory: InstitutionDirectory
  /** Not the first page. */
  readonly later: boolean
}

/** What a person asked for or opened: open ones first, each with where it stands. */
export function myCasesPage(view: View, input: MyCasesPageInput): HtmlFragment {
  const { locale } = view
  const { cases, later } = input
  const start = (look: 'primary' | 'secondary') =>
    buttonLink({ label: words(locale, 'start'), href: '/tramites', look, icon: 'plus' })
  const none = cases.length === 0
  const head = pageHead(view, {
    title: words(locale, 'title'),
    lead: words(locale, 'lead'),
    ...(none && !later ? {} : { action: start('primary') }),
  })
  if (none)
    return html`${head}${emptyState({
      icon: 'cases',
      title: words(locale, 'empty'),
      text: words(locale, 'empty-hint'),
      action: start('primary'),
    })}`
  return html`${head}${caseTable(view, input)}${paging(view, input)}`
}

function caseTable(view: View, { cases, versions, directory }: MyCasesPageInput): HtmlFragment {
  const { locale } = view
  const procedureOf = (each: MyCase) => versions.get(each.versionId)?.procedure(each.procedure) ?? null
  return html`<div class="my-cases">${table<MyCase>({
    caption: words(locale, 'title'),
    rows: cases.slice(0, MY_CASES_PAGE),
    columns: [
      {
        label: words(locale, 'column.case'),
        head: true,
        cell: (each) =>
          html`<a href="/expedientes/${each.number}">${each.title}</a><span class="tray-facts"><span class="number">${each.number}</span><span>${procedureOf(each)?.procedure.title ?? ''}</span></span>`,
      },
      {
        label: words(locale, 'column.status'),
        cell: ({ state, status }) => statusBadge(view, waits(state) ? 'waiting' : status),
      },
      {
        label: words(locale, 'column.standing'),
        cell: (each) =>
          html`<ul class="standings">${caseStanding(view, procedureOf(each), each.state, directory).map(
            ({ row, text, where }) =>
              html`<li>${row === null ? '' : html`<span class="step-number small">${row}</span>`}<span>${text ? html`<span class="standing-text">${text}</span> ` : ''}<span class="muted">${where}</span></span></li>`,
          )}</ul>`,
      },
      { label: words(locale, 'column.moved'), cell: ({ movedAt }) => when(view, movedAt) },
    ],
  })}</div>`
}

function paging({ locale }: View, { cases, later }: MyCasesPageInput): HtmlFragment | '' {
  const last = cases.length > MY_CASES_PAGE ? cases[MY_CASES_PAGE - 1] : undefined
  if (!later && last === undefined) return ''
  return html`<nav class="pagination" aria-label="${words(locale, 'title')}"><span class="pagination-links">${
    later ? buttonLink({ label: words(locale, 'first'), href: '/mis-expedientes', small: true }) : ''
  }${last === undefined ? '' : buttonLink({ label: words(locale, 'more'), href: `/mis-expedientes?desde=${writeMyCasePlace(last)}`, small: true, icon: 'right' })}</span></nav>`
}
