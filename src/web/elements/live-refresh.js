import { hasUnsentText, holdsUnsentText } from './dirty-form.js'
import { sentForm } from './sent-form.js'

/**
 * <live-refresh topics="tray:7 case:2026-000012" url="/live" since="…" person="…">notice with a link</live-refresh>
 * Redraws the page in place (Turbo morph) when one of its topics changes. While a form holds unsent text it shows its notice instead.
 */
class LiveRefresh extends HTMLElement {
  connectedCallback() {
    this.busy = false
    this.pending = false
    this.resume = () => document.visibilityState === 'visible' && this.pending && this.refresh()
    this.done = () => this.rest()
    this.leave = () => this.disconnect()
    document.addEventListener('visibilitychange', this.resume)
    document.addEventListener('turbo:render', this.done)
    addEventListener('pagehide', this.leave)
    addEventListener('pageshow', this.restore)
    this.connect()
  }

  disconnectedCallback() {
    document.removeEventListener('visibilitychange', this.resume)
    document.removeEventListener('turbo:render', this.done)
    removeEventListener('pagehide', this.leave)
    removeEventListener('pageshow', this.restore)
    clearTimeout(this.timer)
    this.disconnect()
  }

  static observedAttributes = ['topics', 'since']

  /** A morph keeps this element and changes its attributes: from then on it watches what the new page watches. */
  attributeChangedCallback(_name, before) {
    if (before !== null && this.channel) queueMicrotask(() => this.channel?.watch(this.page))
  }

  get page() {
    return {
      topics: (this.getAttribute('topics') ?? '').split(' ').filter(Boolean),
      url: new URL(this.getAttribute('url'), location.href).href,
      since: this.getAttribute('since') ?? '',
    }
  }

  restore = (event) => {
    if (event.persisted) this.connect()
  }

  connect() {
    if (this.channel) return
    this.channel = openChannel(this.getAttribute('person') ?? '', () => this.changed())
    this.channel.watch(this.page)
  }

  disconnect() {
    this.channel?.leave()
    this.channel = null
  }

  changed() {
    this.pending = true
    if (document.visibilityState !== 'visible' || this.busy) return
    // Everyone who has this tray open hears at once; they should not all ask in the same millisecond.
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.refresh(), Math.random() * 200)
  }

  refresh() {
    if (!this.isConnected || this.busy) return
    // Turbo would drop a form or a page under way for the redraw, and with it what the server answers.
    if (submitting || globalThis.Turbo?.session.navigator.currentVisit) {
      this.timer = setTimeout(() => this.refresh(), 300)
      return
    }
    const notice = this.querySelector('[data-live-notice]')
    if (hasUnsentText() || document.querySelector('dialog[open], :popover-open')) {
      if (notice) notice.hidden = false
      return
    }
    if (!globalThis.Turbo) return location.reload()
    this.busy = true
    this.pending = false
    redrawing = true
    // Not session.refresh: it waits 150 ms first, and a form may be sent meanwhile.
    globalThis.Turbo.session.visit(location.href, { action: 'replace', shouldCacheSnapshot: false, refresh: {} })
    this.timer = setTimeout(() => this.rest(), 5000)
  }

  /** After a redraw: wait a little, so that a busy tray does not redraw without pause. */
  rest() {
    redrawing = false
    if (!this.busy) return
    clearTimeout(this.timer)
    this.timer = setTimeout(() => {
      this.busy = false
      if (this.pending) this.changed()
    }, 400)
  }
}

/** A port of the shared worker; where there is none (some mobile browsers) a stream of this page's own. */
export function openChannel(person, changed) {
  if (typeof SharedWorker === 'undefined') return openOwnStream(changed)
  // Named after the person: another person's sign-in in the same browser gets a stream of their own.
  const worker = new SharedWorker(new URL('./live-worker.js', import.meta.url), {
    name: `live-${person}`,
    type: 'module',
  })
  worker.port.onmessage = changed
  return {
    watch: (page) => worker.port.postMessage({ kind: 'watch', ...page }),
    leave: () => worker.port.postMessage({ kind: 'leave' }),
  }
}

function openOwnStream(changed) {
  let stream
  return {
    watch({ topics, url, since }) {
      stream?.close()
      const query = new URLSearchParams([...topics.map((topic) => ['topic', topic]), ['since', since]])
      stream = new EventSource(`${url}?${query}`)
      stream.addEventListener('refresh', changed)
    },
    leave: () => stream?.close(),
  }
}

let submitting = false
document.addEventListener('turbo:submit-start', () => {
  submitting = true
  // A redraw under way gives up for it: what is drawn next is the answer.
  redrawing = false
})
document.addEventListener('turbo:submit-end', () => {
  submitting = false
})

// One's own act redraws the page too: what it said about that act must stay to be read. It stands in the new page as well, because a
// morph that has no place for what has the focus takes the nodes after it for new ones, and with them what is typed there.
let redrawing = false
document.addEventListener('turbo:before-render', ({ detail }) => {
  const said = [...document.querySelectorAll('.content > .flash[tabindex]')]
  if (!redrawing) return said.find((each) => each === document.activeElement)?.blur()
  const place = detail.newBody.querySelector('.content > [data-offline-notice]')
  place?.after(...said.map((each) => each.cloneNode(true)))
})

// Whoever writes while the page is drawn anew, after another form was sent or for a change of others, keeps what is written.
document.addEventListener('turbo:before-morph-element', (event) => {
  const { target, detail } = event
  if (target instanceof HTMLFormElement && keeps(target, detail.newElement)) event.preventDefault()
})

// A part that was fetched when it was opened stays: the new page has only where to fetch it from. Once fetched, that is written in full.
document.addEventListener('turbo:before-morph-element', (event) => {
  const { target, detail } = event
  if (target.localName !== 'turbo-frame' || target.getAttribute('loading') !== 'lazy') return
  const stays = redrawing || [...target.querySelectorAll('form')].some((form) => keeps(form))
  if (stays && addressOf(target) === addressOf(detail.newElement)) event.preventDefault()
})

/** Whether a form stays as it is, whatever the new page has in its place. */
function keeps(form, successor) {
  if (redrawing) return holdsUnsentText(form)
  const sent = sentForm()
  if (sent === null || sent.form === form) return false
  // In the place of another task's form, it would keep that one out.
  const same = successor == null || successor.getAttribute('action') === form.getAttribute('action')
  // What was refused and not yet corrected stands in the page as the server wrote it.
  return same && (holdsUnsentText(form) || form.querySelector('.error-summary, .field-error') !== null)
}

function addressOf(frame) {
  const address = frame?.getAttribute('src')
  return address == null ? null : new URL(address, location.href).href
}

// What the person opened stays open, and closed what they closed; but what was refused is opened, to be seen.
document.addEventListener('turbo:before-morph-attribute', (event) => {
  const { target, detail } = event
  const fold = target instanceof HTMLDetailsElement && detail.attributeName === 'open'
  const shown = fold && detail.mutationType === 'update' && sentForm()?.refused === true
  const themed = target === document.documentElement && detail.attributeName === 'data-theme'
  if ((fold && !shown) || themed) event.preventDefault()
})

customElements.define('live-refresh', LiveRefresh)
