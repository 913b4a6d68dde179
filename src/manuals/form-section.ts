import type { RootContent } from 'mdast'
import type { Field, Form, Manual } from '#src/manual/types.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { fieldTypeText } from '#src/printing/facts/field-type-text.ts'
import { readMarkdown } from '#src/printing/prose/read-markdown.ts'
import { badge } from '#src/web/components/badges.ts'
import { buttonLink } from '#src/web/components/button.ts'
import { table } from '#src/web/components/table.ts'
import type { Locale } from '#src/web/locale/locale.ts'
import { blocksHtml } from '#src/web/markdown-html.ts'
import { manualProse } from './manual-prose.ts'
import { formId } from './places.ts'
import { words } from './words.ts'

/** A FORMA: its fields, and what is written around them. */
export function formSection(locale: Locale, { source }: Manual, form: Form, sheet: string): HtmlFragment {
  const id = formId(form.code)
  const written = readMarkdown(source.slice(form.span.start.offset, form.span.end.offset)).slice(1)
  const at = written.findIndex((node: RootContent) => node.type === 'table')
  const look = manualProse(written)
  return html`<section class="manual-part" id="${id}" aria-labelledby="${id}-titulo"><h2 id="${id}-titulo"><span class="eyebrow">${words(locale, 'form.heading', { code: form.code })}</span> ${form.title}</h2><p>${buttonLink({ label: words(locale, 'form.sheet'), href: sheet, icon: 'file', download: true })}</p><div class="prose">${blocksHtml(written.slice(0, Math.max(0, at)), look)}</div>${fieldTable(locale, form)}<div class="prose">${blocksHtml(written.slice(at + 1), look)}</div></section>`
}

function fieldTable(locale: Locale, form: Form): HtmlFragment {
  return table<Field>({
    caption: words(locale, 'form.heading', { code: form.code }),
    rows: form.fields,
    columns: [
      { label: words(locale, 'form.field'), cell: ({ name }) => name, head: true },
      { label: words(locale, 'form.type'), cell: ({ type }) => fieldTypeText(locale, type) },
      {
        label: words(locale, 'form.required'),
        cell: ({ required }) => (required ? badge(words(locale, 'form.yes'), 'accent') : words(locale, 'form.no')),
      },
      { label: words(locale, 'form.help'), cell: ({ help }) => help || '—' },
    ],
  })
}
