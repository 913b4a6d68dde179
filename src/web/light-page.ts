import { attributes, type HtmlFragment, html } from '#src/platform/http/html.ts'
import { assets } from './assets.ts'
import { hiddenFields } from './components/button.ts'
import { icon, mark } from './components/icon.ts'
import { notices, type PageInput, preferences } from './layout.ts'
import { t } from './locale/t.ts'

/**
 * A page for whoever comes seldom, on an old computer or a telephone over a slow line: one small style sheet, no Turbo, and one small
 * script on which nothing depends.
 */
export function lightPage(input: PageInput): HtmlFragment {
  const { title, locale, theme, person, body } = input
  const { light, icon: favicon } = assets()
  return html`<!doctype html>
<html${attributes({ lang: locale, 'data-theme': theme, 'data-person': person?.id })}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Ventanilla</title>
<meta name="color-scheme" content="light dark">
<link rel="stylesheet" href="${light.css}">
<link rel="icon" type="image/svg+xml" href="${favicon}">
<script type="module" src="${light.elements}"></script>
</head>
<body class="light">
<a class="skip-link" href="#contenido">${t(locale, 'skip.to-content')}</a>
${header(input)}
<main id="contenido" class="light-content" tabindex="-1">${notices(input)}${body}</main>
<footer class="light-foot">${ending(input)}</footer>
</body>
</html>
`
}

function header({ locale, banner, home = '/', institution, nav, path }: PageInput): HtmlFragment {
  const here = path.split('?')[0]
  return html`<header class="light-head">${banner ? html`<p class="light-banner">${banner}</p>` : ''}<div class="light-top"><a class="light-brand" href="${home}">${mark()}<span><strong>Ventanilla</strong>${institution ? html`<span class="light-institution">${institution}</span>` : ''}</span></a><nav aria-label="${t(locale, 'nav.main')}"><ul>${nav.map((item) => html`<li><a href="${item.href}"${attributes({ 'aria-current': (item.current ?? item.href === here) ? 'page' : undefined })}>${icon(item.icon)}<span>${item.label}</span>${item.count ? html` <span class="light-count">${item.count}</span>` : ''}</a></li>`)}</ul></nav></div></header>`
}

/** Who is signed in, language and appearance, the way out: what one looks for at the end. */
function ending(input: PageInput): HtmlFragment {
  const { locale, person, csrf, account, signOut = '/salir' } = input
  return html`<div class="light-who">${person ? html`<p><strong>${person.name}</strong>${person.positions.map(({ title, unit }) => html`<br>${title}${unit ? html` · ${unit}` : ''}`)}</p>` : ''}${account ? html`<p><a href="${account}">${t(locale, 'person.account')}</a></p>` : ''}${person ? html`<form method="post" action="${signOut}">${hiddenFields({ _csrf: csrf })}<button class="button secondary">${icon('out')}<span>${t(locale, 'person.sign-out')}</span></button></form>` : ''}</div>${preferences(input)}<p class="light-line">Ventanilla · ${t(locale, 'brand.tagline')}</p>`
}
