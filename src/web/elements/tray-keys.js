import { chooseRow, chosenRows } from './tray-select.js'

/**
 * <tray-keys help="id of the help sheet"><table>…</table></tray-keys>: a tray that is walked and worked by single keys, and that says
 * how many rows a redraw brought. The keys work on the page of a case too, on its forms. They never act while somebody types, and
 * can be switched off in the help sheet: they get in the way of people who dictate (WCAG 2.1.4).
 */
class TrayKeys extends HTMLElement {
  connectedCallback() {
    this.known = this.rowIds()
    document.addEventListener('turbo:render', this.tellNews)
    this.addEventListener('focusin', this.remember)
  }

  disconnectedCallback() {
    document.removeEventListener('turbo:render', this.tellNews)
  }

  remember = ({ target }) => {
    last = target.closest('tr')?.id ?? last
  }

  rowIds() {
    return new Set([...this.querySelectorAll('tbody tr')].map(({ id }) => id))
  }

  /** Only a redraw of this page leaves the element where it is; a page that was gone to is a new element. */
  tellNews = () => {
    const now = this.rowIds()
    const count = [...now].filter((id) => !this.known.has(id)).length
    this.known = now
    const place = this.querySelector('[data-tray-news]')
    if (count === 0 || !place) return
    // The server writes the sentence of many with this number.
    place.textContent = count === 1 ? place.dataset.one : place.dataset.many.replace('99', count)
  }
}

/** Id of the row that had the focus last, so that a redraw or a closed sheet does not lose the place. */
let last = ''
let goingUntil = 0

const SEARCH = '[role="search"] input:not([type="hidden"])'

const ACTIONS = {
  j: () => move(1),
  k: () => move(-1),
  x: () => chooseRow(currentRow()),
  t: () => claim(),
  c: () => claim(),
  d: () => act('release', '/devolver'),
  p: () => act('hand-over', '/pasar'),
  n: () => act('note', '/nota'),
  u: () => document.querySelector('main form[action$="/deshacer"] button')?.click(),
  g: () => {
    goingUntil = Date.now() + 1500
  },
  '/': () => document.querySelector(SEARCH)?.focus(),
  f: () => document.querySelector(`main ${SEARCH}`)?.focus(),
  '?': () => document.querySelector('.dialog[popover]')?.togglePopover?.(),
}

document.addEventListener('keydown', (event) => {
  // A field in a shadow tree (the editor of manuals) is told as its host: only the path has the field itself.
  const [target] = event.composedPath()
  if (event.key === 'Escape' && !event.defaultPrevented && isTyping(target) && !document.querySelector(':popover-open'))
    return target.blur()
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTyping(target)) return
  if (!keysEnabled() || (event.key !== '?' && document.querySelector(':popover-open'))) return
  const place = Date.now() < goingUntil ? placeOf(event.key) : null
  goingUntil = 0
  const action = place === null ? ACTIONS[event.key] : () => go(place.href)
  // Elsewhere than in a tray or a case these keys mean nothing.
  if (!action || (event.key !== '?' && !document.querySelector('tray-keys, [role="search"], .side-nav'))) return
  event.preventDefault()
  action()
})

/** The help sheet has the trays that the person has, each with its key. */
function placeOf(key) {
  return document.querySelector(`a[data-go="${CSS.escape(key)}"]`)
}

function go(path) {
  if (globalThis.Turbo) globalThis.Turbo.visit(path)
  else location.assign(path)
}

function currentRow() {
  return (
    document.activeElement?.closest('tray-keys tr') ?? document.querySelector('tray-keys')?.querySelector(rowOf(last))
  )
}

function rowOf(id) {
  return id === '' ? 'tr.none' : `#${CSS.escape(id)}`
}

function move(by) {
  const links = [...document.querySelectorAll('tray-keys a[data-row-link]')]
  const at = links.findIndex((link) => link.closest('tr') === currentRow())
  links[at < 0 ? (by > 0 ? 0 : links.length - 1) : Math.max(0, Math.min(links.length - 1, at + by))]?.focus()
}

/** What is chosen; else the row with the focus, by the button in it; else the case that is open. */
function claim() {
  const own = chosenRows().length === 0 ? currentRow()?.querySelector('[data-claim]') : undefined
  if (own) own.click()
  else act('claim', '/tomar')
}

/** In a tray: does it to the chosen rows, or else to the one with the focus. In a case: presses or opens the form of its first task. */
function act(bulk, path) {
  const button = document.querySelector(`[data-bulk="${bulk}"] button`)
  if (!document.querySelector('tray-keys')) return openForm(path)
  if (!button) return
  if (chosenRows().length === 0) chooseRow(currentRow())
  if (chosenRows().length > 0) button.click()
}

function openForm(path) {
  const form = document.querySelector(`main form[action$="${path}"]`)
  if (!form) return openDeferred(path)
  const field = form.querySelector('select, textarea, input:not([type="hidden"])')
  if (!field) return form.querySelector('button')?.click()
  const sheet = form.closest('details')
  if (sheet) sheet.open = true
  field.focus()
}

/** Opens the part of the page whose form is fetched when it is opened, and goes to its first field once it is there. */
function openDeferred(path) {
  const sheet = document.querySelector(`main details[data-action$="${path}"]`)
  if (!sheet) return
  sheet.addEventListener('turbo:frame-load', () => sheet.open && openForm(path), { once: true })
  sheet.open = true
  // It is fetched once it is in sight.
  sheet.scrollIntoView({ block: 'nearest' })
}

/** <input type="checkbox" data-keys-enabled>: the choice is kept in this browser. */
function keysEnabled() {
  return localStorage.getItem('atajos') !== 'no'
}
function showChoice() {
  for (const box of document.querySelectorAll('input[data-keys-enabled]'))
    box.checked = box.defaultChecked = keysEnabled()
}
document.addEventListener('change', ({ target }) => {
  if (target.matches?.('input[data-keys-enabled]')) localStorage.setItem('atajos', target.checked ? 'sí' : 'no')
})
document.addEventListener('turbo:load', showChoice)
showChoice()

function isTyping(target) {
  if (target instanceof HTMLInputElement && /^(checkbox|radio|button|submit)$/.test(target.type)) return false
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(input|select|textarea)$/i.test(target.tagName))
  )
}

customElements.define('tray-keys', TrayKeys)
