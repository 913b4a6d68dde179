// The directory set by the environment, tried and synchronised from the command line.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { loadPeople, readCalendarFiles, signInJob } from '#src/people/index.ts'
import { ldapFromEnvironment } from '#src/people/sign-in/ldap/environment.ts'
import { createLog } from '#src/platform/log.ts'
import { calendarsFolder } from '#src/program/places.ts'
import { installationSecret } from '#src/program/signing-key.ts'
import { commandLine } from '../../test/support/command-line.ts'
import { testDatabase } from '../../test/support/database.ts'
import { SEARCHER, SUFFIX, startSlapd } from '../../test/support/slapd.ts'

const { db, url, ownerUrl } = await testDatabase()
const now = new Date().toISOString()
await loadPeople(
  db,
  {
    institution: { name: 'Instituto de Prueba', code: 'IP', calendar: 'GT' },
    units: [{ code: 'IP', name: 'Instituto', parent: null }],
    positions: [],
    people: [{ username: 'admin', name: 'Amalia Ordóñez', administrator: true, positions: [] }],
    deputies: [],
    absences: [],
    groups: [],
    lists: [],
  },
  { calendars: readCalendarFiles(calendarsFolder), now, demoPassword: 'ventanilla' },
)
const folder = mkdtempSync(join(tmpdir(), 'ventanilla-directory-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const slapd = await startSlapd([
  { uid: 'nora', name: 'Nora Nueva' },
  { uid: 'ines', name: 'Inés Ixcot' },
])
const [ca, password] = [join(folder, 'ca.pem'), join(folder, 'clave')]
writeFileSync(ca, slapd.ca)
writeFileSync(password, `${SEARCHER.password}\n`)
const LDAP = {
  LDAP_URL: slapd.url,
  LDAP_STARTTLS: '1',
  LDAP_CA_FILE: ca,
  LDAP_BIND_DN: SEARCHER.dn,
  LDAP_BIND_PASSWORD_FILE: password,
  LDAP_BASE: `ou=personas,${SUFFIX}`,
  LDAP_CREATE: 'all',
}
const env = { ...process.env, ...LDAP, DATABASE_URL: url, DATABASE_OWNER_URL: ownerUrl, DATA_DIR: folder }
const ventanilla = commandLine({ env })
const people = async () =>
  (await sql<{ username: string }>`select username from person order by username`.execute(db)).rows.map(
    ({ username }) => username,
  )

test('without --apply it only says what would change; with it, it does', async () => {
  const told = await ventanilla('directory')
  assert.deepEqual([told.status, told.stderr], [0, ''])
  assert.match(told.stdout, /✔ ldap:\/\/localhost:\d+: Conectó y leyó 2 personas/)
  assert.match(told.stdout, /Nora Nueva: Se crea, con el usuario nora/)
  assert.match(told.stdout, /Agregue --apply/)
  assert.deepEqual(await people(), ['admin'])
  const done = await ventanilla('directory', '--apply')
  assert.equal(done.status, 0, done.stderr)
  assert.deepEqual(await people(), ['admin', 'ines', 'nora'])
  const again = await ventanilla('directory')
  assert.match(again.stdout, /tiene 2 personas; cambian 0/)
  for (const { stdout, stderr } of [told, done, again]) assert.ok(!(stdout + stderr).includes(SEARCHER.password))
})

test('the job reads the directory when its hours have passed, once', async () => {
  const lines: string[] = []
  const log = createLog('info', { write: (line) => lines.push(line) })
  const at = (hours: number) => Temporal.Instant.from(now).add({ hours })
  const job = (hours: number) =>
    signInJob(
      { db, now: () => at(hours), secret: installationSecret(folder), https: false, embedded: false, nav: () => [] },
      log,
    )
  const readAt = async () =>
    (await sql<{ at: string }>`select synchronised_at as at from sign_in_source`.execute(db)).rows.map(({ at }) =>
      Date.parse(at),
    )
  await job(5)
  const first = await readAt()
  assert.deepEqual(first, [at(5).epochMilliseconds])
  await job(8)
  assert.deepEqual(await readAt(), first, 'four hours have not passed')
  await slapd.stop()
  await job(10)
  const { rows } = await sql<{ kind: string }>`select outcome ->> 'kind' as kind from sign_in_source`.execute(db)
  assert.deepEqual(rows, [{ kind: 'fault' }])
  assert.match(lines.join(''), /the directory could not be asked/)
  const down = await ventanilla('directory')
  assert.equal(down.status, 1)
  assert.match(down.stdout, /✖ ldap:.*Nadie responde/)
})

test('what the environment says wrongly is refused in a sentence', () => {
  assert.equal(ldapFromEnvironment({}), null)
  for (const [wrong, says] of [
    [{ LDAP_BASE: '' }, /LDAP_BASE/],
    [{ LDAP_URL: 'https://ad1.min.gob' }, /ldaps:\/\//],
    [{ LDAP_CA_FILE: join(folder, 'no-esta') }, /LDAP_CA_FILE/],
    [{ LDAP_KIND: 'novell' }, /LDAP_KIND/],
    [{ LDAP_SYNC_HOURS: 'cuatro' }, /LDAP_SYNC_HOURS/],
    [{ LDAP_BIND_PASSWORD_FILE: '', LDAP_BIND_PASSWORD: '' }, /LDAP_BIND_PASSWORD/],
    [{ LDAP_USER_FILTER: '(uid=*)' }, /\{usuario\}/],
  ] as const)
    assert.throws(() => ldapFromEnvironment({ ...LDAP, ...wrong }), says)
  const ad = ldapFromEnvironment({ ...LDAP, LDAP_KIND: 'ad' })
  assert.equal(ad?.settings.attributes.id, 'objectGUID')
  assert.equal(ad?.password, SEARCHER.password)
})
