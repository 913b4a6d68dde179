/**
 * <live-search results="id"><form method="get">…</form></live-search>
 * While one types, asks for the form's own answer and puts its part of that id in the place of the page's.
 */
class LiveSearch extends HTMLElement {
  connectedCallback() {
    this.addEventListener('input', this.later)
    this.addEventListener('submit', this.sent)
  }

  disconnectedCallback() {
    clearTimeout(this.timer)
    this.asking?.abort()
  }

  later = () => {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.search(), 120)
  }

  // The answer is on its way already, or will be: Enter asks at once, and the page stays.
  sent = (event) => {
    event.preventDefault()
    clearTimeout(this.timer)
    this.search()
  }

  async search() {
    const form = this.querySelector('form')
    const address = new URL(form.action)
    for (const [name, value] of new FormData(form)) if (value !== '') address.searchParams.set(name, value)
    this.asking?.abort()
    this.asking = new AbortController()
    const { signal } = this.asking
    try {
      const answer = await fetch(address, { signal, headers: { accept: 'text/html' } })
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
      const id = this.getAttribute('results')
      const found = page.getElementById(id)
      // Signed out, or a fault: the page that says so is shown whole.
      if (!answer.ok || found === null) return location.assign(address)
      document.getElementById(id).replaceChildren(...document.importNode(found, true).childNodes)
      history.replaceState(history.state, '', address)
    } catch (error) {
      if (error.name !== 'AbortError') form.submit()
    }
  }
}

customElements.define('live-search', LiveSearch)
