import { diffLines } from '#src/manual/index.ts'
import type { InstitutionDirectory } from '#src/people/types.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { postButton } from '#src/web/components/button.ts'
import { card } from '#src/web/components/card.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import { formatInstant, type View } from '#src/web/locale/time.ts'
import { ARTICLES_PATH, articlePath } from './places.ts'
import type { ArticleFace, ArticleText } from './types.ts'
import { words } from './words.ts'

type Listed = Pick<ArticleText, 'version' | 'title' | 'writtenBy' | 'writtenAt'> & {
  readonly approvedBy: string | null
}

/** Every version of an article, the latest first. */
export function historyPage(
  view: View,
  {
    article,
    versions,
    directory,
    mayWrite,
    csrf,
  }: {
    article: ArticleFace
    versions: readonly Listed[]
    directory: InstitutionDirectory
    mayWrite: boolean
    csrf: string
  },
): HtmlFragment {
  const { locale } = view
  const path = articlePath(article.id)
  const rows = versions.map(
    ({ version, title, writtenBy, writtenAt, approvedBy }) =>
      html`<li><p><a href="${path}/versiones/${version}">${words(locale, 'fact.version')} ${version}</a> · ${title}</p><p class="muted">${directory.personName(writtenBy)} · ${formatInstant(view, writtenAt)}${approvedBy === null ? '' : html` · ${words(locale, 'history.approved', { name: directory.personName(approvedBy) })}`}${version === article.published ? html` · ${words(locale, 'history.published')}` : ''}</p>${
        mayWrite && version !== article.latest && article.asked === null
          ? postButton({
              action: `${path}/versiones/${version}/restaurar`,
              csrf,
              label: words(locale, 'history.restore'),
              small: true,
              look: 'quiet',
            })
          : ''
      }</li>`,
  )
  return html`${pageHead(view, {
    title: words(locale, 'history'),
    lead: words(locale, 'history.lead'),
    crumbs: [
      { label: words(locale, 'title'), href: ARTICLES_PATH },
      { label: article.title, href: path },
      { label: words(locale, 'history') },
    ],
  })}<ol class="plain-list version-list">${rows}</ol>`
}

/** What a version changed, word by word, against the one before (or the published one). */
export function comparePage(
  view: View,
  article: ArticleFace,
  before: ArticleText | null,
  after: ArticleText,
): HtmlFragment {
  const { locale } = view
  const parts = (['title', 'question', 'solution', 'keywords'] as const).flatMap((key) => {
    const was = before?.[key] ?? ''
    if (was === after[key]) return []
    return [
      card({
        title: words(locale, `form.${key}`),
        body: html`<div class="word-diff">${wordDiff(view, was, after[key])}</div>`,
      }),
    ]
  })
  const title = words(locale, 'compare.title', { from: before?.version ?? 0, to: after.version })
  return html`${pageHead(view, {
    title,
    crumbs: [
      { label: words(locale, 'title'), href: ARTICLES_PATH },
      { label: article.title, href: articlePath(article.id) },
      { label: words(locale, 'history'), href: `${articlePath(article.id)}/versiones` },
      { label: title },
    ],
  })}${parts.length === 0 ? html`<p class="muted">${words(locale, 'compare.none')}</p>` : parts}`
}

function wordDiff({ locale }: View, before: string, after: string): HtmlFragment[] {
  // Of very long texts whole lines, so that comparing stays quick.
  const split = Math.max(before.length, after.length) > 20_000 ? linesOf : wordsOf
  const old = split(before)
  const now = split(after)
  const out: HtmlFragment[] = []
  let shown = 0
  for (const { from, to, at, until } of diffLines(old, now)) {
    if (at > shown) out.push(html`${now.slice(shown, at).join('')}`)
    if (to > from)
      out.push(
        html`<del><span class="visually-hidden">${words(locale, 'compare.removed')}: </span>${old.slice(from, to).join('')}</del>`,
      )
    if (until > at)
      out.push(
        html`<ins><span class="visually-hidden">${words(locale, 'compare.added')}: </span>${now.slice(at, until).join('')}</ins>`,
      )
    shown = until
  }
  if (shown < now.length) out.push(html`${now.slice(shown).join('')}`)
  return out
}

// A word with the blanks after it.
function wordsOf(text: string): string[] {
  return text.match(/\S+\s*|\s+/g) ?? []
}

function linesOf(text: string): string[] {
  return text.split(/(?<=\n)/)
}
