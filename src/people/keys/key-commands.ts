import { sql } from 'kysely'
import { isUuid } from '#src/platform/uuid.ts'
import type { PersonId } from '#src/procedure/types.ts'
import { type AnyAdminCommand, adminCommand, found, refuseField } from '../admin/command.ts'
import * as field from '../admin/field.ts'
import { insertKey, keyById, listServiceAccounts, revokeKey } from './key.store.ts'
import { checkKey, keyFields } from './key-fields.ts'

export const KEYS_PAGE = '/administracion/llaves'

export const KEY_TOKEN_WORDS = {
  es: {
    title: 'Llave de la API',
    lead: 'Cópiela ahora al programa que la usará. No se mostrará otra vez: Ventanilla no la guarda.',
    next: 'Se envía en cada solicitud, en el encabezado «Authorization: Bearer» seguido de la llave.',
  },
  en: {
    title: 'API key',
    lead: 'Copy it now into the program that will use it. It will not be shown again: Ventanilla does not keep it.',
    next: 'It is sent with every request, in the header "Authorization: Bearer" followed by the key.',
  },
}

const createServiceAccount = adminCommand({
  action: 'service-account.create',
  words: {
    es: 'Nueva cuenta de servicio',
    en: 'New service account',
    button: { es: 'Crear la cuenta', en: 'Make the account' },
  },
  page: '/administracion/llaves/cuenta-nueva',
  api: '/api/service-accounts',
  fields: {
    name: field.text({
      es: 'Nombre del sistema',
      en: 'Name of the system',
      help: { es: 'Así firmará sus actos en los expedientes.', en: 'Its acts in cases will carry this name.' },
    }),
    username: field.text(
      { es: 'Usuario', en: 'User name', help: { es: 'En minúsculas: sistema.compras.', en: 'Lower case.' } },
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
    purpose: field.text({ es: 'Para qué existe', en: 'What it exists for' }, { max: 500 }),
    unit: field.optionalChoice(
      { es: 'Dependencia que responde por ella', en: 'Unit that answers for it' },
      field.unitOptions,
    ),
  },
  prefill: () => ({ values: {}, about: '', back: KEYS_PAGE }),
  async run({ tx, directory, actor, now }, _params, input) {
    if (directory.rows.people.some(({ username }) => username.toLowerCase() === input.username))
      refuseField('username', {
        code: 'taken',
        es: 'Ese usuario ya está en uso. Escriba otro.',
        en: 'That user name is taken. Write another.',
      })
    if (input.unit !== null && directory.unitById(input.unit) === null)
      refuseField('unit', { code: 'unknown', es: 'Elija una opción de la lista.', en: 'Choose an option of the list.' })
    const { rows } = await sql<{ id: PersonId }>`
      insert into person (username, name, unit_id) values (${input.username}, ${input.name}, ${input.unit}) returning id`.execute(
      tx,
    )
    const { id } = rows[0]!
    await sql`insert into service_account (person_id, purpose, made_by, made_at) values (${id}, ${input.purpose}, ${actor}, ${now})`.execute(
      tx,
    )
    return { subject: { kind: 'person', id }, go: KEYS_PAGE }
  },
})

const makeServiceKey = adminCommand({
  action: 'key.make',
  words: {
    es: 'Nueva llave de una cuenta de servicio',
    en: 'New key of a service account',
    button: { es: 'Crear la llave', en: 'Make the key' },
  },
  page: '/administracion/llaves/cuentas/:id/llave-nueva',
  api: '/api/service-accounts/:id/keys',
  fields: keyFields,
  givesToken: KEY_TOKEN_WORDS,
  async prefill(directory, { id }, db) {
    const accounts = await listServiceAccounts(db)
    if (!accounts.some(({ person }) => person === id)) return null
    return { values: {}, about: directory.personName(id!), back: KEYS_PAGE }
  },
  async run({ tx, directory, actor, now }, { id }, input) {
    // Only of service accounts: a key of another person would be signing in as that person.
    const account = found((await listServiceAccounts(tx)).find(({ person }) => person === id))
    const key = checkKey(directory, input)
    const made = await insertKey(tx, { ...key, person: account.person, madeBy: actor!, now })
    return { subject: { kind: 'key', id: made.id }, go: KEYS_PAGE, token: made.token }
  },
})

const revoke = adminCommand({
  action: 'key.revoke',
  words: {
    es: 'Revocar la llave',
    en: 'Revoke the key',
    button: { es: 'Revocarla ahora', en: 'Revoke it now' },
  },
  page: '/administracion/llaves/:id/revocar',
  api: '/api/keys/:id/revocation',
  fields: {},
  async prefill(directory, { id }, db) {
    const key = isUuid(id!) ? await keyById(db, id!) : null
    if (key === null || key.revokedAt !== null) return null
    return {
      values: {},
      about: `${key.name} · ${key.prefix}… · ${directory.personName(key.person)}`,
      back: KEYS_PAGE,
    }
  },
  async run({ tx, actor, now }, { id }) {
    const key = found(isUuid(id!) ? await keyById(tx, id!) : null)
    await revokeKey(tx, key.id, actor!, now)
    return { subject: { kind: 'key', id: key.id }, go: KEYS_PAGE }
  },
})

/** What administrators do with keys: those of service accounts, and revoking any. */
export const KEY_COMMANDS: readonly AnyAdminCommand[] = [createServiceAccount, makeServiceKey, revoke]
