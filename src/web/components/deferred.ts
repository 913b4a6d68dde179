import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { t } from '../locale/t.ts'
import type { View } from '../locale/time.ts'
import { disclosure } from './dialog.ts'

/** A page whose closed parts are drawn only when somebody opens them: they are most of what such a page would be. */
export interface Deferring {
  /** The page's own address, without query. */
  readonly page: string
  /** Id of the part that was asked for by `?abrir=`; null for none. */
  readonly wanted: string | null
  /** That part, once the page that offers it has been drawn. */
  drawn?: HtmlFragment
}

/** What a page is asked to open: the value of `abrir` in its query, which is a part's id. */
export function deferring(page: string, query: unknown): Deferring {
  const { abrir } = query as { abrir?: unknown }
  return { page, wanted: typeof abrir === 'string' && /^[\w-]{1,80}$/.test(abrir) ? abrir : null }
}

/**
 * A disclosure whose body is fetched when it is opened; without scripts, by a link that draws the page with it open. `id` is the page's
 * only one, letters, digits and `-`. `action` is where its form goes, for the keys that open it.
 */
export function deferredDisclosure(
  view: View,
  {
    id,
    summary,
    body,
    open = false,
    look = 'action',
    action,
  }: {
    readonly id: string
    readonly summary: string
    readonly body: () => HtmlFragment
    readonly open?: boolean
    readonly look?: 'plain' | 'action'
    readonly action?: string
  },
): HtmlFragment {
  const { deferring } = view
  const wanted = deferring !== undefined && deferring.wanted === id
  const frame = deferredFrame(id)
  if (deferring === undefined || open || wanted) {
    const whole = html`<turbo-frame id="${frame}" target="_top">${body()}</turbo-frame>`
    if (wanted) deferring.drawn = whole
    return disclosure({ id: `parte-${id}`, summary, look, action, open: open || wanted, body: whole })
  }
  const href = `${deferring.page}?abrir=${id}`
  return disclosure({
    id: `parte-${id}`,
    summary,
    look,
    action,
    body: html`<turbo-frame id="${frame}" src="${href}" loading="lazy" target="_top"><p class="deferred"><a href="${href}#parte-${id}">${t(view.locale, 'deferred.open')}</a></p></turbo-frame>`,
  })
}

const deferredFrame = (id: string) => `abrir-${id}`

/**
 * What a page answers that was asked by one of its frames: the part alone, or why there is none any more. Undefined where the whole page
 * is asked.
 */
export function deferredAnswer(view: View, frame: unknown): HtmlFragment | undefined {
  const { deferring } = view
  if (deferring?.wanted == null || frame !== deferredFrame(deferring.wanted)) return undefined
  return (
    deferring.drawn ??
    html`<turbo-frame id="${deferredFrame(deferring.wanted)}" target="_top"><p>${t(view.locale, 'deferred.gone')} <a href="${deferring.page}">${t(view.locale, 'deferred.again')}</a></p></turbo-frame>`
  )
}
