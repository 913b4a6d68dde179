import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import type { Locale } from '../locale/locale.ts'
import { t } from '../locale/t.ts'
import type { View } from '../locale/time.ts'
import { dialog } from './dialog.ts'

export const KEYS_ID = 'atajos'

// It stands on every page, and is always the same.
const drawn = new Map<Locale, HtmlFragment>()

/** The sheet of shortcuts, and the switch that turns single keys off (WCAG 2.1.4). */
export function keysHelp({ locale }: Pick<View, 'locale'>): HtmlFragment {
  const known = drawn.get(locale) ?? drawKeysHelp(locale)
  drawn.set(locale, known)
  return known
}

function drawKeysHelp(locale: Locale): HtmlFragment {
  const keys = [
    ['j', t(locale, 'keys.next')],
    ['k', t(locale, 'keys.previous')],
    ['Enter', t(locale, 'keys.open')],
    ['x', t(locale, 'keys.choose')],
    ['t', t(locale, 'keys.claim')],
    ['d', t(locale, 'keys.release')],
    ['p', t(locale, 'keys.hand-over')],
    ['n', t(locale, 'keys.note')],
    ['u', t(locale, 'keys.undo')],
    ['g m c u v s', t(locale, 'keys.go')],
    ['f', t(locale, 'keys.filter')],
    ['/', t(locale, 'keys.search')],
    ['Esc', t(locale, 'keys.leave')],
    ['?', t(locale, 'keys.help')],
  ] as const
  return dialog(
    { locale },
    {
      id: KEYS_ID,
      title: t(locale, 'keys.title'),
      body: html`<dl class="keys">${keys.map(([key, words]) => html`<div><dt>${key.split(' ').map((each) => html`<kbd>${each}</kbd>`)}</dt><dd>${words}</dd></div>`)}</dl><label class="check"><input type="checkbox" data-keys-enabled checked><span>${t(locale, 'keys.enabled')}</span></label>`,
    },
  )
}
