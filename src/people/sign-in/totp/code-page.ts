import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { button } from '#src/web/components/button.ts'
import { card } from '#src/web/components/card.ts'
import { field } from '#src/web/components/field.ts'
import { errorSummary, form } from '#src/web/components/form.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import type { Locale } from '#src/web/locale/locale.ts'
import { signInWords } from '../../http/sign-in-pages.ts'

export interface CodePage {
  readonly locale: Locale
  readonly csrf: string
  readonly back: string
  readonly refused?: string
}

/** The second step of signing in: the code of the app. */
export function codeBody({ locale, csrf, back, refused }: CodePage): HtmlFragment {
  const view = { locale }
  return html`${pageHead(view, { title: signInWords(locale, 'code-title'), lead: signInWords(locale, 'code-lead') })}
<div class="sign-in"><div>${card({
    body: form(view, {
      action: '/entrar/segundo-factor',
      csrf,
      hidden: { volver: back },
      errors: errorSummary(view, refused ? [{ message: refused }] : []),
      body: field(view, {
        name: 'code',
        label: signInWords(locale, 'code'),
        help: signInWords(locale, 'code-help'),
        type: { kind: 'text' },
        required: true,
        autocomplete: 'one-time-code',
        autofocus: !refused,
      }),
      submit: button({ label: signInWords(locale, 'code-send'), look: 'primary' }),
    }),
  })}<p class="muted">${signInWords(locale, 'code-lost')}</p><p><a href="/entrar">${signInWords(locale, 'code-back')}</a></p></div></div>`
}
