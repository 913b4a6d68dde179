import { attributes, type HtmlFragment, html } from '#src/platform/http/html.ts'
import { badge, statusBadge } from '#src/web/components/badges.ts'
import { button, buttonLink } from '#src/web/components/button.ts'
import { card } from '#src/web/components/card.ts'
import { emptyState } from '#src/web/components/empty-state.ts'
import { field } from '#src/web/components/field.ts'
import { errorSummary, form } from '#src/web/components/form.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import { table } from '#src/web/components/table.ts'
import { formatNumber, type View } from '#src/web/locale/time.ts'
import type { Candidate } from './rank-candidates.ts'
import { teamWords as words } from './team-words.ts'

export interface AssignPage {
  readonly csrf: string
  readonly key: string
  readonly number: string
  readonly title: string
  readonly task: number
  readonly row: string
  readonly candidates: readonly Candidate[]
  readonly chosen: string
  readonly reason: string
  /** Why it was refused. */
  readonly refused?: string
}

/** Whom to give a task, with what each has to do, who is away and who knows the matter. */
export function assignPage(view: View, given: AssignPage): HtmlFragment {
  const { locale } = view
  const { number, title, row, candidates } = given
  const back = `/expedientes/${number}`
  const head = pageHead(view, {
    title: words(locale, 'assign.title', { row }),
    lead: words(locale, 'assign.lead', { title }),
    crumbs: [
      { label: words(locale, 'assign.case', { number }), href: back },
      { label: words(locale, 'assign.title', { row }) },
    ],
  })
  if (candidates.length === 0)
    return html`${head}${emptyState({ icon: 'people', title: words(locale, 'nobody'), text: words(locale, 'nobody.text'), action: buttonLink({ label: words(locale, 'cancel'), href: back }) })}`
  return html`${head}${card({
    body: form(view, {
      action: `${back}/tareas/${given.task}/asignar`,
      csrf: given.csrf,
      hidden: { clave: given.key },
      errors: errorSummary(view, given.refused === undefined ? [] : [{ message: given.refused }]),
      body: [
        html`<p class="muted">${words(locale, 'assign.rule')}</p>`,
        candidateTable(view, given),
        field(view, { name: 'motivo', label: words(locale, 'reason'), type: { kind: 'text' }, value: given.reason }),
      ],
      submit: [
        button({ label: words(locale, 'assign'), look: 'primary' }),
        buttonLink({ label: words(locale, 'cancel'), href: back, look: 'quiet' }),
      ],
    }),
  })}`
}

function candidateTable(view: View, { candidates, chosen }: AssignPage): HtmlFragment {
  const { locale } = view
  return table({
    caption: words(locale, 'assign.caption'),
    rows: candidates,
    columns: [
      {
        label: words(locale, 'person'),
        head: true,
        cell: ({ person, name, away }) =>
          html`<label class="radio candidate"><input${attributes({ type: 'radio', name: 'a', value: person, required: true, checked: person === chosen, disabled: away })}><span>${name}</span></label>`,
      },
      { label: words(locale, 'post'), cell: ({ post }) => post || '—' },
      { label: words(locale, 'open'), align: 'end', cell: ({ open }) => formatNumber(locale, open) },
      {
        label: words(locale, 'overdue'),
        align: 'end',
        cell: ({ overdue }) => (overdue === 0 ? '0' : statusBadge(view, 'overdue', formatNumber(locale, overdue))),
      },
      {
        label: words(locale, 'today'),
        cell: ({ away, standsIn }) =>
          badge(words(locale, away ? 'away' : standsIn ? 'stands-in' : 'here'), standsIn && !away ? 'accent' : 'plain'),
      },
      {
        label: words(locale, 'skills'),
        cell: ({ fits }) =>
          fits.length === 0
            ? '—'
            : fits.map(({ skill, level }) => `${skill}: ${words(locale, `level.${level}`)}`).join(' · '),
      },
    ],
  })
}
