/**
 * <tray-keys help="id of the help sheet"><table>…</table></tray-keys>
 * j and k move between rows, Enter opens (the row's link has the focus), c claims, / searches, ? shows the help.
 * Single keys can be switched off in the help sheet: they get in the way of people who dictate (WCAG 2.1.4).
 */
class TrayKeys extends HTMLElement {
  connectedCallback() {
    document.addEventListener('keydown', this.press)
  }

  disconnectedCallback() {
    document.removeEventListener('keydown', this.press)
  }

  get links() {
    return [...this.querySelectorAll('a[data-row-link]')]
  }

  press = (event) => {
    if (
      event.ctrlKey ||
      event.metaKey ||
      event.altKey ||
      event.defaultPrevented ||
      isTyping(event.target) ||
      !keysEnabled()
    )
      return
    const action = { j: () => this.move(1), k: () => this.move(-1), c: () => this.claim(), '?': () => this.help() }[
      event.key
    ]
    if (action) {
      event.preventDefault()
      action()
    }
  }

  move(by) {
    const { links } = this
    const row = document.activeElement?.closest('tr')
    const at = links.findIndex((link) => link.closest('tr') === row)
    links[at < 0 ? (by > 0 ? 0 : links.length - 1) : Math.max(0, Math.min(links.length - 1, at + by))]?.focus()
  }

  claim() {
    document.activeElement?.closest('tr')?.querySelector('[data-claim]')?.click()
  }

  help() {
    document.getElementById(this.getAttribute('help'))?.togglePopover?.()
  }
}

document.addEventListener('keydown', (event) => {
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || !keysEnabled())
    return
  const search = document.querySelector('[role="search"] input')
  if (search) {
    event.preventDefault()
    search.focus()
  }
})

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
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(input|select|textarea)$/i.test(target.tagName))
  )
}

customElements.define('tray-keys', TrayKeys)
