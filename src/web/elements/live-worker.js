// One event stream for the whole browser: HTTP/1.1 allows six connections a host, and an office worker keeps ten tabs open.
// A shared worker and not a leader chosen with navigator.locks, because locks need HTTPS and many offices have plain HTTP.
const ports = new Map() // port -> { topics, since }
const latest = new Map() // topic -> id of its last event
let stream = null
let covered = new Set()
let retry = 0

self.onconnect = ({ ports: [port] }) => {
  port.onmessage = ({ data }) => {
    if (data.kind === 'watch') watch(port, data)
    if (data.kind === 'leave') leave(port)
  }
}

function watch(port, page) {
  ports.set(port, page)
  if (page.topics.some((topic) => isNewer(latest.get(topic), page.since))) port.postMessage('refresh')
  if (!stream || stream.readyState === EventSource.CLOSED || page.topics.some((topic) => !covered.has(topic)))
    open(page)
}

function leave(port) {
  ports.delete(port)
  port.close()
  // Going from page to page leaves and joins again within a moment.
  if (ports.size === 0) setTimeout(() => ports.size === 0 && close(), 3000)
}

function close() {
  stream?.close()
  stream = null
  covered = new Set()
}

/** Opens a stream for all that the pages watch. The stream before stays until this one is open, so that nothing falls between. */
function open(page) {
  clearTimeout(retry)
  const topics = new Set([...ports.values()].flatMap((each) => each.topics))
  const before = stream
  const query = new URLSearchParams([...topics].map((topic) => ['topic', topic]))
  if (page.since) query.set('since', page.since)
  const next = new EventSource(`${page.url}?${query}`)
  let opened = false
  stream = next
  covered = topics
  next.onopen = () => {
    before?.close()
    if (opened) tellEveryone() // it was away for a while, and what happened meanwhile is unknown
    opened = true
  }
  next.addEventListener('refresh', ({ data, lastEventId }) => {
    const changed = JSON.parse(data)
    for (const topic of changed) latest.set(topic, lastEventId)
    for (const [port, { topics: watched, since }] of ports)
      if (watched.some((topic) => changed.includes(topic)) && !isOlder(lastEventId, since)) port.postMessage('refresh')
  })
  next.onerror = () => {
    // Refused (signed out, or too many streams): the browser does not try again by itself.
    if (next !== stream || next.readyState !== EventSource.CLOSED) return
    before?.close()
    retry = setTimeout(() => ports.size > 0 && open([...ports.values()][0]), 30_000)
  }
}

function tellEveryone() {
  for (const port of ports.keys()) port.postMessage('refresh')
}

// Ids are `hub-number`; only numbers of one hub can be compared.
function isNewer(id, since) {
  return compare(id, since) > 0
}

function isOlder(id, since) {
  return compare(id, since) <= 0
}

function compare(id, since) {
  const [hub, number] = (id ?? '').split('-')
  const [sinceHub, sinceNumber] = (since ?? '').split('-')
  return hub && hub === sinceHub ? Number(number) - Number(sinceNumber) : Number.NaN
}
