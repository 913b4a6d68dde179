/**
 * <article-offers src="/api/articles/suggestions?tramite=…" service="MANUAL/8"><section>…<ul></ul></section></article-offers>
 * Offers articles that may answer what is being written in the form of this page. Without it, those of the kind of request stay.
 */
class ArticleOffers extends HTMLElement {
  connectedCallback() {
    this.list = this.querySelector('ul')
    this.first = [...this.list.children]
    document.addEventListener('input', this.typed)
  }

  disconnectedCallback() {
    document.removeEventListener('input', this.typed)
    clearTimeout(this.timer)
    this.asking?.abort()
  }

  typed = ({ target }) => {
    if (!target.matches('form[method="post"] input[type="text"], form[method="post"] textarea')) return
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.ask(target.form), 400)
  }

  async ask(form) {
    const written = [...form.querySelectorAll('input[type="text"], textarea')].map(({ value }) => value.trim())
    const text = written.filter(Boolean).join(' ').slice(0, 1000)
    if (text === this.text) return
    this.text = text
    this.asking?.abort()
    this.asking = new AbortController()
    if (text.length < 4) return this.show(this.first)
    try {
      const answer = await fetch(`${this.getAttribute('src')}&texto=${encodeURIComponent(text)}`, {
        signal: this.asking.signal,
        headers: { accept: 'application/json' },
      })
      if (!answer.ok) return
      const { articles } = await answer.json()
      this.show(articles.length === 0 ? this.first : articles.map((article) => this.item(article)))
    } catch {
      // The connection is lost or another letter was typed: what is shown stays.
    }
  }

  item({ id, title, question }) {
    const link = document.createElement('a')
    link.href = `/portal/articulos/${id}?tramite=${encodeURIComponent(this.getAttribute('service'))}`
    link.target = '_blank'
    link.rel = 'noopener'
    const strong = document.createElement('strong')
    strong.textContent = title
    const rest = document.createElement('span')
    rest.textContent = question.slice(0, 160)
    link.append(strong, rest)
    const item = document.createElement('li')
    item.append(link)
    return item
  }

  show(items) {
    const same =
      items.length === this.list.children.length &&
      items.every((item, at) => item.textContent === this.list.children[at].textContent)
    if (!same) this.list.replaceChildren(...items)
    this.hidden = items.length === 0
  }
}

customElements.define('article-offers', ArticleOffers)
