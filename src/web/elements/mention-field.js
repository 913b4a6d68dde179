/**
 * <mention-field url="/api/officials" label="…"><textarea>…</textarea></mention-field>
 * While a word that begins with @ is written, shows who it may be; arrow keys choose, Enter or Tab writes the user name, Escape closes.
 */
class MentionField extends HTMLElement {
  connectedCallback() {
    this.text = this.querySelector('textarea')
    if (!this.text || this.list) return
    this.list = document.createElement('ul')
    this.list.className = 'suggestions'
    this.list.id = `${this.text.id}-sugerencias`
    this.list.hidden = true
    this.list.setAttribute('role', 'listbox')
    this.list.setAttribute('aria-label', this.getAttribute('label') ?? '')
    this.text.setAttribute('aria-autocomplete', 'list')
    this.text.setAttribute('aria-controls', this.list.id)
    this.append(this.list)
    this.text.addEventListener('input', this.look)
    this.text.addEventListener('keydown', this.key)
    this.text.addEventListener('blur', this.close)
    // Before the text loses the focus to the click.
    this.list.addEventListener('mousedown', this.pick)
  }

  disconnectedCallback() {
    this.list?.remove()
    this.list = undefined
    this.text?.removeEventListener('input', this.look)
    this.text?.removeEventListener('keydown', this.key)
    this.text?.removeEventListener('blur', this.close)
  }

  /** What is written after the last @ before the cursor, or null. */
  get written() {
    const before = this.text.value.slice(0, this.text.selectionStart)
    return /(?:^|[^\p{L}\p{N}._@/-])@([\p{L}\p{N}][\p{L}\p{N}._-]{0,40})$/u.exec(before)?.[1] ?? null
  }

  look = async () => {
    const { written } = this
    if (written === null) return this.close()
    const asked = await fetch(`${this.getAttribute('url')}?q=${encodeURIComponent(written)}`).catch(() => null)
    if (!asked?.ok || this.written !== written || !this.list) return
    const { officials } = await asked.json()
    if (this.written !== written || !this.list) return
    if (officials.length === 0) return this.close()
    this.list.replaceChildren(
      ...officials.map(({ username, name, position }, at) => option(`${this.list.id}-${at}`, username, name, position)),
    )
    this.list.hidden = false
    this.choose(0)
  }

  key = (event) => {
    if (!this.list || this.list.hidden) return
    const at = [...this.list.children].findIndex((each) => each.getAttribute('aria-selected') === 'true')
    if (event.key === 'ArrowDown') this.choose((at + 1) % this.list.children.length)
    else if (event.key === 'ArrowUp') this.choose((at + this.list.children.length - 1) % this.list.children.length)
    else if (event.key === 'Enter' || event.key === 'Tab') this.write(this.list.children[at]?.dataset.value)
    else if (event.key === 'Escape') this.close()
    else return
    event.preventDefault()
  }

  choose(at) {
    for (const [place, each] of [...this.list.children].entries())
      each.setAttribute('aria-selected', String(place === at))
    this.list.children[at]?.scrollIntoView({ block: 'nearest' })
    this.text.setAttribute('aria-activedescendant', this.list.children[at]?.id ?? '')
  }

  pick = (event) => {
    event.preventDefault()
    const chosen = event.target.closest('[role="option"]')
    if (chosen) this.write(chosen.dataset.value)
  }

  write(username) {
    const { written } = this
    this.close()
    if (username === undefined || written === null) return
    const end = this.text.selectionStart
    this.text.setRangeText(`${username} `, end - written.length, end, 'end')
    this.text.dispatchEvent(new Event('change', { bubbles: true }))
  }

  close = () => {
    if (!this.list) return
    this.list.hidden = true
    this.text.removeAttribute('aria-activedescendant')
  }
}

function option(id, username, name, position) {
  const item = document.createElement('li')
  item.id = id
  item.setAttribute('role', 'option')
  item.setAttribute('aria-selected', 'false')
  item.dataset.value = username
  const strong = document.createElement('strong')
  strong.textContent = name
  const small = document.createElement('span')
  small.textContent = `@${username} · ${position}`
  item.append(strong, small)
  return item
}

customElements.define('mention-field', MentionField)
