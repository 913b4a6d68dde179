import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { button } from './button.ts'
import { icon } from './icon.ts'

export interface Who {
  readonly kind: 'person' | 'contact'
  readonly id: string
  readonly name: string
  /** Unit and position, or entity. */
  readonly place: string
  readonly phones: readonly string[]
}

export interface WhoPickerInput {
  /** Address that answers `?buscar=` with `{ callers, more }`. */
  readonly source: string
  readonly label: string
  readonly help: string
  readonly chosen: Who | null
  /** What was typed and not chosen. */
  readonly typed?: string
  readonly error?: string
  readonly autofocus?: boolean
  /** Names of the inputs that carry who was chosen, and what was typed. */
  readonly names: { readonly person: string; readonly contact: string; readonly typed: string }
  /** Id of the disclosure that holds the form of a new contact, and of the fields that take what was typed. */
  readonly register: {
    readonly disclosure: string
    readonly name: string
    readonly phone: string
    readonly code: string
  }
  /** Frame that shows the open cases of the entity of who was chosen, and its address. */
  readonly frame: { readonly id: string; readonly source: string }
  readonly words: WhoPickerWords
}

export interface WhoPickerWords {
  /** `{count} encontrados` */
  readonly found: string
  readonly none: string
  readonly more: string
  /** `Registrar a «{typed}» como contacto nuevo` */
  readonly register: string
  readonly change: string
  readonly person: string
  readonly contact: string
}

/**
 * Chooses a person or a contact while one types: a combobox with a list. It shows itself only where scripts run; the page brings the
 * plain search for those without. What is chosen is carried by hidden inputs, and so are choices made by the page's address.
 */
export function whoPicker(input: WhoPickerInput): HtmlFragment {
  const { source, label, help, chosen, typed = '', error, autofocus, names, register, frame, words } = input
  const said = {
    found: words.found,
    none: words.none,
    more: words.more,
    register: words.register,
    person: words.person,
    contact: words.contact,
  }
  return html`<who-picker source="${source}" frame="${frame.id}" frame-source="${frame.source}" register="${register.disclosure}" register-name="${register.name}" register-phone="${register.phone}" register-code="${register.code}" words="${JSON.stringify(said)}">
<input type="hidden" name="${names.person}" value="${chosen?.kind === 'person' ? chosen.id : ''}" data-who="person"><input type="hidden" name="${names.contact}" value="${chosen?.kind === 'contact' ? chosen.id : ''}" data-who="contact">
<div class="who-chosen" data-who-chosen${chosen === null ? html` hidden` : ''}>${icon('people')}<p><span class="who-label">${label}</span><strong data-who-name>${chosen?.name ?? ''}</strong><span class="muted" data-who-place>${[chosen?.place, ...(chosen?.phones ?? [])].filter(Boolean).join(' · ')}</span></p><button type="button" class="button quiet small" data-who-change hidden>${words.change}</button></div>
<div class="field width-full ${error ? 'invalid' : ''}" data-who-search hidden><label for="quien">${label}</label><p class="help" id="quien-ayuda">${help}</p>${error ? html`<p class="field-error" id="quien-error">${icon('alert')}<span>${error}</span></p>` : ''}<input type="text" id="quien" name="${names.typed}" value="${typed}" role="combobox" aria-expanded="false" aria-controls="quien-lista" aria-autocomplete="list" aria-describedby="quien-ayuda${error ? ' quien-error' : ''}" autocomplete="off" spellcheck="false" disabled${autofocus ? html` data-who-autofocus` : ''}>
<div class="who-list" id="quien-lista" role="listbox" aria-label="${label}" hidden></div></div><p class="visually-hidden" role="status" data-who-status></p></who-picker>`
}

/** The same choice without scripts: a search whose answer is links. Shown only where no script runs. */
export function plainWhoSearch(input: {
  readonly action: string
  readonly label: string
  readonly help: string
  readonly go: string
  readonly asked: string
  readonly found: readonly (Who & { readonly href: string })[]
  readonly none: string
}): HtmlFragment {
  const { action, label, help, go, asked, found, none } = input
  return html`<noscript><form class="card who-plain" method="get" action="${action}" role="search" aria-label="${label}"><div class="field width-full"><label for="quien-buscar">${label}</label><p class="help" id="quien-buscar-ayuda">${help}</p><input type="search" id="quien-buscar" name="buscar" value="${asked}" aria-describedby="quien-buscar-ayuda"></div>${button({ label: go })}${
    asked === ''
      ? ''
      : found.length === 0
        ? html`<p class="muted">${none}</p>`
        : html`<ul class="who-found">${found.map(({ href, name, place, phones }) => html`<li><a href="${href}">${name}</a> <span class="muted">${[place, ...phones].filter(Boolean).join(' · ')}</span></li>`)}</ul>`
  }</form></noscript>`
}
