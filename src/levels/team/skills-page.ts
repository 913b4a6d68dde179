import type { InstitutionDirectory, Person } from '#src/people/types.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { button, hiddenFields } from '#src/web/components/button.ts'
import { card } from '#src/web/components/card.ts'
import { emptyState } from '#src/web/components/empty-state.ts'
import { field } from '#src/web/components/field.ts'
import { errorSummary, form } from '#src/web/components/form.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import { table } from '#src/web/components/table.ts'
import type { View } from '#src/web/locale/time.ts'
import { followTabs } from '../follow-tabs.ts'
import type { KeptSkill } from './candidates.store.ts'
import { teamWords as words } from './team-words.ts'

export interface SkillsPage {
  readonly csrf: string
  readonly team: readonly Person[]
  readonly skills: readonly KeptSkill[]
  readonly directory: InstitutionDirectory
  /** Kinds and areas that the manuals name, to choose from. */
  readonly known: readonly string[]
  readonly sent?: { readonly person: string; readonly skill: string; readonly level: string; readonly refused: string }
}

/** What each person of a head's team knows to do. */
export function skillsPage(view: View, given: SkillsPage): HtmlFragment {
  const { locale } = view
  const { team, skills, csrf } = given
  const head = html`${pageHead(view, { title: words(locale, 'title'), lead: words(locale, 'lead') })}${followTabs(view, 'skills')}`
  if (team.length === 0)
    return html`${head}${emptyState({ icon: 'people', title: words(locale, 'no-team'), text: words(locale, 'no-team.text') })}`
  const bySkill = Map.groupBy(skills, ({ person }) => person)
  return html`${head}${addCard(view, given)}${table({
    caption: words(locale, 'title'),
    rows: team,
    columns: [
      { label: words(locale, 'person'), head: true, cell: ({ name }) => name },
      {
        label: words(locale, 'post'),
        cell: ({ id }) =>
          given.directory
            .positionsOf(id)
            .map(({ title }) => title)
            .join(', ') || '—',
      },
      {
        label: words(locale, 'title'),
        cell: ({ id, name }) => {
          const own = bySkill.get(id) ?? []
          if (own.length === 0) return html`<span class="muted">${words(locale, 'none')}</span>`
          return html`<ul class="plain-list skills">${own.map(({ skill, level }) => html`<li><span>${skill} <span class="muted">(${words(locale, `level.${level}`)})</span></span><form method="post" action="/destrezas/quitar" class="inline-form">${hiddenFields({ _csrf: csrf, persona: id, destreza: skill })}<button type="submit" class="button quiet small" aria-label="${words(locale, 'remove', { skill, name })}">${words(locale, 'remove.short')}</button></form></li>`)}</ul>`
        },
      },
    ],
  })}`
}

function addCard(view: View, { csrf, team, known, sent }: SkillsPage): HtmlFragment {
  const { locale } = view
  const levels = ([1, 2, 3] as const).map((level) => ({
    value: String(level),
    label: `${level}: ${words(locale, `level.${level}`)}`,
  }))
  return card({
    title: words(locale, 'add.title'),
    body: form(view, {
      action: '/destrezas',
      csrf,
      errors: errorSummary(view, sent === undefined ? [] : [{ message: sent.refused }]),
      body: html`<div class="fields-in-row">${field(view, { name: 'persona', label: words(locale, 'person'), type: { kind: 'person' }, required: true, choices: team.map(({ id, name }) => ({ value: id, label: name })), value: sent?.person ?? '' })}${field(view, { name: 'destreza', label: words(locale, 'skill'), help: words(locale, 'skill.help'), type: { kind: 'text' }, required: true, value: sent?.skill ?? '' })}${field(view, { name: 'nivel', label: words(locale, 'level'), type: { kind: 'unit' }, none: '—', required: true, choices: levels, value: sent?.level ?? '2' })}</div>${known.length === 0 ? '' : html`<p class="muted">${known.slice(0, 12).join(' · ')}</p>`}`,
      submit: button({ label: words(locale, 'add') }),
    }),
  })
}
