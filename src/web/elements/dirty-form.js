/**
 * <dirty-form key="…"><form>…</form></dirty-form>
 * Keeps what is typed in this tab's session storage until it is sent, and puts it back after a reload, a lost session or a crash.
 * Passwords, files and hidden fields are never kept.
 */
class DirtyForm extends HTMLElement {
  connectedCallback() {
    this.addEventListener('input', this.save)
    this.addEventListener('change', this.save)
    this.addEventListener('turbo:submit-end', this.sent)
    this.querySelector('[data-draft-discard]')?.addEventListener('click', this.discard)
    // A form that came back refused holds what was typed already.
    if (!this.querySelector('[aria-invalid="true"]')) this.restore()
  }

  get key() {
    return `borrador ${document.documentElement.dataset.person ?? ''} ${this.getAttribute('key')}`
  }

  get fields() {
    return [...this.querySelectorAll('input[name], select[name], textarea[name]')].filter(
      (field) => !['hidden', 'password', 'file', 'submit', 'button'].includes(field.type),
    )
  }

  save = () => {
    const values = this.fields
      .filter(changed)
      .map((field) => [
        field.name,
        field.type === 'radio' || field.type === 'checkbox' ? [field.value, field.checked] : field.value,
      ])
    this.toggleAttribute('dirty', values.length > 0)
    try {
      if (values.length === 0) sessionStorage.removeItem(this.key)
      else sessionStorage.setItem(this.key, JSON.stringify(values))
    } catch {
      // A full or forbidden storage only means that there is no draft.
    }
  }

  restore() {
    let values = []
    try {
      values = JSON.parse(sessionStorage.getItem(this.key) ?? '[]')
    } catch {
      return
    }
    let restored = 0
    for (const [name, value] of values)
      for (const field of this.fields.filter((each) => each.name === name)) {
        if (Array.isArray(value)) {
          if (field.value === value[0] && field.checked !== value[1]) restored += 1
          if (field.value === value[0]) field.checked = value[1]
        } else if (field.value !== value) {
          field.value = value
          restored += 1
        }
      }
    const notice = this.querySelector('[data-draft-notice]')
    if (notice) notice.hidden = restored === 0
    this.toggleAttribute('dirty', restored > 0)
  }

  sent = (event) => {
    if (!event.detail.success) return
    this.removeAttribute('dirty')
    sessionStorage.removeItem(this.key)
  }

  discard = () => {
    this.querySelector('form')?.reset()
    this.removeAttribute('dirty')
    sessionStorage.removeItem(this.key)
    const notice = this.querySelector('[data-draft-notice]')
    if (notice) notice.hidden = true
  }
}

/** True while a form of the page, wrapped or not, holds text or files that were not sent. */
export function hasUnsentText() {
  return [...document.querySelectorAll('main form')].some(holdsUnsentText)
}

/** The same of one form; a search is none, and neither is a choice of rows. */
export function holdsUnsentText(form) {
  if (form.closest('[role="search"], [data-selection]')) return false
  return [...form.elements].some((field) => field.name && isFilledIn(field) && changed(field))
}

/** Not a button: one that is an answer has a name and a value too, and nobody wrote them. */
function isFilledIn({ type }) {
  return !['hidden', 'submit', 'button', 'reset', 'image', 'fieldset', 'output'].includes(type)
}

function changed(field) {
  if (field.type === 'radio' || field.type === 'checkbox') return field.checked !== field.defaultChecked
  if (field.type === 'file') return field.files.length > 0
  if (field instanceof HTMLSelectElement) {
    const initial = [...field.options].find((option) => option.defaultSelected) ?? field.options[0]
    return field.selectedOptions[0] !== initial
  }
  return field.value !== field.defaultValue
}

// Signed out: whoever signs in next in this tab starts clean.
function clearForeignDrafts() {
  if (document.documentElement.dataset.person) return
  for (const key of Object.keys(sessionStorage)) if (key.startsWith('borrador ')) sessionStorage.removeItem(key)
}
document.addEventListener('turbo:load', clearForeignDrafts)

customElements.define('dirty-form', DirtyForm)
