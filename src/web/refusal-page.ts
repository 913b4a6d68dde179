import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { buttonLink } from './components/button.ts'
import { type IconName, icon } from './components/icon.ts'
import { type PageInput, page, publicPage } from './layout.ts'
import { t } from './locale/t.ts'

export type RefusalKind = 403 | 404 | 409 | 422 | 429 | 500 | 503 | 'offline'

export interface RefusalInput {
  readonly kind: RefusalKind
  /** The refusal's own words, where it has better ones than the kind. */
  readonly title?: string
  readonly detail?: string
  readonly advice?: string
  /** The number that is in the log too. */
  readonly reference?: string
  /** Where the person came from. */
  readonly back?: string
}

/** The nearest kind of an HTTP status: 400 and 415 read as 422, 401 as 403, 410 as 404, any other fault as 500. */
export function refusalKind(status: number): RefusalKind {
  if (status === 401 || status === 403) return 403
  if (status === 404 || status === 405 || status === 410) return 404
  if (status === 409 || status === 412) return 409
  if (status === 429) return 429
  if (status === 502 || status === 503 || status === 504) return 503
  return status >= 400 && status < 500 ? 422 : 500
}

/** A page that says what happened, what it means for the work, and what to do now. With the navigation of whoever has signed in. */
export function refusalPage(input: Omit<PageInput, 'title' | 'body'>, refusal: RefusalInput): HtmlFragment {
  const title = refusal.title ?? t(input.locale, `refusal.${refusal.kind}.title`)
  const body = refusalBody(input, refusal)
  return input.person ? page({ ...input, title, body, width: 'reading' }) : publicPage({ ...input, title, body })
}

const ICONS: Record<RefusalKind, IconName> = {
  403: 'lock',
  404: 'search',
  409: 'people',
  422: 'pen',
  429: 'clock',
  500: 'alert',
  503: 'wait',
  offline: 'globe',
}

function refusalBody({ locale, home = '/' }: Pick<PageInput, 'locale' | 'home'>, refusal: RefusalInput): HtmlFragment {
  const { kind, title, detail, advice, reference, back } = refusal
  return html`<article class="refusal"><span class="refusal-sign">${icon(ICONS[kind])}</span>${typeof kind === 'number' ? html`<p class="eyebrow">${kind}</p>` : ''}<h1>${title ?? t(locale, `refusal.${kind}.title`)}</h1><p class="lead">${detail ?? t(locale, `refusal.${kind}.detail`)}</p>
<h2>${t(locale, 'refusal.what-to-do')}</h2><p>${advice ?? t(locale, `refusal.${kind}.advice`)}</p>
${reference ? html`<p class="refusal-reference"><span>${t(locale, 'refusal.reference')}</span><code>${reference}</code></p>` : ''}
<div class="refusal-actions">${back ? buttonLink({ label: t(locale, 'refusal.back'), href: back, look: 'primary' }) : ''}${buttonLink({ label: t(locale, 'refusal.home'), href: home, look: back ? 'secondary' : 'primary' })}</div></article>`
}
