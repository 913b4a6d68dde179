import { type Answer, type HttpClient, httpClient } from './http-client.ts'

/** A person who has signed in, on one connection. */
export interface Session {
  get(path: string): Promise<Answer>
  post(path: string, input: unknown): Promise<Answer>
  close(): void
}

export async function signIn(port: number, username: string, password: string): Promise<Session> {
  const client: HttpClient = await httpClient(port)
  const json = { 'content-type': 'application/json' }
  const entered = await client.send('POST', '/api/session', json, JSON.stringify({ username, password }))
  if (entered.status !== 201) throw new Error(`${username} could not sign in: ${entered.status} ${entered.body}`)
  const cookie = /set-cookie: ([^;]+)/i.exec(entered.headers)?.[1] ?? ''
  const session = await client.send('GET', '/api/session', { cookie })
  const { csrf } = JSON.parse(session.body) as { csrf: string }
  return {
    get: (path) => client.send('GET', path, { cookie, accept: 'text/html' }),
    post: (path, input) => client.send('POST', path, { ...json, cookie, 'x-csrf-token': csrf }, JSON.stringify(input)),
    close: () => client.close(),
  }
}
