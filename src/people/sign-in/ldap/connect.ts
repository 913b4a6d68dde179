import { connect as connectPlain, isIP } from 'node:net'
import { type ConnectionOptions, connect as connectTls } from 'node:tls'
import { Client } from 'ldapts'
import { LdapFault, ldapFault } from './faults.ts'
import type { LdapAccess, LdapSettings } from './settings.ts'

export interface LdapConnection {
  readonly client: Client
  readonly url: string
}

/**
 * Connects to the first of the servers that answers, raises to TLS where told, binds the account that searches, does the work and ends
 * the connection. Throws `LdapFault` of the last server when none can be asked.
 */
export async function withDirectory<Result>(
  access: LdapAccess,
  work: (connection: LdapConnection) => Promise<Result>,
): Promise<Result> {
  let last: LdapFault | null = null
  for (const url of inOrder(access.settings.urls)) {
    const connection = await connectTo(url, access).catch((error: unknown) => ldapFault(error, url))
    if (connection instanceof LdapFault) {
      last = connection
      // What a server answers is an answer: the next one would say the same, and count a wrong password twice.
      if (!ANOTHER_MAY_ANSWER.has(connection.code)) break
      resting.set(url, performance.now() + REST)
      continue
    }
    resting.delete(url)
    try {
      return await work(connection)
    } catch (error) {
      throw ldapFault(error, url)
    } finally {
      await connection.client.unbind().catch(() => {})
    }
  }
  throw last ?? new LdapFault('unknown-host', '', 'no server is set')
}

const ANOTHER_MAY_ANSWER = new Set(['unreachable', 'unknown-host', 'timeout', 'certificate', 'not-tls', 'starttls'])

/** Milliseconds for which a server that did not answer is asked last. */
const REST = 60_000
const resting = new Map<string, number>()

function inOrder(urls: readonly string[]): readonly string[] {
  const rests = (url: string) => (resting.get(url) ?? 0) > performance.now()
  return [...urls.filter((url) => !rests(url)), ...urls.filter(rests)]
}

export async function connectTo(url: string, { settings, password }: LdapAccess): Promise<LdapConnection> {
  const client = openClient(url, settings)
  try {
    if (settings.startTls && !url.startsWith('ldaps:')) await raiseToTls(client, url, settings)
    await bindSearcher(client, { settings, password })
    return { client, url }
  } catch (error) {
    await client.unbind().catch(() => {})
    throw error
  }
}

/** The library waits without end for a server that accepts StartTLS and then says nothing. */
async function raiseToTls(client: Client, url: string, settings: LdapSettings): Promise<void> {
  const late = Promise.withResolvers<never>()
  const error = Object.assign(new Error('no TLS in time'), { code: 'ETIMEDOUT' })
  const timer = setTimeout(() => late.reject(error), settings.timeout * 1000)
  try {
    await Promise.race([client.startTLS(tlsOptions(url, settings)), late.promise])
  } finally {
    clearTimeout(timer)
  }
}

/** Makes the connection the searching account's again, after somebody's password was tried on it. */
export async function bindSearcher(client: Client, { settings, password }: LdapAccess): Promise<void> {
  if (settings.bindDn === null) return
  // A bind with a name and no password is no bind: servers answer yes, and it is nobody.
  if (password === '') throw new LdapFault('bind', settings.urls[0] ?? '', 'the searching account has no password')
  await client.bind(settings.bindDn, password)
}

function openClient(url: string, settings: LdapSettings): Client {
  const timeout = settings.timeout * 1000
  let connections = 0
  // The library connects anew when a connection is lost, and would go on in clear text what began under TLS.
  const once = () => {
    if (++connections > 1) throw Object.assign(new Error('the connection was lost'), { code: 'ECONNRESET' })
  }
  return new Client({
    url,
    timeout,
    connectTimeout: timeout,
    strictDN: false,
    // The library takes any options of TLS for a wish for it, whatever the address says.
    ...(url.startsWith('ldaps:') ? { tlsOptions: tlsOptions(url, settings) } : {}),
    createConnection: ((...args: Parameters<typeof connectPlain>) => {
      once()
      return connectPlain(...args)
    }) as typeof connectPlain,
    createSecureConnection: ((...args: Parameters<typeof connectTls>) => {
      if (url.startsWith('ldaps:')) once()
      return connectTls(...args)
    }) as typeof connectTls,
  })
}

function tlsOptions(url: string, { ca }: LdapSettings): ConnectionOptions {
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '')
  return {
    host,
    ...(isIP(host) === 0 ? { servername: host } : {}),
    ...(ca === null ? {} : { ca }),
    minVersion: 'TLSv1.2',
    rejectUnauthorized: true,
  }
}
