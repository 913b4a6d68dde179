import { articleHtml } from '#src/knowledge/article-html.ts'
import { picturesOf } from '#src/knowledge/pictures.ts'
import { filePath } from '#src/knowledge/places.ts'
import type { ArticleFile, ArticleText } from '#src/knowledge/types.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { button, hiddenFields } from '#src/web/components/button.ts'
import { icon } from '#src/web/components/icon.ts'
import type { View } from '#src/web/locale/time.ts'
import { words } from './words.ts'

export interface PortalArticle {
  readonly id: number
  readonly text: ArticleText
  readonly files: readonly ArticleFile[]
  /** The kind of request for which it is read; empty for none. */
  readonly service: string
  readonly csrf: string
}

/** An article for whoever asks: what to do, and whether it was enough. */
export function portalArticlePage({ locale }: View, article: PortalArticle): HtmlFragment {
  const { id, text, files, service, csrf } = article
  return html`<p class="light-back"><a href="/portal">${words(locale, 'article.back')}</a></p><h1>${text.title}</h1>
${text.question === '' ? '' : html`<section class="light-part"><h2>${words(locale, 'article.question')}</h2><div class="article-text">${text.question.split(/\n{2,}/).map((part) => html`<p>${part}</p>`)}</div></section>`}
<section class="light-part"><h2>${words(locale, 'article.solution')}</h2><div class="article-text">${articleHtml(text.solution, picturesOf(id, files))}</div></section>
${files.length === 0 ? '' : html`<section class="light-part"><h2>${words(locale, 'article.files')}</h2><ul class="light-files">${files.map((file) => html`<li>${icon('file')}<a href="${filePath(id, file.id)}">${file.name}</a></li>`)}</ul></section>`}
<section class="light-part"><h2>${words(locale, 'article.useful')}</h2><form class="light-answer" method="post" action="/portal/articulos/${id}/opinion">${hiddenFields({ _csrf: csrf, tramite: service })}${button({ label: words(locale, 'article.solved'), name: 'resuelto', value: 'si', look: 'primary', icon: 'check' })}${button({ label: words(locale, 'article.not-solved'), name: 'resuelto', value: 'no' })}</form></section>`
}
