import { hasUnsentText } from './dirty-form.js'
import { openChannel } from './live-refresh.js'

/**
 * <case-presence url topic csrf person><div data-presence>who else is here</div></case-presence>
 * Says every few seconds that this page of a case is open, and whether something is being written on it; shows who else has it open.
 * Only while the page is in sight: a tab that lies behind others looks at nothing.
 */
const EVERY = 12_000

class CasePresence extends HTMLElement {
  connectedCallback() {
    if (document.documentElement.hasAttribute('data-turbo-preview')) return
    this.tab ??= Math.random().toString(36).slice(2, 12).padEnd(4, '0')
    this.beat = setInterval(() => this.say(), EVERY)
    this.typed = () => this.writing !== hasUnsentText() && this.say()
    this.seen = () => (document.visibilityState === 'visible' ? this.say() : this.leave())
    this.left = () => this.leave()
    document.addEventListener('input', this.typed)
    document.addEventListener('visibilitychange', this.seen)
    addEventListener('pagehide', this.left)
    this.open()
    this.say()
  }

  disconnectedCallback() {
    clearInterval(this.beat)
    document.removeEventListener('input', this.typed)
    document.removeEventListener('visibilitychange', this.seen)
    removeEventListener('pagehide', this.left)
    this.channel?.leave()
    this.channel = null
    this.leave()
  }

  open() {
    const live = document.querySelector('live-refresh')
    if (!live) return
    this.channel = openChannel(this.getAttribute('person') ?? '', () => this.say())
    this.channel.watch({
      topics: [this.getAttribute('topic')],
      url: new URL(live.getAttribute('url'), location.href).href,
      since: live.getAttribute('since') ?? '',
    })
  }

  async say() {
    if (document.visibilityState !== 'visible' || !this.isConnected) return
    this.writing = hasUnsentText()
    const answer = await this.post({ escribe: this.writing ? '1' : '' }).catch(() => null)
    if (!answer?.ok || !this.isConnected) return
    const text = await answer.text()
    const place = this.querySelector('[data-presence]')
    // Written again, the same words would be read out again.
    if (place && this.words !== text) {
      place.replaceChildren(document.createRange().createContextualFragment(text))
      this.words = text
    }
  }

  leave() {
    this.post({ sale: '1' }, true).catch(() => {})
  }

  post(fields, keepalive = false) {
    const body = new URLSearchParams({ _csrf: this.getAttribute('csrf') ?? '', pestana: this.tab, ...fields })
    return fetch(this.getAttribute('url'), { method: 'POST', body, keepalive })
  }
}

customElements.define('case-presence', CasePresence)
