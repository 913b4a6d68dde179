import { attributes, type HtmlFragment, html } from '#src/platform/http/html.ts'
import { assets } from './assets.ts'
import { initials } from './components/badges.ts'
import { hiddenFields } from './components/button.ts'
import { type Flash, flash } from './components/flash.ts'
import { type IconName, icon, mark } from './components/icon.ts'
import { KEYS_ID, keysHelp, type Place } from './components/keys-help.ts'
import type { Locale } from './locale/locale.ts'
import { t } from './locale/t.ts'
import { formatNumber } from './locale/time.ts'
import { PREFERENCE_PATHS, type Theme } from './preferences.ts'

export interface PageInput extends PublicPageInput {
  readonly person?: Person
  /** Passed by main: the web layer knows no feature. */
  readonly nav: readonly NavItem[]
  /** `suggestions` answers what may be meant while one types. */
  readonly search?: { readonly action: string; readonly value?: string; readonly suggestions?: string }
  /** What the page shows: it is redrawn when one of these changes. */
  readonly live?: { readonly url: string; readonly topics: readonly string[]; readonly since?: string }
  /** Where `g` and a key lead. */
  readonly places?: readonly Place[]
  readonly signOut?: string
  /** The page of the person's own account. */
  readonly account?: string
  /** Reading pages are narrow, trays take the width. */
  readonly width?: 'wide' | 'reading'
}

export interface PublicPageInput {
  readonly title: string
  readonly locale: Locale
  readonly theme: Theme
  /** Path and query of this page, to come back to after a change of language. */
  readonly path: string
  readonly csrf: string
  readonly body: HtmlFragment | readonly HtmlFragment[]
  readonly flash?: readonly Flash[]
  /** Whose desk it is. */
  readonly institution?: string
  readonly home?: string
  /** A line across the top, for example that this is the demonstration. */
  readonly banner?: string
  /** Somebody looks at the program as somebody else: who and until when, and the button that ends it. */
  readonly viewing?: { readonly text: string; readonly end: string; readonly action: string }
}

export interface Person {
  readonly id: string
  readonly name: string
  readonly positions: readonly {
    readonly title: string
    readonly unit?: string /** Whose place is taken. */
    readonly deputyFor?: string
  }[]
}

export interface NavItem {
  readonly label: string
  readonly href: string
  readonly icon: IconName
  /** Heading under which it stands with its neighbours of the same. */
  readonly group?: string
  /** Open work behind it. */
  readonly count?: number
  /** Set where the path does not tell. */
  readonly current?: boolean
}

/** A whole page of somebody who has signed in, as a document. */
export function page(input: PageInput): HtmlFragment {
  const { locale, body, nav, live, person, width = 'wide' } = input
  return document(
    input,
    html`${header(input)}
<div class="shell"><nav class="side-nav" aria-label="${t(locale, 'nav.main')}">${sideNav(input, nav)}</nav>
<main id="contenido" class="content ${width}" tabindex="-1">${notices(input)}${live ? liveRefresh(locale, live, person?.id ?? '') : ''}${body}</main></div>
${footer(input, true)}${keysHelp({ locale }, input.places)}`,
    person?.id,
  )
}

/** A page before or without signing in: sign-in, refusals, public answers. */
export function publicPage(input: PublicPageInput): HtmlFragment {
  return document(
    input,
    html`${header(input)}<main id="contenido" class="content public" tabindex="-1">${notices(input)}${input.body}</main>${footer(input, false)}`,
  )
}

function document({ title, locale, theme }: PublicPageInput, body: HtmlFragment, person?: string): HtmlFragment {
  const { css, turbo, elements, icon: favicon } = assets()
  return html`<!doctype html>
<html${attributes({ lang: locale, 'data-theme': theme, 'data-person': person })}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Ventanilla</title>
<meta name="color-scheme" content="light dark">
<meta name="turbo-refresh-method" content="morph">
<meta name="turbo-refresh-scroll" content="preserve">
<meta name="turbo-prefetch" content="false">
<meta name="turbo-cache-control" content="no-preview">
<link rel="stylesheet" href="${css}" data-turbo-track="reload">
<link rel="icon" type="image/svg+xml" href="${favicon}">
<script type="module" src="${turbo}" data-turbo-track="reload"></script>
<script type="module" src="${elements}" data-turbo-track="reload"></script>
</head>
<body>
<a class="skip-link" href="#contenido" data-turbo="false">${t(locale, 'skip.to-content')}</a>
${body}
</body>
</html>
`
}

function header(input: PublicPageInput & Partial<PageInput>): HtmlFragment {
  const { locale, institution, home = '/', banner, search, person, viewing, csrf } = input
  return html`<header>${banner ? html`<p class="banner">${banner}</p>` : ''}${viewing ? html`<form class="viewing" method="post" action="${viewing.action}" data-turbo="false">${hiddenFields({ _csrf: csrf })}<p>${icon('alert')}<span>${viewing.text}</span></p><button class="button secondary small">${viewing.end}</button></form>` : ''}<div class="top"><a class="brand" href="${home}">${mark()}<span class="brand-words"><span class="brand-name">Ventanilla</span>${institution ? html`<span class="brand-institution">${institution}</span>` : ''}</span></a>
${search ? html`<form class="top-search" role="search" method="get" action="${search.action}">${icon('search')}<label class="visually-hidden" for="buscar">${t(locale, 'search.label')}</label>${searchInput(input, search)}</form>` : ''}
<div class="top-end">${person ? personMenu(input, person) : preferences(input)}</div></div></header>`
}

function searchInput(
  { locale }: PublicPageInput,
  { value = '', suggestions }: NonNullable<PageInput['search']>,
): HtmlFragment {
  const written = html`<input type="search" id="buscar" name="q" value="${value}" placeholder="${t(locale, 'search.placeholder')}"${attributes({ autocomplete: suggestions === undefined ? undefined : 'off' })}>`
  return suggestions === undefined
    ? written
    : html`<search-suggestions src="${suggestions}">${written}</search-suggestions>`
}

function personMenu(input: PublicPageInput & Partial<PageInput>, person: Person): HtmlFragment {
  const { locale, csrf, signOut = '/sign-out', account } = input
  return html`<details class="menu person-menu"><summary>${initials(person.name)}<span class="person-name">${person.name}</span>${icon('down')}</summary>
<div class="menu-sheet"><p class="menu-name">${person.name}</p><p class="eyebrow" id="cargos">${t(locale, 'person.positions')}</p><ul class="positions" aria-labelledby="cargos">${person.positions.map(({ title, unit, deputyFor }) => html`<li><strong>${title}</strong>${unit ? html`<span class="muted">${unit}</span>` : ''}${deputyFor ? html`<span class="badge accent">${t(locale, 'person.deputy', { name: deputyFor })}</span>` : ''}</li>`)}</ul>
${preferences(input)}${account ? html`<p><a href="${account}">${t(locale, 'person.account')}</a></p>` : ''}<form method="post" action="${signOut}" data-turbo="false">${hiddenFields({ _csrf: csrf })}<button class="button secondary wide">${icon('out')}<span>${t(locale, 'person.sign-out')}</span></button></form></div></details>`
}

/** Language and appearance: two small forms, so that they work without scripts. */
export function preferences({ locale, theme, path, csrf }: PublicPageInput): HtmlFragment {
  const hidden = hiddenFields({ _csrf: csrf, back: path })
  const choice = (
    name: string,
    value: string,
    current: boolean,
    label: string | HtmlFragment,
    more: Readonly<Record<string, string>> = {},
  ) =>
    html`<button class="segment" name="${name}" value="${value}"${attributes({ 'aria-pressed': String(current), ...more })}>${label}</button>`
  return html`<div class="preferences"><form method="post" action="${PREFERENCE_PATHS.locale}" data-turbo="false">${hidden}<div class="segments" role="group" aria-label="${t(locale, 'preferences.language')}">${choice('locale', 'es', locale === 'es', 'ES', { lang: 'es', title: 'Español' })}${choice('locale', 'en', locale === 'en', 'EN', { lang: 'en', title: 'English' })}</div></form>
<theme-switch><form method="post" action="${PREFERENCE_PATHS.theme}" data-turbo="false">${hidden}<div class="segments" role="group" aria-label="${t(locale, 'preferences.theme')}">${(['auto', 'light', 'dark'] as const).map((each) => choice('theme', each, theme === each, t(locale, `preferences.theme.${each}`)))}</div></form></theme-switch></div>`
}

function sideNav(input: PageInput, nav: readonly NavItem[]): HtmlFragment {
  const groups = [...Map.groupBy(nav, ({ group }) => group)]
  return html`<div class="side-nav-groups">${groups.map(([group, items], at) => {
    const list = html`<ul${attributes({ 'aria-labelledby': group === undefined ? undefined : `menu-${at}` })}>${items.map((item) => navItem(input, item))}</ul>`
    return group === undefined ? list : html`<div><p class="nav-group" id="menu-${at}">${group}</p>${list}</div>`
  })}</div>`
}

function navItem({ locale, path, nav }: PageInput, item: NavItem): HtmlFragment {
  return html`<li><a href="${item.href}"${attributes({ 'aria-current': isCurrent(path, item, nav) ? 'page' : undefined })}>${icon(item.icon)}<span>${item.label}</span>${item.count ? html`<span class="count">${formatNumber(locale, item.count)}</span>` : ''}</a></li>`
}

/** The item whose address is the longest start of this page's path. */
function isCurrent(path: string, item: NavItem, nav: readonly NavItem[]): boolean {
  if (nav.some(({ current }) => current !== undefined)) return item.current === true
  const here = path.split('?')[0] ?? ''
  const reach = ({ href }: NavItem) =>
    here === href || (href !== '/' && here.startsWith(`${href}/`)) ? href.length : 0
  return reach(item) > 0 && nav.every((other) => reach(other) <= reach(item))
}

export function notices({ locale, csrf, flash: flashes = [] }: PublicPageInput): HtmlFragment {
  return html`<div class="flash warning" role="alert" data-offline-notice hidden>${icon('alert')}<p>${t(locale, 'offline.notice')}</p></div>${flashes.map((each) => flash({ locale }, each, { csrf, answer: true }))}`
}

function liveRefresh(
  locale: Locale,
  { url, topics, since = '' }: NonNullable<PageInput['live']>,
  person: string,
): HtmlFragment {
  return html`<live-refresh id="en-vivo" url="${url}" topics="${topics.join(' ')}" since="${since}" person="${person}"><p class="flash notice live-notice" role="status" data-live-notice hidden>${icon('info')}<span>${t(locale, 'live.changed')} <a href="">${t(locale, 'live.update')}</a></span></p></live-refresh>`
}

function footer({ locale }: PublicPageInput, keyboard: boolean): HtmlFragment {
  return html`<footer class="bottom"><p>Ventanilla · ${t(locale, 'brand.tagline')}</p>${keyboard ? html`<button type="button" class="button quiet small keyboard-button" popovertarget="${KEYS_ID}">${icon('keyboard')}<span>${t(locale, 'footer.keyboard')}</span></button>` : ''}</footer>`
}
