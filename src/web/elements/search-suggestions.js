/**
 * <search-suggestions src="/buscar/sugerencias"><input type="search"></search-suggestions>
 * Offers what may be meant while one types: arrows move, Enter opens, Escape closes. Without it the form simply searches.
 */
class SearchSuggestions extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector('input')
    if (!this.input || this.list) return
    this.list = document.createElement('ul')
    this.list.id = `${this.input.id}-sugerencias`
    this.list.className = 'suggestions'
    this.list.hidden = true
    this.list.setAttribute('role', 'listbox')
    this.list.setAttribute('aria-label', document.documentElement.lang === 'en' ? 'Suggestions' : 'Sugerencias')
    this.append(this.list)
    for (const [name, value] of [
      ['role', 'combobox'],
      ['aria-autocomplete', 'list'],
      ['aria-expanded', 'false'],
      ['aria-controls', this.list.id],
    ])
      this.input.setAttribute(name, value)
    this.input.addEventListener('input', this.typed)
    this.input.addEventListener('keydown', this.press)
    this.input.addEventListener('blur', this.leave)
  }

  disconnectedCallback() {
    clearTimeout(this.timer)
    this.asking?.abort()
    this.list?.remove()
    this.list = null
  }

  typed = () => {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.ask(), 150)
  }

  leave = () => setTimeout(() => this.close(), 150)

  async ask() {
    const text = this.input.value
    this.asking?.abort()
    if (text.trim().length < 2) return this.close()
    this.asking = new AbortController()
    try {
      const answer = await fetch(`${this.getAttribute('src')}?q=${encodeURIComponent(text)}`, {
        signal: this.asking.signal,
        headers: { accept: 'application/json' },
      })
      if (answer.ok) this.show((await answer.json()).suggestions)
    } catch {
      // The connection is lost or another letter was typed: the form still searches.
    }
  }

  show(suggestions) {
    if (!this.list || document.activeElement !== this.input) return
    this.list.replaceChildren(...suggestions.map((each, at) => this.option(each, at)))
    this.list.hidden = suggestions.length === 0
    this.input.setAttribute('aria-expanded', String(suggestions.length > 0))
    this.mark(-1)
  }

  option({ kind, kindLabel, label, detail, href }, at) {
    const option = document.createElement('li')
    option.id = `${this.list.id}-${at}`
    option.setAttribute('role', 'option')
    option.dataset.href = href
    option.dataset.kind = kind
    const words = document.createElement('span')
    words.textContent = label
    const facts = document.createElement('span')
    facts.className = 'muted'
    facts.textContent = [kindLabel, detail].filter(Boolean).join(' · ')
    option.append(words, facts)
    option.addEventListener('mousedown', (event) => {
      event.preventDefault()
      this.choose(option)
    })
    return option
  }

  choose(option) {
    // A filter goes on being written; anything else is opened.
    if (option.dataset.kind === 'filter') {
      this.input.value = new URL(option.dataset.href, location.href).searchParams.get('q')
      if (!this.input.value.endsWith(':')) this.input.value += ' '
      this.close()
      this.typed()
    } else if (globalThis.Turbo) globalThis.Turbo.visit(option.dataset.href)
    else location.assign(option.dataset.href)
  }

  press = (event) => {
    const options = [...this.list.children]
    if (this.list.hidden || options.length === 0) return
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      const by = event.key === 'ArrowDown' ? 1 : -1
      this.mark((this.at + by + options.length + 1) % (options.length + 1))
    } else if (event.key === 'Enter' && options[this.at]) {
      event.preventDefault()
      this.choose(options[this.at])
    } else if (event.key === 'Escape') {
      event.preventDefault()
      this.close()
    }
  }

  /** Marks the option of a place; the place after the last one is the text itself. */
  mark(at) {
    const options = [...this.list.children]
    this.at = at < 0 ? options.length : at
    for (const [place, option] of options.entries()) option.setAttribute('aria-selected', String(place === this.at))
    const current = options[this.at]
    if (current) this.input.setAttribute('aria-activedescendant', current.id)
    else this.input.removeAttribute('aria-activedescendant')
  }

  close() {
    if (!this.list) return
    this.list.hidden = true
    this.input.setAttribute('aria-expanded', 'false')
    this.input.removeAttribute('aria-activedescendant')
  }
}

customElements.define('search-suggestions', SearchSuggestions)
