import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import type { Locale } from '../locale/locale.ts'
import { t } from '../locale/t.ts'
import type { View } from '../locale/time.ts'
import { dialog } from './dialog.ts'

export const KEYS_ID = 'atajos'

/** Where `g` and then this key lead; only what the person has. */
export interface Place {
  readonly key: string
  readonly label: string
  readonly href: string
}

// It stands on every page, and is the same for all who have the same places.
const drawn = new Map<string, HtmlFragment>()

/** The sheet of shortcuts, and the switch that turns single keys off (WCAG 2.1.4). */
export function keysHelp({ locale }: Pick<View, 'locale'>, places: readonly Place[] = []): HtmlFragment {
  const which = [locale, ...places.map(({ key }) => key)].join(' ')
  const known = drawn.get(which) ?? drawKeysHelp(locale, places)
  drawn.set(which, known)
  return known
}

function drawKeysHelp(locale: Locale, places: readonly Place[]): HtmlFragment {
  const keys: readonly (readonly [keys: string, words: HtmlFragment | string])[] = [
    ['j', t(locale, 'keys.next')],
    ['k', t(locale, 'keys.previous')],
    ['Enter', t(locale, 'keys.open')],
    ['x', t(locale, 'keys.choose')],
    ['t', t(locale, 'keys.claim')],
    ['d', t(locale, 'keys.release')],
    ['p', t(locale, 'keys.hand-over')],
    ['n', t(locale, 'keys.note')],
    ['u', t(locale, 'keys.undo')],
    ...goTo(locale, places),
    ['f', t(locale, 'keys.filter')],
    ['/', t(locale, 'keys.search')],
    ['Ctrl Enter', t(locale, 'keys.send')],
    ['Esc', t(locale, 'keys.leave')],
    ['?', t(locale, 'keys.help')],
  ]
  return dialog(
    { locale },
    {
      id: KEYS_ID,
      title: t(locale, 'keys.title'),
      body: html`<dl class="keys">${keys.map(([key, words]) => html`<div><dt>${key.split(' ').map((each) => html`<kbd>${each}</kbd>`)}</dt><dd>${words}</dd></div>`)}</dl><label class="check"><input type="checkbox" data-keys-enabled checked><span>${t(locale, 'keys.enabled')}</span></label>`,
    },
  )
}

function goTo(locale: Locale, places: readonly Place[]): [string, HtmlFragment][] {
  if (places.length === 0) return []
  const keys = ['g', ...places.map(({ key }) => key)].join(' ')
  const links = places.map(
    ({ key, label, href }, at) => html`${at === 0 ? ' ' : ', '}<a href="${href}" data-go="${key}">${label}</a>`,
  )
  return [[keys, html`${t(locale, 'keys.go')}${links}`]]
}
