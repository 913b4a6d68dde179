/**
 * <canned-picker url="/api/cases/…/canned-texts" for="escribir-nota" search="…" none="…" empty="…"><a href="…">…</a></canned-picker>
 * Instead of leaving for the page of canned texts, opens a list to search; Enter puts the chosen text where the cursor was.
 */
class CannedPicker extends HTMLElement {
  connectedCallback() {
    this.link = this.querySelector('a')
    this.link?.addEventListener('click', this.open)
    this.link?.setAttribute('role', 'button')
    this.link?.setAttribute('aria-expanded', 'false')
    this.link?.addEventListener('keydown', this.press)
  }

  disconnectedCallback() {
    this.close()
  }

  get field() {
    return document.getElementById(this.getAttribute('for'))
  }

  // A button answers the space bar too.
  press = (event) => {
    if (event.key === ' ') this.open(event)
  }

  open = async (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    if (this.sheet) return this.close()
    const asked = await fetch(this.getAttribute('url')).catch(() => null)
    // Without an answer the page of canned texts is still there.
    if (!asked?.ok) {
      window.location.assign(this.link.href)
      return
    }
    const { texts } = await asked.json()
    if (this.sheet || !this.isConnected) return
    this.texts = texts
    this.draw()
  }

  draw() {
    const id = `${this.getAttribute('for')}-respuestas`
    this.sheet = document.createElement('div')
    this.sheet.className = 'canned-sheet'
    this.search = document.createElement('input')
    this.search.type = 'search'
    this.search.setAttribute('role', 'combobox')
    this.search.setAttribute('aria-expanded', 'true')
    this.search.setAttribute('aria-controls', id)
    this.search.setAttribute('aria-label', this.getAttribute('search'))
    this.search.placeholder = this.getAttribute('search')
    this.list = document.createElement('ul')
    this.list.id = id
    this.list.setAttribute('role', 'listbox')
    this.list.setAttribute('aria-label', this.getAttribute('search'))
    this.nothing = document.createElement('p')
    this.nothing.className = 'muted'
    this.nothing.setAttribute('role', 'status')
    this.sheet.append(this.search, this.list, this.nothing)
    this.append(this.sheet)
    this.link.setAttribute('aria-expanded', 'true')
    this.search.addEventListener('input', this.fill)
    this.search.addEventListener('keydown', this.key)
    this.list.addEventListener('click', (event) => this.use(event.target.closest('[role="option"]')))
    this.fill()
    this.search.focus()
  }

  fill = () => {
    const wanted = plain(this.search.value).split(/\s+/)
    const fitting = this.texts.filter(({ title, text }) =>
      wanted.every((word) => plain(`${title} ${text}`).includes(word)),
    )
    this.list.replaceChildren(...fitting.map((each, at) => option(`${this.list.id}-${at}`, each)))
    this.list.hidden = fitting.length === 0
    const nothing = this.getAttribute(this.texts.length === 0 ? 'empty' : 'none')
    this.nothing.textContent = fitting.length === 0 ? nothing : ''
    this.choose(0)
  }

  key = (event) => {
    const count = this.list.children.length
    const at = [...this.list.children].findIndex((each) => each.getAttribute('aria-selected') === 'true')
    if (event.key === 'ArrowDown' && count > 0) this.choose((at + 1) % count)
    else if (event.key === 'ArrowUp' && count > 0) this.choose((at + count - 1) % count)
    else if (event.key === 'Enter') this.use(this.list.children[at])
    else if (event.key === 'Escape') {
      this.close()
      this.link.focus()
    } else return
    event.preventDefault()
  }

  choose(at) {
    for (const [place, each] of [...this.list.children].entries())
      each.setAttribute('aria-selected', String(place === at))
    this.list.children[at]?.scrollIntoView({ block: 'nearest' })
    const id = this.list.children[at]?.id
    if (id) this.search.setAttribute('aria-activedescendant', id)
    else this.search.removeAttribute('aria-activedescendant')
  }

  use(chosen) {
    const { field } = this
    if (!chosen || !field) return
    const text = this.texts.find(({ id }) => id === chosen.dataset.value)?.text ?? ''
    this.close()
    const before = field.value.slice(0, field.selectionStart)
    field.focus()
    field.setRangeText(
      before === '' || before.endsWith('\n') ? text : `\n${text}`,
      field.selectionStart,
      field.selectionEnd,
      'end',
    )
    field.dispatchEvent(new Event('input', { bubbles: true }))
  }

  close() {
    this.sheet?.remove()
    this.sheet = undefined
    this.link?.setAttribute('aria-expanded', 'false')
  }
}

function option(id, { id: value, title, unit, text }) {
  const item = document.createElement('li')
  item.id = id
  item.setAttribute('role', 'option')
  item.setAttribute('aria-selected', 'false')
  item.dataset.value = value
  const strong = document.createElement('strong')
  strong.textContent = unit === null ? title : `${title} (${unit})`
  const small = document.createElement('span')
  small.textContent = text.length > 120 ? `${text.slice(0, 119)}…` : text
  item.append(strong, small)
  return item
}

function plain(text) {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim()
}

customElements.define('canned-picker', CannedPicker)
