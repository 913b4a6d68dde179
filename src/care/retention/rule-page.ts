import type { InstitutionDirectory } from '#src/people/types.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import type { Refusal } from '#src/platform/refusal.ts'
import { button, buttonLink, hiddenFields } from '#src/web/components/button.ts'
import { card, facts } from '#src/web/components/card.ts'
import { emptyState } from '#src/web/components/empty-state.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import { table } from '#src/web/components/table.ts'
import { formatInstant, formatNumber, type View } from '#src/web/locale/time.ts'
import { confirmCard } from '../confirm-card.ts'
import { type DueCase, MOST_DUE } from './due-case.store.ts'
import { HOME, ruleBadge, ruleHref } from './pages.ts'
import type { RetentionRule } from './rule.store.ts'
import { retentionWords as words } from './words.ts'

export interface RulePage {
  readonly csrf: string
  readonly rule: RetentionRule
  readonly title: string
  readonly mayConfirm: boolean
  readonly directory: InstitutionDirectory
  readonly counts: { readonly due: number; readonly held: number }
  readonly cases: readonly DueCase[]
  readonly size: number
  readonly later: boolean
  readonly refusal?: Refusal
}

/** One rule: what it says, what it would erase today, and the ways to confirm, refuse or end it. */
export function rulePage(view: View, given: RulePage): HtmlFragment {
  const { locale } = view
  const { rule, title, directory } = given
  const by = (person: string, at: string) =>
    words(locale, 'by', { name: directory.personName(person), at: formatInstant(view, at) })
  const open = rule.status === 'proposed' || rule.status === 'in-force'
  return html`${pageHead(view, {
    title: words(locale, 'rule'),
    lead: title,
    status: ruleBadge(view, rule.status),
    crumbs: [
      { label: words(locale, 'admin'), href: '/administracion' },
      { label: words(locale, 'title'), href: HOME },
      { label: words(locale, 'rule') },
    ],
  })}${card({
    body: facts([
      { term: words(locale, 'years'), value: words(locale, 'years.count', { count: rule.years }) },
      {
        term: words(locale, 'erases'),
        value: html`<ul>${rule.erases.map((part) => html`<li>${words(locale, `erases.${part}`)}</li>`)}</ul>`,
      },
      { term: words(locale, 'basis'), value: rule.basis },
      { term: words(locale, 'proposed-by'), value: by(rule.proposedBy, rule.proposedAt) },
      ...(rule.decidedBy === null || rule.decidedAt === null
        ? []
        : [{ term: words(locale, 'decided-by'), value: by(rule.decidedBy, rule.decidedAt) }]),
      { term: words(locale, 'erased'), value: formatNumber(locale, rule.erasedCases) },
      ...(rule.lastRunAt === null
        ? []
        : [{ term: words(locale, 'last-run'), value: formatInstant(view, rule.lastRunAt) }]),
    ]),
  })}${open ? html`${preview(view, given)}${decisions(view, given)}` : ''}`
}

function preview(view: View, { rule, counts, cases, size, later }: RulePage): HtmlFragment {
  const { locale } = view
  const due = formatNumber(locale, counts.due)
  const rows = cases.slice(0, size)
  const last = cases.length > size ? rows.at(-1) : undefined
  const list =
    rows.length === 0
      ? emptyState({ icon: 'check', title: words(locale, 'due.none'), text: words(locale, 'due.none-text') })
      : table({
          caption: words(locale, 'preview'),
          rows,
          columns: [
            {
              label: words(locale, 'case'),
              head: true,
              cell: ({ number }) => html`<span class="number">${number}</span>`,
            },
            { label: words(locale, 'closed'), cell: ({ closedAt }) => formatInstant(view, closedAt) },
            { label: words(locale, 'acts'), align: 'end', cell: ({ acts }) => formatNumber(locale, acts) },
            { label: words(locale, 'files'), align: 'end', cell: ({ files }) => formatNumber(locale, files) },
          ],
        })
  const pages =
    last === undefined && !later
      ? ''
      : html`<nav class="pagination" aria-label="${words(locale, 'preview')}"><span class="pagination-links">${later ? buttonLink({ label: words(locale, 'first'), href: ruleHref(rule.id), small: true }) : ''}${last === undefined ? '' : buttonLink({ label: words(locale, 'more'), href: `${ruleHref(rule.id)}?desde=${encodeURIComponent(`${last.closedAt} ${last.caseId}`)}`, small: true, icon: 'right' })}</span></nav>`
  return html`${card({
    title: words(locale, 'preview'),
    body: [
      html`<p class="muted">${words(locale, 'preview.text')}</p>`,
      facts([
        { term: words(locale, 'due'), value: counts.due >= MOST_DUE ? words(locale, 'due.most', { count: due }) : due },
        { term: words(locale, 'held'), value: formatNumber(locale, counts.held) },
      ]),
    ],
  })}${list}${pages}`
}

function decisions(view: View, { csrf, rule, mayConfirm, refusal }: RulePage): HtmlFragment {
  const { locale } = view
  const alone = (path: string, label: string) =>
    html`<form method="post" action="${ruleHref(rule.id)}/${path}" class="inline-form">${hiddenFields({ _csrf: csrf })}${button({ label })}</form>`
  if (rule.status === 'in-force')
    return card({
      title: words(locale, 'end'),
      body: [html`<p>${words(locale, 'end.text')}</p>`, alone('terminar', words(locale, 'end'))],
    })
  return html`${
    mayConfirm
      ? confirmCard(view, {
          title: words(locale, 'confirm'),
          text: words(locale, 'confirm.text'),
          action: `${ruleHref(rule.id)}/confirmar`,
          csrf,
          refusal: refusal,
        })
      : html`<p class="remark">${words(locale, 'own.text')}</p>`
  }${alone('rechazar', words(locale, 'refuse'))}`
}
