import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { button } from '#src/web/components/button.ts'
import { card } from '#src/web/components/card.ts'
import { disclosure } from '#src/web/components/dialog.ts'
import { field } from '#src/web/components/field.ts'
import { errorSummary, form } from '#src/web/components/form.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import { defineCatalogue } from '#src/web/locale/catalogue.ts'
import type { Locale } from '#src/web/locale/locale.ts'
import type { Fault } from '../admin/field.ts'
import type { InstitutionDirectory } from '../types.ts'

export const signInWords = defineCatalogue({
  es: {
    title: 'Entrar',
    lead: 'Use el usuario y la contraseña que le dio la administración.',
    username: 'Usuario',
    password: 'Contraseña',
    forgotten: '¿Olvidó su contraseña? Pida a la administración de Ventanilla que la restablezca.',
    'demo-title': 'Entrar como una persona del ministerio de demostración',
    'demo-lead': 'Solo en la demostración. La contraseña de todos es «ventanilla».',
    'demo-none': 'Sin dependencia',
    'change-title': 'Cambiar la contraseña',
    'change-lead': 'Al guardar se cierran sus otras sesiones.',
    'change-first': 'Entró con una contraseña de un solo uso. Elija ahora una propia para continuar.',
    current: 'Contraseña actual',
    next: 'Contraseña nueva',
    'next-help': 'Diez caracteres o más. Una frase de varias palabras es fácil de recordar.',
    repeated: 'La nueva, otra vez',
    save: 'Guardar la contraseña',
    saved: 'Su contraseña quedó cambiada.',
    'signed-out': 'Cerró su sesión.',
  },
  en: {
    title: 'Sign in',
    lead: 'Use the user name and the password that the administrators gave you.',
    username: 'User name',
    password: 'Password',
    forgotten: 'Forgot your password? Ask the administrators of Ventanilla to reset it.',
    'demo-title': 'Sign in as somebody of the demonstration ministry',
    'demo-lead': 'In the demonstration only. Everybody’s password is «ventanilla».',
    'demo-none': 'Without a unit',
    'change-title': 'Change the password',
    'change-lead': 'Saving ends your other sessions.',
    'change-first': 'You signed in with a one-time password. Choose one of your own to go on.',
    current: 'Current password',
    next: 'New password',
    'next-help': 'Ten characters or more. A phrase of several words is easy to remember.',
    repeated: 'The new one, again',
    save: 'Save the password',
    saved: 'Your password has been changed.',
    'signed-out': 'You have signed out.',
  },
})

export interface SignInPage {
  readonly locale: Locale
  readonly csrf: string
  /** Where to go afterwards. */
  readonly back: string
  readonly username?: string
  /** What was refused. */
  readonly refused?: string
  /** Whose names to offer; only in the demonstration. */
  readonly demo?: InstitutionDirectory
}

export function signInBody({ locale, csrf, back, username = '', refused, demo }: SignInPage): HtmlFragment {
  const view = { locale }
  const fields = [
    field(view, {
      name: 'username',
      label: signInWords(locale, 'username'),
      type: { kind: 'text' },
      required: true,
      value: username,
      autocomplete: 'username',
      autofocus: !refused,
    }),
    field(view, {
      name: 'password',
      label: signInWords(locale, 'password'),
      type: { kind: 'password' },
      required: true,
      autocomplete: 'current-password',
    }),
  ]
  return html`${pageHead(view, { title: signInWords(locale, 'title'), lead: signInWords(locale, 'lead') })}
${card({
  body: form(view, {
    action: '/entrar',
    csrf,
    hidden: { volver: back },
    errors: errorSummary(view, refused ? [{ message: refused }] : []),
    body: fields,
    submit: button({ label: signInWords(locale, 'title'), look: 'primary' }),
  }),
})}<p class="muted">${signInWords(locale, 'forgotten')}</p>${demo ? demoPeople(demo, { locale, csrf, back }) : ''}`
}

function demoPeople(
  directory: InstitutionDirectory,
  { locale, csrf, back }: Pick<SignInPage, 'locale' | 'csrf' | 'back'>,
): HtmlFragment {
  const units = Map.groupBy(
    directory.activePeople,
    (person) => directory.unitOf(person.id)?.name ?? signInWords(locale, 'demo-none'),
  )
  return card({
    title: signInWords(locale, 'demo-title'),
    body: html`<p class="muted">${signInWords(locale, 'demo-lead')}</p><form method="post" action="/entrar/como"><input type="hidden" name="_csrf" value="${csrf}"><input type="hidden" name="volver" value="${back}">
${[...units].map(([unit, people]) =>
  disclosure({
    summary: `${unit} (${people.length})`,
    body: html`<ul class="choices">${people.map(
      ({ id, name }) =>
        html`<li class="choice"><button class="button quiet" name="person" value="${id}">${name}</button><p class="choice-facts">${directory
          .actingPostsOf(id)
          .map(({ title }) => html`<span>${title}</span>`)}</p></li>`,
    )}</ul>`,
  }),
)}</form>`,
  })
}

export interface PasswordPage {
  readonly locale: Locale
  readonly csrf: string
  readonly username: string
  readonly first: boolean
  readonly faults?: Readonly<Record<string, Fault>>
  readonly refused?: string
}

export function passwordBody({ locale, csrf, username, first, faults = {}, refused }: PasswordPage): HtmlFragment {
  const view = { locale }
  const password = (name: 'current' | 'next' | 'repeated', autocomplete: string, help?: string) =>
    field(view, {
      name,
      label: signInWords(locale, name),
      type: { kind: 'password' },
      required: true,
      autocomplete,
      help,
      error: faults[name]?.[locale],
    })
  const errors = Object.entries(faults).map(([name, fault]) => ({ name, message: fault[locale] }))
  return html`${pageHead(view, { title: signInWords(locale, 'change-title'), lead: signInWords(locale, first ? 'change-first' : 'change-lead') })}
${card({
  body: form(view, {
    action: '/contrasena',
    csrf,
    errors: errorSummary(view, [...errors, ...(refused ? [{ message: refused }] : [])]),
    body: [
      html`<input type="text" name="username" value="${username}" autocomplete="username" readonly hidden>`,
      password('current', 'current-password'),
      password('next', 'new-password', signInWords(locale, 'next-help')),
      password('repeated', 'new-password'),
    ],
    submit: button({ label: signInWords(locale, 'save'), look: 'primary' }),
  }),
})}`
}
