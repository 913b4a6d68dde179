import { sql } from 'kysely'
import { adminCommand, found } from '../admin/command.ts'
import * as field from '../admin/field.ts'
import { aboutPerson, pageOf } from '../admin/people.ts'
import { endSessionsOf } from '../session.store.ts'
import { unlinkIdentity } from './identity.store.ts'
import { removePasskeysOf } from './passkeys/passkey.store.ts'
import { SECOND_FACTOR, type SecondFactorPolicy, secondFactorPolicy } from './policy.ts'
import { removeSecondFactor } from './totp/second-factor.ts'

const HOME = '/administracion/ingreso'

export const POLICY_OPTIONS: readonly {
  readonly value: SecondFactorPolicy
  readonly label: string
  readonly en: string
}[] = [
  { value: 'nobody', label: 'A nadie: cada quien decide', en: 'Of nobody: everybody decides' },
  {
    value: 'administrators-and-heads',
    label: 'A la administración y las jefaturas',
    en: 'Of administrators and heads',
  },
  { value: 'everybody', label: 'A todas las personas', en: 'Of everybody' },
]

/** Of whom a second factor is asked. Who has none is led to set it up at the next page. */
export const requireSecondFactor = adminCommand({
  action: 'sign-in.require-second-factor',
  words: {
    es: 'A quién se pide un segundo factor',
    en: 'Of whom a second factor is asked',
    button: { es: 'Guardar', en: 'Save' },
  },
  page: '/administracion/ingreso/segundo-factor',
  api: '/api/sign-in/second-factor-policy',
  fields: {
    policy: field.oneOf(
      {
        es: 'Se pide un segundo factor',
        en: 'A second factor is asked',
        help: {
          es: 'A quien no lo tenga se le pedirá activarlo en la página siguiente que abra.',
          en: 'Whoever has none will be asked to set it up at the next page.',
        },
      },
      POLICY_OPTIONS,
    ),
  },
  prefill: (directory) => ({ values: { policy: secondFactorPolicy(directory) }, about: '', back: HOME }),
  async run({ tx, directory }, _params, { policy }) {
    await sql`update institution set settings = settings || ${JSON.stringify({ [SECOND_FACTOR]: policy })}::jsonb,
      revision = revision + 1`.execute(tx)
    return { subject: { kind: 'institution', id: directory.rows.institution?.code ?? '' }, go: HOME }
  },
})

/** For whoever lost the telephone: the second factor and the passkeys go, and the sessions end. */
export const resetSecondFactor = adminCommand({
  action: 'person.reset-second-factor',
  words: {
    es: 'Restablecer el segundo factor',
    en: 'Reset the second factor',
    button: { es: 'Quitar el segundo factor y las llaves', en: 'Remove the second factor and the passkeys' },
  },
  page: '/administracion/personas/:id/segundo-factor',
  api: '/api/people/:id/second-factor-reset',
  fields: {},
  prefill: (directory, params) => aboutPerson(directory, params),
  async run({ tx, directory }, { id }) {
    const person = found(directory.personById(id!))
    await removeSecondFactor(tx, person.id)
    await removePasskeysOf(tx, person.id)
    await endSessionsOf(tx, person.id)
    return { subject: { kind: 'person', id: person.id }, go: pageOf(person.id) }
  },
})

/** The person is no longer tied to an account of outside; what was given by groups stays until somebody ends it. */
export const unlinkAccount = adminCommand({
  action: 'person.unlink-account',
  words: {
    es: 'Separar de la cuenta externa',
    en: 'Unlink the outside account',
    button: { es: 'Separar la cuenta', en: 'Unlink the account' },
  },
  page: '/administracion/personas/:id/cuenta-externa/separar',
  api: '/api/people/:id/outside-account/end',
  fields: {
    source: field.oneOf({ es: 'Cuenta', en: 'Account' }, [
      { value: 'directory', label: 'Directorio de la institución (LDAP)', en: 'The institution’s directory (LDAP)' },
      { value: 'openid', label: 'Proveedor OpenID Connect', en: 'OpenID Connect provider' },
    ]),
  },
  prefill: (directory, params) => aboutPerson(directory, params),
  async run({ tx, directory }, { id }, { source }) {
    const person = found(directory.personById(id!))
    await unlinkIdentity(tx, person.id, source)
    await sql`delete from mapped_grant where person_id = ${person.id} and source = ${source}`.execute(tx)
    await endSessionsOf(tx, person.id)
    return { subject: { kind: 'person', id: person.id }, go: pageOf(person.id) }
  },
})
