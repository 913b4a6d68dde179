import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { badge } from '#src/web/components/badges.ts'
import { button, buttonLink } from '#src/web/components/button.ts'
import { emptyState } from '#src/web/components/empty-state.ts'
import { field } from '#src/web/components/field.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import { filters } from '#src/web/components/tabs.ts'
import { linked } from '#src/web/components/written-text.ts'
import type { View } from '#src/web/locale/time.ts'
import type { Writing } from '../conversation/composer.ts'
import { words } from '../words.ts'

/** A canned text filled in for a case. */
export interface FilledText {
  readonly id: string
  readonly title: string
  readonly unit: string | null
  readonly language: 'es' | 'en'
  readonly text: string
}

export interface PickPageInput {
  readonly number: string
  readonly writing: Writing
  readonly search: string
  readonly texts: readonly FilledText[]
}

/** Canned texts to choose from, for a browser without scripts and for whoever wants to read them first. */
export function pickPage(view: View, { number, writing, search, texts }: PickPageInput): HtmlFragment {
  const { locale } = view
  const action = `/expedientes/${number}/respuestas`
  return html`${pageHead(view, {
    title: words(locale, 'canned.pick-title', { number }),
    crumbs: [{ label: number, href: `/expedientes/${number}` }, { label: words(locale, 'canned') }],
    action: buttonLink({ label: words(locale, 'canned.manage'), href: '/respuestas-tipo', look: 'quiet' }),
  })}${filters({
    action,
    label: words(locale, 'canned.search'),
    body: [
      html`<input type="hidden" name="para" value="${writing}">`,
      field(view, { name: 'q', label: words(locale, 'canned.search'), type: { kind: 'search' }, value: search }),
    ],
    submit: button({ label: words(locale, 'search.submit') }),
  })}${
    texts.length === 0
      ? emptyState({
          icon: 'note',
          title: words(locale, search === '' ? 'canned.empty' : 'canned.none-fit'),
          text: words(locale, 'canned.empty-hint'),
        })
      : html`<ul class="canned-list">${texts.map((each) => pick(view, number, writing, each))}</ul>`
  }`
}

function pick(view: View, number: string, writing: Writing, { id, title, unit, language, text }: FilledText) {
  const { locale } = view
  return html`<li class="card"><div class="card-head"><h2>${title}</h2>${badge(unit ?? words(locale, 'canned.institution'))}</div><p class="written" lang="${language}">${linked(text)}</p><p>${buttonLink({ label: words(locale, 'canned.use'), href: `/expedientes/${number}/escribir?para=${writing}&texto=${id}`, icon: 'check' })}</p></li>`
}
