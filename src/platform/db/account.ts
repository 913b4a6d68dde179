import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

/** The system user that PostgreSQL runs as. `switched` when it is not the user of this process (we are root). */
export type Account = { readonly name: string; readonly uid: number; readonly gid: number; readonly switched: boolean }

/** Where a cluster lives and who runs it. */
export type ClusterPlace = { readonly pgdata: string; readonly account: Account; readonly base: string }

/** Everything that root keeps for the service user; reachable by it, which the folder of the clone may not be. */
export const systemDirectory = '/var/lib/ventanilla'

/** The system folder that stands for `path` when we are root: the same path always gives the same folder. */
export function systemFolderFor(path: string): string {
  return join(systemDirectory, createHash('sha256').update(resolve(path)).digest('hex').slice(0, 12))
}

/**
 * Decides where the cluster of `dataDir` is. PostgreSQL refuses to run as root, so as root it runs as an unprivileged
 * user, in `dataDir` when that user can reach it and in the system directory when not. A cluster that exists already
 * stays where it is, whatever has happened to the permissions since.
 */
export function placeCluster(dataDir: string): ClusterPlace {
  const inPlace = join(dataDir, 'postgres')
  if (process.getuid?.() !== 0) {
    mkdirSync(dataDir, { recursive: true, mode: 0o750 })
    return { pgdata: inPlace, account: ownAccount(), base: dataDir }
  }
  const aside = systemFolderFor(dataDir)
  mkdirSync(dataDir, { recursive: true, mode: 0o711 })
  const base = existsSync(join(inPlace, 'PG_VERSION'))
    ? dataDir
    : existsSync(join(aside, 'postgres', 'PG_VERSION'))
      ? aside
      : undefined
  if (base !== undefined) {
    const pgdata = join(base, 'postgres')
    const owner = statSync(pgdata)
    const account = owner.uid === 0 ? serviceAccount() : { ...owner, name: nameOf(owner.uid), switched: true }
    return { pgdata, account, base }
  }
  const account = serviceAccount()
  if (reachable(dataDir, account)) return { pgdata: inPlace, account, base: dataDir }
  mkdirSync(aside, { recursive: true, mode: 0o711 })
  return { pgdata: join(aside, 'postgres'), account, base: aside }
}

/** Whether `account` may enter `path`: each folder above it and the folder itself must let it through. */
export function reachable(path: string, account: Pick<Account, 'uid' | 'gid'>): boolean {
  for (let at = resolve(path); ; at = dirname(at)) {
    const { mode, uid, gid } = statSync(at)
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001
    if ((mode & bit) === 0) return false
    if (at === dirname(at)) return true
  }
}

function ownAccount(): Account {
  const uid = process.getuid?.() ?? -1
  return { name: nameOf(uid), uid, gid: process.getgid?.() ?? -1, switched: false }
}

function serviceAccount(): Account {
  const found = lookUp('ventanilla') ?? createServiceAccount() ?? lookUp('nobody')
  if (found === undefined) {
    throw new Error(
      'PostgreSQL no puede ejecutarse como root y no existe un usuario de servicio. Cree uno con «useradd --system ventanilla» e intente de nuevo.',
    )
  }
  mkdirSync(systemDirectory, { recursive: true, mode: 0o711 })
  return { ...found, switched: true }
}

function createServiceAccount() {
  const options = ['--system', '--user-group', '--no-create-home', '--home-dir', systemDirectory]
  // Two first starts at once contend for the lock of /etc/passwd: the loser finds the user that the winner made.
  for (let attempt = 0; attempt < 5; attempt++) {
    const run = spawnSync('useradd', [...options, '--shell', '/usr/sbin/nologin', 'ventanilla'], { stdio: 'ignore' })
    const found = lookUp('ventanilla')
    if (found !== undefined || run.error !== undefined) return found
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200)
  }
  return undefined
}

function passwd(): string[][] {
  return existsSync('/etc/passwd')
    ? readFileSync('/etc/passwd', 'utf8')
        .split('\n')
        .map((line) => line.split(':'))
    : []
}

function lookUp(name: string) {
  const line = passwd().find((fields) => fields[0] === name)
  return line && { name, uid: Number(line[2]), gid: Number(line[3]) }
}

function nameOf(uid: number): string {
  return passwd().find((fields) => fields[2] === String(uid))?.[0] ?? String(uid)
}
