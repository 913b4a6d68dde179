import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { initials } from '#src/web/components/badges.ts'
import { button, hiddenFields } from '#src/web/components/button.ts'
import { card } from '#src/web/components/card.ts'
import { disclosure } from '#src/web/components/dialog.ts'
import { field } from '#src/web/components/field.ts'
import { errorSummary, form } from '#src/web/components/form.ts'
import { icon } from '#src/web/components/icon.ts'
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
    or: 'o',
    passkey: 'Entrar con una llave de acceso',
    'passkey-failed': 'No se pudo usar la llave. Inténtelo otra vez, o entre con su contraseña.',
    'code-title': 'Segundo factor',
    'code-lead': 'Abra su aplicación de autenticación y escriba los seis dígitos que muestra para Ventanilla.',
    code: 'Código',
    'code-help': 'Si no tiene el teléfono, escriba uno de sus códigos de recuperación.',
    'code-send': 'Continuar',
    'code-lost': '¿Perdió el teléfono y los códigos? La administración puede restablecer su segundo factor.',
    'code-back': 'Entrar como otra persona',
    'demo-title': 'Entrar sin contraseña como alguien del ministerio',
    'demo-lead': 'Solo en la demostración. Si prefiere escribirla, la contraseña de todos es «ventanilla».',
    'demo-first': 'Empiece aquí',
    'demo-first-lead': 'Cinco personas que, una tras otra, llevan una solicitud de servidor virtual hasta su fin.',
    'demo-requester': 'Solicita',
    'demo-receptionist': 'Recibe',
    'demo-technician': 'Resuelve',
    'demo-head': 'Revisa y firma',
    'demo-director': 'Da el visto bueno',
    'demo-all': 'Todas las personas, por dependencia',
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
    or: 'or',
    passkey: 'Sign in with a passkey',
    'passkey-failed': 'The passkey could not be used. Try again, or sign in with your password.',
    'code-title': 'Second factor',
    'code-lead': 'Open your authenticator app and write the six digits that it shows for Ventanilla.',
    code: 'Code',
    'code-help': 'If you do not have the telephone, write one of your recovery codes.',
    'code-send': 'Continue',
    'code-lost': 'Lost the telephone and the codes? An administrator can reset your second factor.',
    'code-back': 'Sign in as somebody else',
    'demo-title': 'Sign in without a password as somebody of the ministry',
    'demo-lead': 'In the demonstration only. If you would rather type it, everybody’s password is “ventanilla”.',
    'demo-first': 'Start here',
    'demo-first-lead': 'Five people who, one after another, take a request for a virtual server to its end.',
    'demo-requester': 'Asks',
    'demo-receptionist': 'Receives',
    'demo-technician': 'Solves',
    'demo-head': 'Reviews and signs',
    'demo-director': 'Approves',
    'demo-all': 'Everybody, by unit',
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
  /** Can this browser's address have passkeys? */
  readonly passkeys?: boolean
  /** Label of the button of the OpenID provider, where there is one. */
  readonly openid?: string | null
}

export function signInBody({
  locale,
  csrf,
  back,
  username = '',
  refused,
  demo,
  passkeys,
  openid,
}: SignInPage): HtmlFragment {
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
<div class="sign-in"><div>${card({
    body: form(view, {
      action: '/entrar',
      csrf,
      hidden: { volver: back },
      errors: errorSummary(view, refused ? [{ message: refused }] : []),
      body: fields,
      submit: button({ label: signInWords(locale, 'title'), look: 'primary' }),
    }),
  })}${passkeys ? passkeyForm(locale, csrf, back) : ''}${openid ? html`<p class="other-way"><a class="button secondary wide" href="/entrar/openid?volver=${encodeURIComponent(back)}" data-turbo="false">${icon('people')}<span>${openid}</span></a></p>` : ''}<p class="muted">${signInWords(locale, 'forgotten')}</p></div>${demo ? demoPeople(demo, { locale, csrf, back }) : ''}</div>`
}

/** Shown by its script where the browser knows passkeys; without scripts the password is there. */
function passkeyForm(locale: Locale, csrf: string, back: string): HtmlFragment {
  return html`<passkey-form class="other-way" mode="get" options="/entrar/llave/opciones"><form method="post" action="/entrar/llave">${hiddenFields({ _csrf: csrf, volver: back, response: '' })}<button class="button secondary wide">${icon('lock')}<span>${signInWords(locale, 'passkey')}</span></button><p class="field-error" role="status" data-failed hidden>${signInWords(locale, 'passkey-failed')}</p></form></passkey-form>`
}

/** Five roles that together walk a procedure: whoever holds the first of these positions that is held. */
const FIRST_DOORS = [
  ['demo-requester', 'DDI-ANA'],
  ['demo-receptionist', 'DT-REC'],
  ['demo-technician', 'DIT-TEC'],
  ['demo-head', 'DIT-JEF'],
  ['demo-director', 'DT-DIR'],
] as const

function demoPeople(
  directory: InstitutionDirectory,
  { locale, csrf, back }: Pick<SignInPage, 'locale' | 'csrf' | 'back'>,
): HtmlFragment {
  const units = Map.groupBy(
    directory.activePeople,
    (person) => directory.unitOf(person.id)?.name ?? signInWords(locale, 'demo-none'),
  )
  const first = FIRST_DOORS.flatMap(([role, code]) => {
    const post = directory.rows.posts.find((each) => each.code === code)
    const holder = post && directory.personById(directory.holders(post.id)[0] ?? '')
    return holder ? [door(directory, holder, signInWords(locale, role))] : []
  })
  const byUnit = [...units]
    .toSorted(([a], [b]) => a.localeCompare(b, 'es'))
    .map(([unit, people]) =>
      disclosure({
        summary: `${unit} (${people.length})`,
        body: html`<ul class="person-doors">${people.map((person) => door(directory, person))}</ul>`,
      }),
    )
  return html`<section class="card demo-people"><div class="card-head"><h2>${signInWords(locale, 'demo-title')}</h2></div><p class="muted">${signInWords(locale, 'demo-lead')}</p><form method="post" action="/entrar/como">${hiddenFields({ _csrf: csrf, volver: back })}
<h3>${signInWords(locale, 'demo-first')}</h3><p class="muted">${signInWords(locale, 'demo-first-lead')}</p><ul class="person-doors">${first}</ul>
<h3>${signInWords(locale, 'demo-all')}</h3><div class="demo-units">${byUnit}</div></form></section>`
}

/** A button that signs in as somebody: the name, and what the person does or is. */
function door(
  directory: InstitutionDirectory,
  { id, name }: { readonly id: string; readonly name: string },
  role?: string,
): HtmlFragment {
  const titles = directory.positionsOf(id).map(({ title }) => title)
  return html`<li><button class="person-door" name="person" value="${id}">${initials(name)}<strong>${name}</strong><span>${[...(role === undefined ? [] : [role]), titles.join(', ')].join(' · ')}</span></button></li>`
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
