import { connect, type Socket } from 'node:net'

export interface Answer {
  readonly status: number
  readonly headers: string
  readonly body: string
}

/** One keep-alive connection that sends one request at a time. Written by hand so that the load costs less than what it measures. */
export interface HttpClient {
  send(method: 'GET' | 'POST', path: string, headers?: Readonly<Record<string, string>>, body?: string): Promise<Answer>
  close(): void
}

export async function httpClient(port: number): Promise<HttpClient> {
  const socket: Socket = connect({ port, host: '127.0.0.1', noDelay: true })
  await new Promise<void>((done, fail) => {
    socket.once('connect', done)
    socket.once('error', fail)
  })
  let buffered: Buffer = Buffer.alloc(0)
  let settle: ((answer: Answer) => void) | null = null
  let refuse: ((error: Error) => void) | null = null
  socket.on('data', (chunk: Buffer) => {
    buffered = buffered.length === 0 ? chunk : Buffer.concat([buffered, chunk])
    const answer = readAnswer(buffered)
    if (answer === null) return
    buffered = Buffer.alloc(0)
    settle?.(answer)
  })
  socket.on('error', (error) => refuse?.(error))
  socket.on('close', () => refuse?.(new Error('the server closed the connection')))
  return {
    send(method, path, headers = {}, body = '') {
      const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
      const length = method === 'POST' ? `content-length: ${Buffer.byteLength(body)}\r\n` : ''
      return new Promise((done, fail) => {
        settle = done
        refuse = fail
        socket.write(`${method} ${path} HTTP/1.1\r\nhost: localhost:${port}\r\n${lines.join('')}${length}\r\n${body}`)
      })
    },
    close: () => socket.destroy(),
  }
}

/** A whole answer, or null while some of it is missing. Knows `content-length` only, which is all that our server sends here. */
function readAnswer(buffer: Buffer): Answer | null {
  const end = buffer.indexOf('\r\n\r\n')
  if (end < 0) return null
  const headers = buffer.toString('latin1', 0, end)
  const length = Number(/content-length: (\d+)/i.exec(headers)?.[1] ?? 0)
  if (buffer.length < end + 4 + length) return null
  return { status: Number(headers.slice(9, 12)), headers, body: buffer.toString('utf8', end + 4, end + 4 + length) }
}
