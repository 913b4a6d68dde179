import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setImmediate as turn } from 'node:timers/promises'
import type { ClamdAddress } from './clamd-address.ts'

/** What clamd said of a content. */
export type ScanAnswer =
  | { readonly kind: 'clean' }
  | { readonly kind: 'infected'; readonly signature: string }
  /** It cannot look into this content, now or later: `said` is its own sentence. */
  | { readonly kind: 'unscannable'; readonly said: string }

/** clamd cannot be reached, hangs, or answers what no clamd says: to be asked again later. */
export class ClamdDown extends Error {}

export interface ScanPatience {
  /** Milliseconds to connect. */
  readonly connect: number
  /** Milliseconds without a byte going either way. */
  readonly idle: number
  /** Milliseconds for all of it. */
  readonly whole: number
}

/** An answer is one line; whatever sends more is no clamd. */
const MOST_ANSWER = 4_096
const PIECE = 64 * 1024

/**
 * Sends a content in pieces by the command INSTREAM and gives the answer. Throws `ClamdDown` where there is none; what reading the
 * content throws goes through. Of the content no more than a piece is in memory.
 */
export async function scanStream(
  address: ClamdAddress,
  content: AsyncIterable<Uint8Array>,
  patience: ScanPatience,
): Promise<ScanAnswer> {
  let sent = 0
  const send = async (socket: Socket, answered: Answered) => {
    await write(socket, 'zINSTREAM\0', answered)
    for await (const chunk of content) {
      for (let at = 0; at < chunk.length; at += PIECE) {
        // Answered before the end: the content is larger than clamd takes, and it reads no more.
        if (answered()) return
        const piece = chunk.subarray(at, at + PIECE)
        const head = Buffer.alloc(4)
        head.writeUInt32BE(piece.length)
        await write(socket, Buffer.concat([head, piece]), answered)
        sent += piece.length
        // An answer that is there is read before the next piece is written to a connection that clamd has closed.
        await turn()
      }
    }
    if (!answered()) await write(socket, Buffer.alloc(4), answered)
  }
  try {
    return answerOf(await talk(address, patience, send))
  } catch (error) {
    if (sent === 0 || !closedOnUs(error)) throw error
    // Closed in the middle, its answer lost with the connection. Where it goes on answering, it did not want this content.
    await clamdVersion(address, patience)
    return { kind: 'unscannable', said: `clamd closed the connection after ${sent} bytes` }
  }
}

function closedOnUs(error: unknown): boolean {
  const { cause } = error as { cause?: { code?: string } }
  return error instanceof ClamdDown && (cause?.code === 'EPIPE' || cause?.code === 'ECONNRESET')
}

/** The version that clamd says (`ClamAV 1.4.3/27500/…`); throws `ClamdDown` where it does not answer. */
export async function clamdVersion(address: ClamdAddress, patience: ScanPatience): Promise<string> {
  const line = await talk(address, patience, (socket, answered) => write(socket, 'zVERSION\0', answered))
  if (/^[\x20-\x7e]{1,200}$/.test(line)) return line
  throw new ClamdDown('what answers is no clamd')
}

function answerOf(line: string): ScanAnswer {
  const found = /^stream: (.{1,300}) FOUND$/s.exec(line)
  if (found?.[1] !== undefined) {
    // With AlertExceedsMax, clamd reports content that it did not look into as if it had found something.
    if (found[1].startsWith('Heuristics.Limits.Exceeded')) return { kind: 'unscannable', said: printable(found[1]) }
    return { kind: 'infected', signature: printable(found[1]) }
  }
  if (line === 'stream: OK') return { kind: 'clean' }
  if (/size limit exceeded/i.test(line)) return { kind: 'unscannable', said: printable(line) }
  throw new ClamdDown(`clamd answered: ${printable(line)}`)
}

const printable = (text: string): string => text.replace(/[^\x20-\x7e]/g, '?').slice(0, 300)

type Answered = () => boolean

async function talk(
  address: ClamdAddress,
  patience: ScanPatience,
  say: (socket: Socket, answered: Answered) => Promise<void>,
): Promise<string> {
  const socket = address.kind === 'unix' ? connect(address.path) : connect(address.port, address.host)
  const fall = (why: string) => socket.destroy(new ClamdDown(why))
  const whole = setTimeout(() => fall('clamd took too long'), patience.whole)
  const connecting = setTimeout(() => fall('clamd does not take the connection'), patience.connect)
  socket.setTimeout(patience.idle, () => fall('clamd is silent'))
  let over = false
  const answer = readAnswer(socket).finally(() => {
    over = true
  })
  // Awaited below; until then its failure is also that of what is being sent.
  answer.catch(() => {})
  try {
    await Promise.race([once(socket, 'connect'), answer])
    clearTimeout(connecting)
    await say(socket, () => over).catch((error: unknown) => {
      // A broken pipe: clamd closed, and what it said of it is in the answer.
      if (!isOfSocket(error)) throw error
    })
    return await answer
  } catch (error) {
    if (error instanceof ClamdDown || !isOfSocket(error)) throw error
    throw new ClamdDown((error as Error).message, { cause: error })
  } finally {
    clearTimeout(whole)
    clearTimeout(connecting)
    socket.destroy()
  }
}

function readAnswer(socket: Socket): Promise<string> {
  return new Promise((settle, fail) => {
    let said = ''
    const done = () => (said === '' ? fail(new ClamdDown('clamd closed without an answer')) : settle(said.trim()))
    socket.on('data', (data: Buffer) => {
      said += data.toString('latin1')
      const end = said.indexOf('\0')
      if (end >= 0) settle(said.slice(0, end))
      else if (said.length > MOST_ANSWER) fail(new ClamdDown('what answers is no clamd'))
    })
    socket.once('end', done)
    socket.once('close', done)
    // A reset after the answer came loses nothing.
    socket.once('error', (error) => (said === '' ? fail(error) : done()))
  })
}

async function write(socket: Socket, data: string | Buffer, answered: Answered): Promise<void> {
  if (socket.write(data) || answered()) return
  // `close` too: nobody drains a socket that is gone.
  const stop = new AbortController()
  try {
    await Promise.race([
      once(socket, 'drain', { signal: stop.signal }),
      once(socket, 'close', { signal: stop.signal }),
      once(socket, 'data', { signal: stop.signal }),
    ])
  } finally {
    stop.abort()
  }
}

function isOfSocket(error: unknown): boolean {
  if (error instanceof ClamdDown) return true
  const { code, syscall } = error as { code?: string; syscall?: string }
  const ofNetwork = ['connect', 'write', 'read', 'getaddrinfo'].includes(syscall ?? '')
  return (
    ofNetwork &&
    /^E(?:PIPE|CONN\w+|NOENT|ACCES|TIMEDOUT|HOSTUNREACH|NETUNREACH|NOTFOUND|AI_AGAIN|PERM)$/.test(code ?? '')
  )
}
