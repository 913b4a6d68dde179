import { sql } from 'kysely'
import { hashPassword } from '#src/platform/crypto/password.ts'
import { Refused } from '#src/platform/refusal.ts'
import type { PersonId } from '#src/procedure/types.ts'
import { saveCredential } from '../credential.store.ts'
import { oneTimePassword } from '../one-time-password.ts'
import { peopleRefusal } from '../refusals.ts'
import { endSessionsOf } from '../session.store.ts'
import type { InstitutionDirectory, Person } from '../types.ts'
import {
  type AdminContext,
  adminCommand,
  found,
  type Params,
  type Prefill,
  refuseField,
  sameRevision,
} from './command.ts'
import * as field from './field.ts'

const fields = {
  revision: field.revision(),
  name: field.text({ es: 'Nombre completo', en: 'Full name' }),
  username: field.text(
    {
      es: 'Usuario',
      en: 'User name',
      help: {
        es: 'En minúsculas, como en su correo: ana.lopez.',
        en: 'Lower case, as in the e-mail address: ana.lopez.',
      },
    },
    {
      max: 64,
      lower: true,
      pattern: /^[a-z0-9][a-z0-9._@-]*$/,
      fault: {
        code: 'not-a-username',
        es: 'Use letras sin tilde, números, punto o guion.',
        en: 'Use plain letters, digits, dots or dashes.',
      },
    },
  ),
  email: field.optionalText(
    { es: 'Correo', en: 'E-mail' },
    {
      max: 254,
      pattern: /^[^\s@]+@[^\s@]+$/,
      fault: {
        code: 'not-an-address',
        es: 'Escriba una dirección como nombre@institucion.gob.',
        en: 'Write an address such as name@institution.gob.',
      },
    },
  ),
  phone: field.optionalText({ es: 'Teléfono', en: 'Telephone' }, { max: 40 }),
  extension: field.optionalText({ es: 'Extensión', en: 'Extension' }, { max: 20 }),
  unit: field.optionalChoice({ es: 'Dependencia donde trabaja', en: 'Unit' }, field.unitOptions),
}
const button = { es: 'Guardar la persona', en: 'Save the person' }
export const pageOf = (person: PersonId): string => `/administracion/personas/${person}`

export const createPerson = adminCommand({
  action: 'person.create',
  words: { es: 'Nueva persona', en: 'New person', button },
  page: '/administracion/personas/nueva',
  api: '/api/people',
  fields,
  givesPassword: true,
  prefill: () => ({ values: {}, about: '', back: '/administracion/personas' }),
  async run(context, _params, input) {
    checkPerson(context.directory, null, input)
    const { rows } = await sql<{ id: PersonId }>`insert into person (username, name, email, phone, extension, unit_id)
      values (${input.username}, ${input.name}, ${input.email}, ${input.phone}, ${input.extension}, ${input.unit})
      returning id`.execute(context.tx)
    const { id } = rows[0]!
    return { subject: { kind: 'person', id }, go: pageOf(id), oneTimePassword: await giveOneTimePassword(context, id) }
  },
})

export const editPerson = adminCommand({
  action: 'person.edit',
  words: { es: 'Datos de la persona', en: 'Particulars', button },
  page: '/administracion/personas/:id/datos',
  api: '/api/people/:id',
  fields,
  prefill: (directory, params) => aboutPerson(directory, params, (person) => ({ ...person })),
  async run({ tx, directory }, { id }, input) {
    const person = found(directory.personById(id!))
    sameRevision(person, input.revision)
    checkPerson(directory, person, input)
    await sql`update person set username = ${input.username}, name = ${input.name}, email = ${input.email}, phone = ${input.phone},
      extension = ${input.extension}, unit_id = ${input.unit}, revision = revision + 1 where id = ${person.id}`.execute(
      tx,
    )
    return { subject: { kind: 'person', id: person.id }, go: pageOf(person.id) }
  },
})

export const resetPassword = adminCommand({
  action: 'person.reset-password',
  words: {
    es: 'Restablecer la contraseña',
    en: 'Reset the password',
    button: { es: 'Dar una contraseña de un solo uso', en: 'Give a one-time password' },
  },
  page: '/administracion/personas/:id/contrasena',
  api: '/api/people/:id/password-reset',
  fields: {},
  givesPassword: true,
  prefill: (directory, params) => aboutPerson(directory, params),
  async run(context, { id }) {
    const person = found(context.directory.personById(id!))
    const password = await giveOneTimePassword(context, person.id)
    await endSessionsOf(context.tx, person.id)
    return { subject: { kind: 'person', id: person.id }, go: pageOf(person.id), oneTimePassword: password }
  },
})

/** The person leaves the institution: tenures, deputies and groups end, nobody signs in with the name any more. */
export const endOfPost = adminCommand({
  action: 'person.leave',
  words: {
    es: 'Registrar la salida',
    en: 'Record the end of post',
    button: { es: 'Registrar la salida', en: 'Record the end of post' },
  },
  page: '/administracion/personas/:id/salida',
  api: '/api/people/:id/departure',
  fields: {
    leftOn: field.date({ es: 'Primer día en que ya no labora', en: 'First day away' }),
  },
  prefill(directory, params) {
    const about = aboutPerson(directory, params, () => ({ leftOn: directory.today }))
    return about && { ...about, leaves: params.id! }
  },
  async run({ tx, directory }, { id }, { leftOn }) {
    const person = found(directory.personById(id!))
    if (person.administratorSince !== null) refuseLastAdministrator(directory, person)
    await sql`update person set left_on = ${leftOn}, administrator_since = null, administrator_by = null, revision = revision + 1
      where id = ${person.id}`.execute(tx)
    for (const table of ['tenure', 'absence', 'deputy'] as const) {
      const stretch = sql.table(table)
      await sql`delete from ${stretch} where person_id = ${person.id} and from_on >= ${leftOn}`.execute(tx)
      await sql`update ${stretch} set until_on = ${leftOn}::date - 1
        where person_id = ${person.id} and (until_on is null or until_on >= ${leftOn})`.execute(tx)
    }
    await sql`delete from person_group_member where person_id = ${person.id}`.execute(tx)
    if (leftOn <= directory.today) await endSessionsOf(tx, person.id)
    return { subject: { kind: 'person', id: person.id }, go: pageOf(person.id) }
  },
})

export const nameAdministrator = adminCommand({
  action: 'person.name-administrator',
  words: {
    es: 'Nombrar administradora o administrador',
    en: 'Make an administrator',
    button: { es: 'Dar la administración', en: 'Give the administration' },
  },
  page: '/administracion/personas/:id/administracion',
  api: '/api/people/:id/administrator',
  fields: {},
  prefill: (directory, params) => aboutPerson(directory, params),
  async run({ tx, directory, actor, now }, { id }) {
    const person = found(directory.personById(id!))
    await sql`update person set administrator_since = coalesce(administrator_since, ${now}), administrator_by =
      case when administrator_since is null then ${actor}::uuid else administrator_by end, revision = revision + 1
      where id = ${person.id}`.execute(tx)
    return { subject: { kind: 'person', id: person.id }, go: pageOf(person.id) }
  },
})

export const withdrawAdministrator = adminCommand({
  action: 'person.withdraw-administrator',
  words: {
    es: 'Retirar la administración',
    en: 'Withdraw the administration',
    button: { es: 'Retirar la administración', en: 'Withdraw it' },
  },
  page: '/administracion/personas/:id/administracion/fin',
  api: '/api/people/:id/administrator/end',
  fields: {},
  prefill: (directory, params) => aboutPerson(directory, params),
  async run({ tx, directory }, { id }) {
    const person = found(directory.personById(id!))
    refuseLastAdministrator(directory, person)
    await sql`update person set administrator_since = null, administrator_by = null, revision = revision + 1
      where id = ${person.id}`.execute(tx)
    return { subject: { kind: 'person', id: person.id }, go: pageOf(person.id) }
  },
})

/** The form's place on a person's page. */
export function aboutPerson(
  directory: InstitutionDirectory,
  { id }: Params,
  values: (person: Person) => Readonly<Record<string, unknown>> = () => ({}),
): Prefill | null {
  const person = directory.personById(id!)
  return person && { values: values(person), about: person.name, back: pageOf(person.id) }
}

async function giveOneTimePassword({ tx, now }: AdminContext, person: PersonId): Promise<string> {
  const password = oneTimePassword()
  await saveCredential(tx, { person, hash: await hashPassword(password), oneTime: true, now })
  return password
}

function refuseLastAdministrator({ activePeople }: InstitutionDirectory, person: Person): void {
  if (!activePeople.some(({ id, administratorSince }) => id !== person.id && administratorSince !== null))
    throw new Refused(peopleRefusal('last-administrator'))
}

function checkPerson(
  directory: InstitutionDirectory,
  person: Person | null,
  input: Pick<Person, 'username' | 'email' | 'unit'>,
): void {
  const others = directory.rows.people.filter(({ id }) => id !== person?.id)
  if (others.some(({ username }) => username === input.username))
    refuseField('username', {
      code: 'taken',
      es: 'Otra persona tiene ese usuario. Escriba otro.',
      en: 'Somebody else has that user name. Write another.',
    })
  if (input.email !== null && others.some(({ email }) => email?.toLowerCase() === input.email?.toLowerCase()))
    refuseField('email', {
      code: 'taken',
      es: 'Otra persona tiene ese correo. Revíselo.',
      en: 'Somebody else has that address. Check it.',
    })
  if (input.unit !== null && !directory.unitById(input.unit))
    refuseField('unit', { code: 'unknown', es: 'Elija una dependencia de la lista.', en: 'Choose a unit of the list.' })
}
