import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import { Client } from 'ldapts'

export const SUFFIX = 'dc=caminos,dc=example'
export const SEARCHER = { dn: `cn=ventanilla,${SUFFIX}`, password: 'clave de consulta' }
const ADMIN = { dn: `cn=admin,${SUFFIX}`, password: 'clave de administración' }

/** A person of the test's directory. */
export interface SlapdPerson {
  readonly uid: string
  readonly name: string
  readonly password?: string
  readonly mail?: string
}

export interface Slapd {
  /** `ldap://localhost:…` */
  readonly url: string
  readonly tlsUrl: string
  /** PEM of the authority that signed the server's certificate. */
  readonly ca: string
  /** A client bound as the one that may change everything. */
  admin(): Promise<Client>
  stop(): Promise<void>
}

/**
 * Debian's slapd on free ports of this machine, with a folder, a certificate and people of its own. It gives 500 entries at most to
 * whoever asks without pages. Ended, by its process id, when the file's tests are over.
 */
export async function startSlapd(
  people: readonly SlapdPerson[],
  context: { after(work: () => Promise<void>): void } = { after },
): Promise<Slapd> {
  const folder = mkdtempSync(join(tmpdir(), 'ventanilla-slapd-'))
  const data = join(folder, 'data')
  mkdirSync(data)
  makeCertificates(folder)
  const config = join(folder, 'slapd.conf')
  writeFileSync(config, configOf(folder, data))
  const ldif = join(folder, 'people.ldif')
  writeFileSync(ldif, ldifOf(people))
  const loaded = spawnSync('/usr/sbin/slapadd', ['-q', '-f', config, '-l', ldif], { encoding: 'utf8' })
  if (loaded.status !== 0) throw new Error(`slapadd: ${loaded.stderr}`)

  const [port, tlsPort] = [await freePort(), await freePort()]
  const listen = `ldap://127.0.0.1:${port}/ ldaps://127.0.0.1:${tlsPort}/`
  const child = spawn('/usr/sbin/slapd', ['-d', '0', '-h', listen, '-f', config], { stdio: 'ignore' })
  let stopped: Promise<void> | undefined
  const stop = () => (stopped ??= end(child))
  context.after(async () => {
    await stop()
    rmSync(folder, { recursive: true, force: true })
  })
  await untilListening(port, child)
  const url = `ldap://localhost:${port}`
  return {
    url,
    tlsUrl: `ldaps://localhost:${tlsPort}`,
    ca: readFileSync(join(folder, 'ca.crt'), 'utf8'),
    stop,
    async admin() {
      const client = new Client({ url, strictDN: false })
      await client.bind(ADMIN.dn, ADMIN.password)
      return client
    },
  }
}

export const dnOf = (uid: string): string => `uid=${uid},ou=personas,${SUFFIX}`
export const groupDn = (name: string): string => `cn=${name},ou=grupos,${SUFFIX}`

const configOf = (folder: string, data: string) => `
include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/nis.schema
include /etc/ldap/schema/inetorgperson.schema
modulepath /usr/lib/ldap
moduleload back_mdb.la
moduleload memberof.la
pidfile ${join(folder, 'slapd.pid')}
argsfile ${join(folder, 'slapd.args')}
TLSCACertificateFile ${join(folder, 'ca.crt')}
TLSCertificateFile ${join(folder, 'server.crt')}
TLSCertificateKeyFile ${join(folder, 'server.key')}
sizelimit 500
database mdb
suffix "${SUFFIX}"
rootdn "${ADMIN.dn}"
rootpw "${ADMIN.password}"
directory ${data}
limits dn.exact="${SEARCHER.dn}" size.soft=500 size.hard=500 size.prtotal=unlimited
access to attrs=userPassword by anonymous auth by * none
access to * by dn.exact="${SEARCHER.dn}" read by * none
overlay memberof
memberof-dangling ignore
memberof-refint true
`

function ldifOf(people: readonly SlapdPerson[]): string {
  const entries = [
    ['objectClass: dcObject', 'objectClass: organization', 'dc: caminos', 'o: Ministerio de Caminos'],
    ['objectClass: organizationalUnit', 'ou: personas'],
    ['objectClass: organizationalUnit', 'ou: grupos'],
    [
      'objectClass: organizationalRole',
      'objectClass: simpleSecurityObject',
      'cn: ventanilla',
      base64('userPassword', SEARCHER.password),
    ],
  ]
  const names = [SUFFIX, `ou=personas,${SUFFIX}`, `ou=grupos,${SUFFIX}`, SEARCHER.dn]
  const fixed = entries.map((lines, at) => [`dn: ${names[at]}`, ...lines])
  const persons = people.map(({ uid, name, password, mail }) => [
    `dn: ${dnOf(uid)}`,
    'objectClass: inetOrgPerson',
    `uid: ${uid}`,
    base64('cn', name),
    base64('sn', name.split(' ').at(-1)!),
    ...(mail === undefined ? [] : [`mail: ${mail}`]),
    ...(password === undefined ? [] : [base64('userPassword', password)]),
  ])
  return `${[...fixed, ...persons].map((lines) => lines.join('\n')).join('\n\n')}\n`
}

const base64 = (name: string, value: string) => `${name}:: ${Buffer.from(value).toString('base64')}`

/** An authority and a certificate for `localhost` alone, by openssl. */
function makeCertificates(folder: string): void {
  const file = (name: string) => join(folder, name)
  const openssl = (...args: string[]) => {
    const run = spawnSync('openssl', args, { encoding: 'utf8' })
    if (run.status !== 0) throw new Error(`openssl: ${run.stderr}`)
  }
  const key = ['-newkey', 'rsa:2048', '-nodes']
  openssl('req', '-x509', ...key, '-keyout', file('ca.key'), '-out', file('ca.crt'), '-subj', '/CN=Autoridad de prueba')
  openssl('req', ...key, '-keyout', file('server.key'), '-out', file('server.csr'), '-subj', '/CN=localhost')
  writeFileSync(file('server.ext'), 'subjectAltName=DNS:localhost\n')
  const signing = ['-CA', file('ca.crt'), '-CAkey', file('ca.key'), '-CAcreateserial', '-extfile', file('server.ext')]
  openssl('x509', '-req', '-in', file('server.csr'), '-out', file('server.crt'), ...signing)
}

export async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}

async function untilListening(port: number, child: ChildProcess): Promise<void> {
  const until = performance.now() + 30_000
  while (performance.now() < until) {
    if (child.exitCode !== null) throw new Error(`slapd ended with ${child.exitCode}`)
    const open = await new Promise<boolean>((settle) => {
      const socket = connect(port, '127.0.0.1')
      socket.once('connect', () => settle(true)).once('error', () => settle(false))
      socket.unref()
      socket.once('connect', () => socket.destroy())
    })
    if (open) return
    await new Promise((turn) => setTimeout(turn, 50))
  }
  throw new Error('slapd does not listen')
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const over = once(child, 'exit')
  child.kill('SIGTERM')
  const late = setTimeout(() => child.kill('SIGKILL'), 5_000)
  await over
  clearTimeout(late)
}
