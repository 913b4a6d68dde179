import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { t } from '../locale/t.ts'
import type { View } from '../locale/time.ts'
import { icon } from './icon.ts'

/** A part of a page with a heading of its own. */
export function card({
  title,
  body,
  aside,
  id,
}: {
  readonly title?: string
  readonly body: HtmlFragment | readonly HtmlFragment[]
  readonly aside?: HtmlFragment
  readonly id?: string
}): HtmlFragment {
  return html`<section class="card"${id ? html` id="${id}"` : ''}>${title ? html`<div class="card-head"><h2>${title}</h2>${aside ?? ''}</div>` : ''}${body}</section>`
}

export interface Fact {
  readonly term: string
  readonly value: HtmlFragment | string
}

/** Terms and what they are. What is plain text keeps the lines in which somebody wrote it. */
export function facts(items: readonly Fact[]): HtmlFragment {
  return html`<dl class="facts">${items.map(({ term, value }) => html`<div><dt>${term}</dt><dd${typeof value === 'string' ? html` class="written"` : ''}>${value}</dd></div>`)}</dl>`
}

export interface FileItem {
  readonly name: string
  /** Absent for what is not given out. */
  readonly href?: string
  /** `PDF, 240 kB` */
  readonly note?: string
}

export function fileList(view: Pick<View, 'locale'>, files: readonly FileItem[]): HtmlFragment {
  if (files.length === 0) return html`<p class="muted">${t(view.locale, 'files.none')}</p>`
  return html`<ul class="files">${files.map(({ name, href, note }) => html`<li>${icon('file')}${href === undefined ? html`<span>${name}</span>` : html`<a href="${href}" data-turbo="false" aria-label="${t(view.locale, 'files.download', { name })}">${name}</a>`}${note ? html`<span class="muted">${note}</span>` : ''}</li>`)}</ul>`
}

/** Two columns: the work, and what one looks up beside it. One under the other on a narrow screen. */
export function columns(
  main: HtmlFragment | readonly HtmlFragment[],
  aside: HtmlFragment | readonly HtmlFragment[],
): HtmlFragment {
  return html`<div class="columns"><div class="column-main">${main}</div><div class="column-aside">${aside}</div></div>`
}

/** Doors to choose from: the catalogue of requests, the demo people. */
export function choiceList(
  items: readonly {
    readonly title: string
    readonly href: string
    readonly text?: string
    readonly facts?: readonly string[]
  }[],
): HtmlFragment {
  return html`<ul class="choices">${items.map(({ title, href, text, facts: labels }) => html`<li class="choice"><a href="${href}">${title}</a>${text ? html`<p>${text}</p>` : ''}${labels ? html`<p class="choice-facts">${labels.map((label) => html`<span>${label}</span>`)}</p>` : ''}</li>`)}</ul>`
}
