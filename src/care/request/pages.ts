import type { InstitutionDirectory } from '#src/people/types.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import type { Refusal } from '#src/platform/refusal.ts'
import { badge, statusBadge } from '#src/web/components/badges.ts'
import { button, buttonLink } from '#src/web/components/button.ts'
import { card, type Fact, facts } from '#src/web/components/card.ts'
import { emptyState } from '#src/web/components/empty-state.ts'
import { field } from '#src/web/components/field.ts'
import { flash } from '#src/web/components/flash.ts'
import { form } from '#src/web/components/form.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import { table } from '#src/web/components/table.ts'
import { formatNumber, formatRelative, type View } from '#src/web/locale/time.ts'
import { formErrors } from '../form-errors.ts'
import { words } from '../words.ts'
import type { Erasure } from './erasure.store.ts'
import { type KnownSubject, SUBJECT_PATHS, type Subject } from './subject.ts'
import { TRACES_PAGE, type Trace, type TraceCounts } from './trace.store.ts'

export const HOME = '/administracion/datos-personales'

export const subjectHref = ({ kind, id }: Subject): string => `${HOME}/${SUBJECT_PATHS[kind]}/${id}`
export const requestHref = (id: string): string => `${HOME}/solicitudes/${id}`

export interface Found extends Subject {
  readonly name: string
  readonly about: string
}

export interface OverviewPage {
  readonly asked: string
  readonly found: readonly Found[] | null
  readonly requests: readonly (Erasure & { readonly name: string })[]
  readonly directory: InstitutionDirectory
}

/** Looking for whose data to erase, and the requests that there are. */
export function overviewPage(view: View, { asked, found, requests, directory }: OverviewPage): HtmlFragment {
  const { locale } = view
  return html`${pageHead(view, {
    title: words(locale, 'title'),
    lead: words(locale, 'lead'),
    crumbs: [{ label: words(locale, 'admin'), href: '/administracion' }, { label: words(locale, 'title') }],
    action: buttonLink({ label: words(locale, 'retention'), href: '/administracion/conservacion', icon: 'clock' }),
  })}${card({
    title: words(locale, 'find'),
    body: html`<form class="form" method="get" action="${HOME}" role="search" aria-label="${words(locale, 'find')}">${field(view, { name: 'buscar', label: words(locale, 'find.label'), type: { kind: 'search' }, required: true, value: asked })}<div class="form-submit">${button({ label: words(locale, 'find.button'), look: 'primary' })}</div></form>${found === null ? '' : foundList(view, found)}`,
  })}<h2>${words(locale, 'requests')}</h2>${
    requests.length === 0
      ? emptyState({ icon: 'check', title: words(locale, 'requests.none'), text: words(locale, 'requests.none-text') })
      : table({
          caption: words(locale, 'requests'),
          rows: requests,
          columns: [
            {
              label: words(locale, 'subject'),
              head: true,
              cell: ({ id, name }) => html`<a href="${requestHref(id)}">${name}</a>`,
            },
            { label: words(locale, 'kind'), cell: ({ subject }) => words(locale, `kind.${subject.kind}`) },
            {
              label: words(locale, 'asked'),
              cell: ({ askedBy, askedAt }) =>
                words(locale, 'by', { name: directory.personName(askedBy), at: formatRelative(view, askedAt) }),
            },
            { label: words(locale, 'state'), cell: ({ status }) => stateBadge(view, status) },
          ],
        })
  }`
}

export const stateBadge = (view: View, status: Erasure['status']): HtmlFragment =>
  badge(words(view.locale, `state.${status}`), status === 'asked' ? 'accent' : 'plain')

function foundList({ locale }: View, found: readonly Found[]): HtmlFragment {
  if (found.length === 0)
    return emptyState({ icon: 'people', title: words(locale, 'find.none'), text: words(locale, 'find.none-text') })
  return table({
    caption: words(locale, 'found'),
    rows: found,
    columns: [
      {
        label: words(locale, 'subject'),
        head: true,
        cell: (each) => html`<a href="${subjectHref(each)}">${each.name}</a>`,
      },
      {
        label: words(locale, 'kind'),
        cell: ({ kind, about }) =>
          html`${words(locale, `kind.${kind}`)}${about === '' ? '' : html`<span class="under">${about}</span>`}`,
      },
    ],
  })
}

export interface SubjectPage {
  readonly csrf: string
  readonly subject: KnownSubject
  readonly traces: readonly Trace[]
  readonly counts: TraceCounts
  readonly later: boolean
  /** Another request of the same subject. */
  readonly underWay: string | null
  readonly typed: { readonly reason: string; readonly basis: string }
  readonly refusal?: Refusal
}

/** Where a subject stands, and the form that asks for its erasure. */
export function subjectPage(view: View, given: SubjectPage): HtmlFragment {
  const { locale } = view
  const { subject, counts } = given
  return html`${pageHead(view, {
    title: subject.name,
    lead: words(locale, `kind.${subject.kind}`),
    crumbs: [
      { label: words(locale, 'admin'), href: '/administracion' },
      { label: words(locale, 'title'), href: HOME },
      { label: subject.name },
    ],
  })}${card({ title: words(locale, 'traces'), body: [html`<p class="muted">${words(locale, 'traces.text')}</p>`, facts(countFacts(view, counts)), warnings(view, given)] })}${tracesTable(view, given)}${askCard(view, given)}`
}

export function countFacts({ locale }: View, counts: TraceCounts): readonly Fact[] {
  const names = ['cases', 'acts', 'messages', 'files', 'entries', 'papers'] as const
  return [
    ...names.map((name) => ({ term: words(locale, name), value: formatNumber(locale, counts[name]) })),
    ...(counts.articles === 0
      ? []
      : [
          {
            term: words(locale, 'articles'),
            value: html`${formatNumber(locale, counts.articles)}<span class="under">${words(locale, 'articles.text')}</span>`,
          },
        ]),
  ]
}

function warnings(view: View, { subject, counts }: SubjectPage): HtmlFragment {
  const { locale } = view
  const stays = counts.open + counts.held > 0
  const said = [
    ...(subject.kind === 'person' ? [words(locale, 'person.text')] : []),
    ...(subject.kind === 'contact'
      ? [words(locale, stays ? 'contact.stays' : 'contact.text'), words(locale, 'others.text')]
      : []),
  ]
  return html`${said.map((text) => html`<p>${text}</p>`)}${counts.open === 0 ? '' : flash(view, { kind: 'warning', text: words(locale, 'open.text', { count: counts.open }) })}${counts.held === 0 ? '' : flash(view, { kind: 'warning', text: words(locale, 'held.text', { count: counts.held }) })}`
}

function tracesTable(view: View, { subject, traces, later }: SubjectPage): HtmlFragment {
  const { locale } = view
  if (traces.length === 0)
    return emptyState({ icon: 'cases', title: words(locale, 'traces.none'), text: words(locale, 'traces.none-text') })
  const rows = traces.slice(0, TRACES_PAGE)
  const last = traces.length > TRACES_PAGE ? rows.at(-1) : undefined
  const number = (value: number) => formatNumber(locale, value)
  return html`${table({
    caption: words(locale, 'traces'),
    rows,
    columns: [
      {
        label: words(locale, 'case'),
        head: true,
        cell: (row) => html`<span class="number">${row.number}</span> ${statusBadge(view, row.status)}`,
      },
      { label: words(locale, 'case.kind'), cell: (row) => `${row.manual}, ${row.procedure}` },
      {
        label: words(locale, 'role'),
        cell: ({ seqs }) =>
          seqs === null ? words(locale, 'role.whole') : words(locale, 'role.acts', { count: seqs.length }),
      },
      { label: words(locale, 'acts'), align: 'end', cell: ({ acts }) => number(acts) },
      { label: words(locale, 'files'), align: 'end', cell: ({ files }) => number(files) },
      { label: words(locale, 'entries'), align: 'end', cell: ({ entries }) => number(entries) },
      {
        label: words(locale, 'becomes'),
        cell: ({ status, held }) =>
          words(locale, status === 'open' ? 'becomes.open' : held ? 'becomes.held' : 'becomes.erased'),
      },
    ],
  })}${morePages(view, subjectHref(subject), last?.caseId, later)}`
}

/** The links below a list in pages: to its first one and to the next. */
export function morePages(
  { locale }: View,
  href: string,
  last: string | number | undefined,
  later: boolean,
): HtmlFragment {
  if (last === undefined && !later) return html``
  return html`<nav class="pagination" aria-label="${words(locale, 'cases')}"><span class="pagination-links">${later ? buttonLink({ label: words(locale, 'first'), href, small: true }) : ''}${last === undefined ? '' : buttonLink({ label: words(locale, 'more'), href: `${href}?desde=${encodeURIComponent(last)}`, small: true, icon: 'right' })}</span></nav>`
}

function askCard(view: View, { csrf, subject, underWay, typed, refusal }: SubjectPage): HtmlFragment {
  const { locale } = view
  if (underWay !== null)
    return flash(view, {
      kind: 'notice',
      text: words(locale, 'under-way'),
      link: { label: words(locale, 'under-way.link'), href: requestHref(underWay) },
    })
  return card({
    title: words(locale, 'ask'),
    body: [
      html`<p>${words(locale, 'ask.text')}</p>`,
      form(view, {
        action: subjectHref(subject),
        csrf,
        errors: formErrors(view, refusal, { motivo: words(locale, 'reason'), fundamento: words(locale, 'basis') }),
        body: [
          field(view, {
            name: 'motivo',
            label: words(locale, 'reason'),
            help: words(locale, 'reason.help'),
            type: { kind: 'long-text' },
            required: true,
            value: typed.reason,
            error: refusal?.fields?.motivo?.[locale],
          }),
          field(view, {
            name: 'fundamento',
            label: words(locale, 'basis'),
            help: words(locale, 'basis.help'),
            type: { kind: 'text' },
            required: true,
            value: typed.basis,
            error: refusal?.fields?.fundamento?.[locale],
          }),
        ],
        submit: button({ label: words(locale, 'ask'), look: 'danger' }),
      }),
    ],
  })
}
