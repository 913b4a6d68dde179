import { createHash } from 'node:crypto'
import { chownSync, lstatSync, mkdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Account } from './account.ts'

// A unix socket's whole path has at most 107 bytes, and the folder of the data is often longer.
const longest = 107 - '/.s.PGSQL.5432'.length

/**
 * Makes the folder of the server's socket: short, named after the data directory, and closed to everybody but
 * `account` (root passes every permission). Whoever could prepare it before us in a shared /tmp is not trusted: a
 * folder that is a link, or not ours, is passed over for one with a random name.
 */
export function runtimeFolder(pgdata: string, account: Account): string {
  const name = createHash('sha256').update(pgdata).digest('hex').slice(0, 10)
  if (account.switched) {
    try {
      mkdirSync('/run/ventanilla', { recursive: true, mode: 0o711 })
      return closed(join('/run/ventanilla', name), account) ?? fallback(account)
    } catch {
      // no /run, or read-only: as an ordinary user does
    }
  }
  return closed(join(shortTemporary(), `ventanilla-${account.uid}-${name}`), account) ?? fallback(account)
}

function shortTemporary(): string {
  const chosen = tmpdir()
  return Buffer.byteLength(chosen) + 40 <= longest ? chosen : '/tmp'
}

function closed(folder: string, account: Account): string | undefined {
  try {
    mkdirSync(folder, { mode: 0o700 })
    if (account.switched) chownSync(folder, account.uid, account.gid)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  const found = lstatSync(folder)
  const ours = found.isDirectory() && found.uid === account.uid && (found.mode & 0o077) === 0
  return ours ? folder : undefined
}

function fallback(account: Account): string {
  const folder = mkdtempSync(join(shortTemporary(), 'ventanilla-'))
  if (account.switched) chownSync(folder, account.uid, account.gid)
  return folder
}
