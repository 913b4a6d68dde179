import type { ManualVersion } from '#src/cases/versions.ts'
import type { InstitutionDirectory } from '#src/people/types.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { badge } from '#src/web/components/badges.ts'
import { button, buttonLink, hiddenFields, postButton } from '#src/web/components/button.ts'
import { card, columns, facts, fileList } from '#src/web/components/card.ts'
import { field } from '#src/web/components/field.ts'
import { icon } from '#src/web/components/icon.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import { formatInstant, type View } from '#src/web/locale/time.ts'
import { articleHtml } from './article-html.ts'
import type { ArticleFacts } from './permissions.ts'
import { picturesOf } from './pictures.ts'
import { ARTICLES_PATH, articlePath, filePath } from './places.ts'
import type { LastReview } from './review.store.ts'
import { type ArticleFace, type ArticleFile, type ArticleText, type Service, standingOf } from './types.ts'
import { words } from './words.ts'
import type { Opinion, Worth } from './worth.store.ts'

export interface ArticlePageInput {
  readonly article: ArticleFace
  /** The version that is shown. */
  readonly text: ArticleText
  readonly services: readonly Service[]
  readonly units: readonly string[]
  readonly files: readonly ArticleFile[]
  readonly worth: Worth
  readonly opinion: Opinion | null
  readonly comments: readonly {
    readonly person: string
    readonly helpful: boolean
    readonly comment: string
    readonly at: string
  }[]
  readonly review: LastReview | null
  readonly facts: ArticleFacts
  readonly may: { readonly work: boolean; readonly write: boolean; readonly review: boolean }
  /** Number of the case that it comes from, where the person may read it. */
  readonly fromCase: string | null
  readonly manuals: readonly ManualVersion[]
  readonly directory: InstitutionDirectory
  readonly csrf: string
}

/** An article: how the problem is recognised, how it is solved, and for whom, by whom and since when. */
export function articlePage(view: View, input: ArticlePageInput): HtmlFragment {
  const { article, text, may, csrf } = input
  const { locale } = view
  const path = articlePath(article.id)
  const edit = may.write && article.archivedAt === null && article.asked === null
  return html`${pageHead(view, {
    title: text.title,
    crumbs: [{ label: words(locale, 'title'), href: ARTICLES_PATH }, { label: String(article.id) }],
    ...(may.work ? { status: standingBadge(view, article) } : {}),
    ...(edit ? { action: buttonLink({ label: words(locale, 'edit'), href: `${path}/editar`, icon: 'pen' }) } : {}),
  })}${notices(view, input)}${columns(
    [
      ...(text.question === ''
        ? []
        : [
            card({
              title: words(locale, 'question'),
              body: html`<div class="article-text">${text.question.split(/\n{2,}/).map((part) => html`<p>${part}</p>`)}</div>`,
            }),
          ]),
      card({
        title: words(locale, 'solution'),
        body: html`<div class="article-text">${articleHtml(text.solution, picturesOf(article.id, input.files))}</div>`,
      }),
      ...(input.files.length === 0
        ? []
        : [
            card({
              title: words(locale, 'form.files-kept'),
              body: fileList(
                view,
                input.files.map(({ id, name }) => ({ name, href: filePath(article.id, id) })),
              ),
            }),
          ]),
      ...(article.published === null ? [] : [opinionCard(view, input)]),
    ],
    [
      ...(may.work ? [reviewCard(view, input)] : []),
      factsCard(view, input),
      worthCard(view, input),
      ...(may.write ? [archiveForm(view, article, csrf)] : []),
    ],
  )}`
}

export function standingBadge({ locale }: View, article: ArticleFace): HtmlFragment {
  const standing = standingOf(article)
  if (standing === 'draft' && article.published !== null) return badge(words(locale, 'state.changed'))
  return badge(words(locale, `state.${standing}`), standing === 'published' ? 'accent' : 'plain')
}

function notices({ locale }: View, { article, text, may }: ArticlePageInput): HtmlFragment {
  const archived =
    article.archivedAt === null
      ? ''
      : html`<p class="flash notice">${icon('info')}<span>${words(locale, 'archived.notice')}</span></p>`
  const newer = may.work && article.latest !== article.published
  const draft = newer
    ? html`<p class="flash notice">${icon('info')}<span>${words(locale, 'draft.notice', { version: article.latest })} ${
        article.published !== null && text.version === article.published
          ? html`<a href="${articlePath(article.id)}/versiones/${article.latest}">${words(locale, 'draft.see')}</a>`
          : ''
      }</span></p>`
    : ''
  return html`${archived}${draft}`
}

function factsCard(view: View, input: ArticlePageInput): HtmlFragment {
  const { article, text, services, units, directory, manuals, fromCase, review, may } = input
  const { locale } = view
  const unitName = (id: string) => directory.unitById(id)?.name ?? '—'
  const named = services.map(
    ({ manual, procedure }) =>
      manuals.find(({ code }) => code === manual)?.procedure(procedure)?.procedure.title ?? `${manual} ${procedure}`,
  )
  return card({
    title: words(locale, 'facts.title'),
    body: facts([
      { term: words(locale, 'fact.unit'), value: unitName(article.unitId) },
      ...(named.length === 0 ? [] : [{ term: words(locale, 'fact.services'), value: named.join(', ') }]),
      {
        term: words(locale, 'fact.for'),
        value: article.public ? words(locale, 'fact.everybody') : [article.unitId, ...units].map(unitName).join(', '),
      },
      { term: words(locale, 'fact.written'), value: directory.personName(text.writtenBy) },
      ...(review?.approved === true && review.version === article.published
        ? [{ term: words(locale, 'fact.reviewed'), value: directory.personName(review.reviewedBy) }]
        : []),
      ...(article.publishedAt === null
        ? []
        : [{ term: words(locale, 'fact.published'), value: formatInstant(view, article.publishedAt) }]),
      ...(article.reviewBy === null ? [] : [{ term: words(locale, 'fact.review-by'), value: article.reviewBy }]),
      ...(fromCase === null
        ? []
        : [{ term: words(locale, 'fact.case'), value: html`<a href="/expedientes/${fromCase}">${fromCase}</a>` }]),
      ...(may.work
        ? [
            {
              term: words(locale, 'fact.version'),
              value: html`<a href="${articlePath(article.id)}/versiones">${text.version}</a>`,
            },
          ]
        : []),
    ]),
  })
}

function worthCard(view: View, { worth, comments, may, directory }: ArticlePageInput): HtmlFragment {
  const { locale } = view
  const { helpful, unhelpful, cases, avoided } = worth
  const lines = [
    ...(cases > 0 ? [words(locale, 'worth.cases', { count: cases })] : []),
    ...(avoided > 0 ? [words(locale, 'worth.avoided', { count: avoided })] : []),
    helpful + unhelpful > 0
      ? words(locale, 'worth.helpful', { yes: helpful, no: unhelpful })
      : words(locale, 'worth.nothing'),
  ]
  const said = comments.map(
    ({ person, helpful: yes, comment, at }) =>
      html`<li><p><strong>${directory.personName(person)}</strong> · ${words(locale, yes ? 'worth.yes' : 'worth.no')} · <span class="muted">${formatInstant(view, at)}</span></p><p class="written">${comment}</p></li>`,
  )
  return card({
    title: words(locale, 'worth.title'),
    body: html`${lines.map((line) => html`<p>${line}</p>`)}${may.work && said.length > 0 ? html`<h3>${words(locale, 'worth.comments')}</h3><ul class="plain-list">${said}</ul>` : ''}`,
  })
}

function opinionCard(view: View, { article, opinion, csrf }: ArticlePageInput): HtmlFragment {
  const { locale } = view
  const now =
    opinion === null
      ? ''
      : html`<p class="muted">${words(locale, opinion.helpful ? 'opinion.now-yes' : 'opinion.now-no')}</p>`
  return card({
    title: words(locale, 'opinion.title'),
    id: 'opinion',
    body: html`<form class="form" method="post" action="${articlePath(article.id)}/opinion">${hiddenFields({ _csrf: csrf })}${now}${field(
      view,
      {
        name: 'comentario',
        label: words(locale, 'opinion.comment'),
        help: words(locale, 'opinion.comment-help'),
        type: { kind: 'long-text' },
        value: opinion?.comment ?? '',
      },
    )}<div class="form-submit">${button({ label: words(locale, 'opinion.yes'), name: 'util', value: 'si', icon: 'check' })}${button({ label: words(locale, 'opinion.no'), name: 'util', value: 'no', look: 'quiet' })}</div></form>`,
  })
}

function reviewCard(
  view: View,
  { article, may, facts: known, review, directory, csrf }: ArticlePageInput,
): HtmlFragment {
  const { locale } = view
  const path = articlePath(article.id)
  const { asked } = article
  if (asked === null) {
    const returned =
      review !== null && !review.approved && review.version === article.latest
        ? html`<p><strong>${words(locale, 'returned.title')}</strong></p><p>${words(locale, 'returned.by', { name: directory.personName(review.reviewedBy), at: formatInstant(view, review.reviewedAt) })}</p><p class="written">${review.remark ?? ''}</p>`
        : ''
    const ask =
      may.write && article.published !== article.latest && article.archivedAt === null
        ? postButton({
            action: `${path}/revision`,
            csrf,
            label: words(locale, 'ask.button'),
            look: 'primary',
            icon: 'check',
          })
        : ''
    return returned === '' && ask === '' ? html`` : card({ body: html`${returned}${ask}` })
  }
  const said = html`<p>${words(locale, 'decide.asked', { name: directory.personName(asked.by), at: formatInstant(view, asked.at) })}</p>`
  const decide = may.review
    ? html`<form class="form" method="post" action="${path}/dictamen">${hiddenFields({ _csrf: csrf })}${field(view, { name: 'observaciones', label: words(locale, 'decide.remark'), help: words(locale, 'decide.remark-help'), type: { kind: 'long-text' } })}<div class="form-submit">${button({ label: words(locale, 'decide.approve'), name: 'dictamen', value: 'aprobar', look: 'primary', icon: 'check' })}${button({ label: words(locale, 'decide.return'), name: 'dictamen', value: 'devolver' })}</div></form>`
    : html`<p class="muted">${words(locale, known.reviewer ? 'decide.own' : 'decide.not-reviewer')}</p>`
  const back = may.write
    ? postButton({ action: `${path}/revision/retirar`, csrf, label: words(locale, 'ask.withdraw'), look: 'quiet' })
    : ''
  return card({ title: words(locale, 'decide.title', { version: asked.version }), body: html`${said}${decide}${back}` })
}

function archiveForm({ locale }: View, { id, archivedAt }: ArticleFace, csrf: string): HtmlFragment {
  const archived = archivedAt !== null
  return card({
    body: postButton({
      action: `${articlePath(id)}/archivo`,
      csrf,
      fields: { archivado: archived ? 'no' : 'si' },
      label: words(locale, archived ? 'unarchive' : 'archive'),
      look: 'quiet',
    }),
  })
}
