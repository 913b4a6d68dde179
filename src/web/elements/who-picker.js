/**
 * <who-picker source="/api/callers" …> as `components/who-picker.ts` draws it.
 * A combobox: what is typed is looked up, arrows move, Enter chooses, Escape closes. The last choice registers whom nobody finds.
 */
class WhoPicker extends HTMLElement {
  connectedCallback() {
    this.words = JSON.parse(this.getAttribute('words'))
    this.search = this.querySelector('[data-who-search]')
    this.chosen = this.querySelector('[data-who-chosen]')
    this.input = this.querySelector('[role="combobox"]')
    this.list = this.querySelector('[role="listbox"]')
    this.status = this.querySelector('[data-who-status]')
    const change = this.querySelector('[data-who-change]')
    change.hidden = false
    change.onclick = () => this.open()
    this.input.disabled = false
    this.input.oninput = () => this.later()
    this.input.onkeydown = (event) => this.press(event)
    this.input.onblur = () => this.left()
    this.list.onpointerdown = (event) => this.point(event)
    this.search.hidden = !this.chosen.hidden
    this.code?.addEventListener('change', this.codeTyped)
    if (
      this.input.hasAttribute('data-who-autofocus') &&
      !this.search.hidden &&
      !document.querySelector('.error-summary')
    )
      this.input.focus()
  }

  disconnectedCallback() {
    clearTimeout(this.timer)
    this.asking?.abort()
    this.code?.removeEventListener('change', this.codeTyped)
  }

  get code() {
    return document.getElementById(this.getAttribute('register-code'))
  }

  get options() {
    return [...this.list.children]
  }

  get active() {
    return this.options.find((option) => option.getAttribute('aria-selected') === 'true')
  }

  /** Back to the search, with nobody chosen. */
  open() {
    for (const hidden of this.querySelectorAll('[data-who]')) hidden.value = ''
    this.chosen.hidden = true
    this.search.hidden = false
    this.showCases(null)
    this.input.focus()
  }

  later() {
    clearTimeout(this.timer)
    if (this.input.value.trim() === '') return this.close()
    this.timer = setTimeout(() => this.look(), 90)
  }

  async look() {
    const typed = this.input.value.trim()
    clearTimeout(this.timer)
    this.asking?.abort()
    this.asking = new AbortController()
    try {
      const address = `${this.getAttribute('source')}?buscar=${encodeURIComponent(typed)}`
      const answer = await fetch(address, { signal: this.asking.signal, headers: { accept: 'application/json' } })
      if (!answer.ok) throw new Error(String(answer.status))
      const { callers, more } = await answer.json()
      this.show(typed, callers, more)
    } catch (error) {
      // Without an answer one may still register, or send the form without.
      if (error.name !== 'AbortError') this.show(typed, [], false)
    }
  }

  show(typed, callers, more) {
    this.typed = typed
    const options = callers.map((caller) => this.option(caller))
    options.push(this.registering(typed))
    this.list.replaceChildren(...options)
    this.list.hidden = false
    this.input.setAttribute('aria-expanded', 'true')
    this.activate(options[0])
    const { found, none, more: others } = this.words
    this.status.textContent =
      callers.length === 0 ? none : `${found.replace('{count}', callers.length)}${more ? `. ${others}` : ''}`
  }

  option(caller) {
    const option = optionOf(caller.name, [caller.place, ...caller.phones].filter(Boolean).join(' · '))
    const kind = document.createElement('span')
    kind.className = `badge ${caller.kind === 'contact' ? 'accent' : 'plain'}`
    kind.textContent = this.words[caller.kind]
    option.append(kind)
    option.choose = () => this.choose(caller)
    return option
  }

  registering(typed) {
    const option = optionOf(this.words.register.replace('{typed}', typed), '')
    option.classList.add('who-register')
    option.choose = () => this.register(typed)
    return option
  }

  press(event) {
    const { options } = this
    if (event.key === 'Escape' && !this.list.hidden) {
      event.preventDefault()
      return this.close()
    }
    if (event.key === 'Enter') {
      // Never sends the form from here: it would open a case for whoever types.
      event.preventDefault()
      return this.enter()
    }
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (by === undefined) return
    event.preventDefault()
    if (this.list.hidden) return this.input.value.trim() === '' ? undefined : this.look()
    const at = options.indexOf(this.active)
    this.activate(options[(at + by + options.length) % options.length])
  }

  /** Chooses what is marked, of the answer to what is typed now: whoever types fast must not get an earlier answer. */
  async enter() {
    const typed = this.input.value.trim()
    if (typed === '') return
    if (this.list.hidden || this.typed !== typed) await this.look()
    if (this.typed === this.input.value.trim()) this.active?.choose()
  }

  activate(option) {
    this.active?.setAttribute('aria-selected', 'false')
    option?.setAttribute('aria-selected', 'true')
    option?.scrollIntoView({ block: 'nearest' })
    if (option) this.input.setAttribute('aria-activedescendant', option.id)
    else this.input.removeAttribute('aria-activedescendant')
  }

  // A pointer chooses without taking the focus from the input.
  point(event) {
    const option = event.target.closest('[role="option"]')
    if (!option) return
    event.preventDefault()
    option.choose()
  }

  left() {
    setTimeout(() => this.close(), 150)
  }

  close() {
    clearTimeout(this.timer)
    this.asking?.abort()
    this.list.hidden = true
    this.list.replaceChildren()
    this.typed = null
    this.input.setAttribute('aria-expanded', 'false')
    this.input.removeAttribute('aria-activedescendant')
  }

  choose({ kind, id, name, place, phones }) {
    for (const hidden of this.querySelectorAll('[data-who]')) hidden.value = hidden.dataset.who === kind ? id : ''
    this.querySelector('[data-who-name]').textContent = name
    this.querySelector('[data-who-place]').textContent = [place, ...phones].filter(Boolean).join(' · ')
    this.close()
    this.empty()
    this.search.hidden = true
    this.chosen.hidden = false
    this.showCases(kind === 'contact' ? `contacto=${encodeURIComponent(id)}` : null)
    this.next()
  }

  /** The form of a new contact opens with what was typed, and the cursor goes to what is still missing. */
  register(typed) {
    const details = document.getElementById(this.getAttribute('register'))
    const [name, phone] = ['register-name', 'register-phone'].map((each) =>
      document.getElementById(this.getAttribute(each)),
    )
    const number = /^[\d\s()+./-]+$/.test(typed)
    const field = number ? phone : name
    field.value = typed
    field.dispatchEvent(new Event('input', { bubbles: true }))
    details.open = true
    this.close()
    this.empty()
    ;(number ? name : (this.code ?? name)).focus()
  }

  empty() {
    this.input.value = ''
    this.input.dispatchEvent(new Event('input', { bubbles: true }))
  }

  codeTyped = () => {
    const code = this.code.value.trim()
    this.showCases(code === '' ? null : `codigo=${encodeURIComponent(code)}`)
  }

  showCases(query) {
    const frame = document.getElementById(this.getAttribute('frame'))
    if (!frame) return
    if (query !== null) frame.src = `${this.getAttribute('frame-source')}?${query}`
    else {
      frame.removeAttribute('src')
      frame.replaceChildren()
    }
  }

  /** On to the next field that one fills in. */
  next() {
    const fields = [...this.closest('form').elements].filter(
      (field) => field.type !== 'hidden' && !field.disabled && field.offsetParent !== null,
    )
    fields
      .find((field) => this.compareDocumentPosition(field) & Node.DOCUMENT_POSITION_FOLLOWING && !this.contains(field))
      ?.focus()
  }
}

let made = 0

function optionOf(name, about) {
  const option = document.createElement('div')
  option.setAttribute('role', 'option')
  option.setAttribute('aria-selected', 'false')
  option.id = `quien-${made++}`
  const words = document.createElement('span')
  words.className = 'who-words'
  const strong = document.createElement('strong')
  strong.textContent = name
  const small = document.createElement('span')
  small.className = 'muted'
  small.textContent = about
  words.append(strong, small)
  option.append(words)
  return option
}

customElements.define('who-picker', WhoPicker)
