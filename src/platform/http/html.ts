const markup = Symbol('markup')

/** Markup that is ready to be sent. Only `html`, `raw` and `attributes` make one: no JSON input can pass for it. */
export type HtmlFragment = { readonly [markup]: string }

/** What may stand in a template's `${}`: text is escaped, fragments are not, lists are joined, null and booleans vanish. */
export type HtmlValue = HtmlFragment | string | number | bigint | boolean | null | undefined | readonly HtmlValue[]

/**
 * Writes markup; every value is escaped unless it is a fragment.
 * An attribute's value must be quoted (throws otherwise, at the first use), and a value that begins `href`, `src`,
 * `action` or `formaction` must not be a script: `javascript:` and its like become `about:blank`.
 */
export function html(strings: TemplateStringsArray, ...values: HtmlValue[]): HtmlFragment {
  const slots = slotsOf(strings)
  let out = strings[0]!
  for (let i = 0; i < values.length; i++) {
    out += slots[i] === 'url' ? safeUrl(values[i]) : written(values[i])
    out += strings[i + 1]!
  }
  return { [markup]: out }
}

/** Takes text as markup. Only for text that this program made; never for what a person wrote. */
export function raw(text: string): HtmlFragment {
  return { [markup]: text }
}

/** The markup as text, to be sent. */
export function render(fragment: HtmlFragment): string {
  return fragment[markup]
}

/** Attributes from a record, each with a blank before it: true gives the bare name; false, null and undefined nothing. */
export function attributes(
  values: Readonly<Record<string, string | number | boolean | null | undefined>>,
): HtmlFragment {
  let out = ''
  for (const [name, value] of Object.entries(values)) {
    if (!names.has(name)) checkName(name)
    if (value === true) out += ` ${name}`
    else if (value !== false && value != null) {
      out += ` ${name}="${urlAttribute.test(name) ? safeUrl(value) : escaped(String(value))}"`
    }
  }
  return { [markup]: out }
}

// Those of the source, checked once each.
const names = new Set<string>()

function checkName(name: string): void {
  if (!/^[a-z][a-z0-9:-]*$/.test(name) || /^on/.test(name)) throw new Error(`"${name}" is not an attribute name`)
  if (names.size < 1_000) names.add(name)
}

const urlAttribute = /^(?:href|src|action|formaction)$/

type Slot = 'text' | 'url'

// One entry a template in the source, made at its first use.
const known = new WeakMap<TemplateStringsArray, Slot[]>()

function slotsOf(strings: TemplateStringsArray): Slot[] {
  let slots = known.get(strings)
  if (slots === undefined) {
    slots = strings.slice(0, -1).map((before) => {
      if (/<[^<>]*\s[a-z:-]+=$/i.test(before))
        throw new Error(`quote the attribute at the end of: ${before.slice(-40)}`)
      return /\s(?:href|src|action|formaction)=["']$/i.test(before) ? 'url' : 'text'
    })
    known.set(strings, slots)
  }
  return slots
}

function written(value: HtmlValue): string {
  if (typeof value === 'string') return escaped(value)
  if (value === null || value === undefined || typeof value === 'boolean') return ''
  if (typeof value !== 'object') return String(value)
  if (Array.isArray(value)) {
    let out = ''
    for (const item of value as readonly HtmlValue[]) out += written(item)
    return out
  }
  const text = (value as HtmlFragment)[markup]
  if (text === undefined) throw new TypeError('an object is no markup: write it as text first')
  return text
}

function safeUrl(value: HtmlValue): string {
  const text = typeof value === 'string' ? value : written(value)
  // Browsers drop blanks and control characters before and inside the scheme.
  const scheme = text.slice(0, 200).replace(/[\u0000-\u0020\u007f]/g, '')
  if (/^(?:javascript|vbscript|data(?!:image\/(?:png|jpeg|gif|webp)[;,])):/i.test(scheme)) return 'about:blank'
  return typeof value === 'string' ? escaped(text) : text
}

const special = /[&<>"']/

function escaped(text: string): string {
  if (!special.test(text)) return text
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}
