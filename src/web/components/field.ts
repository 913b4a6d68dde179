import type { FieldType } from '#src/manual/types.ts'
import { attributes, type HtmlFragment, html } from '#src/platform/http/html.ts'
import { t } from '../locale/t.ts'
import type { View } from '../locale/time.ts'
import { icon } from './icon.ts'

export interface FieldInput {
  /** As sent. */
  readonly name: string
  readonly label: string
  readonly type: FieldType | PlainType
  readonly required?: boolean
  readonly help?: string
  /** What is wrong and what to write instead. */
  readonly error?: string
  /** What was typed before, kept. Of a file: its name. Of a yes-no: `true`, `SÍ`, `NO`… */
  readonly value?: string | number | boolean | null
  /** For persons, units, extensions, equipment: what may be chosen, where the list is known. */
  readonly choices?: readonly Choice[]
  /** What choosing none of them is called. */
  readonly none?: string
  readonly autocomplete?: string
  /** Puts the cursor here when the page opens. */
  readonly autofocus?: boolean
  /** Only one of a page's fields may have each id; made from the name unless given. */
  readonly id?: string
}

/** Kinds that only the program's own forms use. */
export type PlainType = { readonly kind: 'password' | 'search' }

export interface Choice {
  readonly value: string
  readonly label: string
}

/** A form field of any of the manual's types, with its label, help, error and what was typed. */
export function field(view: Pick<View, 'locale'>, input: FieldInput): HtmlFragment {
  const { name, label, type, required = false, error } = input
  const id = input.id ?? fieldId(name)
  const hints = hintsOf(view, input)
  const describedBy = [hints.length > 0 ? `${id}-ayuda` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ')
  const grouped = isGroup(type)
  const optional = required ? '' : html` <span class="optional">${t(view.locale, 'form.optional')}</span>`
  const about = html`${hints.length > 0 ? html`<p class="help" id="${id}-ayuda">${hints.join(' ')}</p>` : ''}${error ? html`<p class="field-error" id="${id}-error">${icon('alert')}<span><span class="visually-hidden">${t(view.locale, 'form.error-prefix')} </span>${error}</span></p>` : ''}`
  const shared = {
    id,
    name,
    required,
    'aria-describedby': describedBy || undefined,
    'aria-invalid': error ? 'true' : undefined,
  }
  if (grouped)
    return html`<fieldset class="field ${error ? 'invalid' : ''}"${attributes({ id: `${id}-grupo`, 'aria-describedby': describedBy || undefined })}><legend>${label}${optional}</legend>${about}${radios(view, input, id)}</fieldset>`
  return html`<div class="field width-${widthOf(type)} ${error ? 'invalid' : ''}"><label for="${id}">${label}${optional}</label>${about}${control(view, input, shared)}</div>`
}

/** The id of the control of a field, to link to from the error summary: `Nombre completo` → `campo-nombre-completo`. */
export function fieldId(name: string): string {
  let id = ids.get(name)
  if (id === undefined) {
    id = makeId(name)
    if (ids.size < MOST_IDS) ids.set(name, id)
  }
  return id
}

// The fields of forms come up again on every page; only their names come from outside.
const MOST_IDS = 5_000
const ids = new Map<string, string>()

function makeId(name: string): string {
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  return `campo-${plain.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '')}`
}

const MOST_RADIOS = 5

function isGroup(type: FieldInput['type']): boolean {
  return type.kind === 'yes-no' || (type.kind === 'list' && type.options.length <= MOST_RADIOS)
}

type Shared = Readonly<Record<string, string | boolean | undefined>>

function control(
  view: Pick<View, 'locale'>,
  { type, value, choices, none, autocomplete, autofocus }: FieldInput,
  shared: Shared,
): HtmlFragment {
  const written = value === null || value === undefined ? '' : String(value)
  const own = { ...shared, autocomplete, autofocus }
  switch (type.kind) {
    case 'long-text':
      // The line break after the tag: browsers drop the first one, which may be the person's own.
      return html`<textarea rows="5"${attributes(own)}>
${written}</textarea>`
    case 'list':
      return select(
        own,
        type.options.map((option) => ({ value: option, label: option })),
        written,
        t(view.locale, 'form.choose'),
      )
    case 'person':
    case 'unit':
    case 'extension':
    case 'equipment':
      if (choices)
        return select(
          own,
          choices,
          written,
          none ??
            t(
              view.locale,
              type.kind === 'person' ? 'form.choose-person' : type.kind === 'unit' ? 'form.choose-unit' : 'form.choose',
            ),
        )
      return html`<input type="text"${attributes({ ...own, inputmode: type.kind === 'extension' ? 'numeric' : undefined, value: written })}>`
    case 'file':
      return html`<input type="file"${attributes({ ...own, accept: type.accepts.map(acceptOf).join(',') || undefined })}>`
    case 'number':
      return html`<input type="number" step="any"${attributes({ ...own, min: type.min, max: type.max, inputmode: 'decimal', value: written })}>`
    case 'password':
      return html`<input type="password"${attributes(own)}>`
    case 'yes-no':
      return html``
    default:
      return html`<input type="${INPUT_TYPES[type.kind]}"${attributes({ ...own, inputmode: type.kind === 'ip-address' ? 'decimal' : undefined, value: written })}>`
  }
}

const INPUT_TYPES = {
  text: 'text',
  date: 'date',
  time: 'time',
  email: 'email',
  phone: 'tel',
  'ip-address': 'text',
  search: 'search',
} as const

function select(
  own: Readonly<Record<string, string | boolean | undefined>>,
  choices: readonly Choice[],
  written: string,
  none: string,
): HtmlFragment {
  // A value that is no longer offered stays, so that nothing changes unseen.
  const gone =
    written !== '' && !choices.some(({ value }) => value === written) ? [{ value: written, label: written }] : []
  return html`<select${attributes(own)}><option value="">${none}</option>${[...gone, ...choices].map(({ value, label }) => html`<option${attributes({ value, selected: value === written })}>${label}</option>`)}</select>`
}

function radios(
  view: Pick<View, 'locale'>,
  { name, type, required = false, value, error }: FieldInput,
  id: string,
): HtmlFragment {
  const written = value === true ? 'SÍ' : value === false ? 'NO' : String(value ?? '')
  const options: readonly Choice[] =
    type.kind === 'list'
      ? type.options.map((option) => ({ value: option, label: option }))
      : [
          { value: 'SÍ', label: t(view.locale, 'form.yes') },
          { value: 'NO', label: t(view.locale, 'form.no') },
        ]
  return html`<div class="radios ${type.kind === 'yes-no' ? 'side-by-side' : ''}">${options.map((option, at) => html`<label class="radio"><input type="radio"${attributes({ id: at === 0 ? id : `${id}-${at}`, name, value: option.value, checked: option.value === written, required, 'aria-invalid': error ? 'true' : undefined })}><span>${option.label}</span></label>`)}</div>`
}

function hintsOf({ locale }: Pick<View, 'locale'>, { type, help, value, choices }: FieldInput): string[] {
  // The manual's own help, often without a full stop, may be followed by ours.
  const hints = help ? [/[.!?…:]$/.test(help) ? help : `${help}.`] : []
  if (type.kind === 'number') {
    const { min, max } = type
    if (min !== undefined && max !== undefined) hints.push(t(locale, 'form.range', { min, max }))
    else if (min !== undefined) hints.push(t(locale, 'form.range-min', { min }))
    else if (max !== undefined) hints.push(t(locale, 'form.range-max', { max }))
  }
  if (type.kind === 'file') {
    if (type.accepts.length > 0) hints.push(t(locale, 'form.file-accepts', { kinds: type.accepts.join(', ') }))
    if (value) hints.push(t(locale, 'form.file-kept', { name: String(value) }))
  }
  const usual =
    type.kind === 'extension' || type.kind === 'equipment' || type.kind === 'email' || type.kind === 'ip-address'
  // How it is written: where there is a list to choose from, nobody writes.
  if (!help && usual && choices === undefined) hints.push(t(locale, `form.hint.${type.kind}`))
  return hints
}

/** `pdf` and `imagen` as the file chooser of a browser knows them. */
function acceptOf(kind: string): string {
  if (kind === 'imagen') return 'image/*'
  return kind.startsWith('.') || kind.includes('/') ? kind : `.${kind}`
}

function widthOf({ kind }: FieldInput['type']): 'short' | 'middle' | 'full' {
  if (kind === 'date' || kind === 'time' || kind === 'number' || kind === 'extension' || kind === 'ip-address')
    return 'short'
  return kind === 'long-text' || kind === 'text' || kind === 'file' ? 'full' : 'middle'
}
