import { adminCommand, refuseField } from '../../admin/command.ts'
import * as field from '../../admin/field.ts'
import { readSource, saveSource } from '../source.store.ts'
import { issuerIsFit, OIDC_DEFAULTS, type OidcSettings, oidcSettingsOf } from './settings.ts'

const HOME = '/administracion/ingreso'
const claim = {
  max: 100,
  pattern: /^[\w.:/-]+$/,
  fault: {
    code: 'not-a-claim',
    es: 'Escriba el nombre de un dato, por ejemplo preferred_username o realm_access.roles.',
    en: 'Write the name of a claim, for example preferred_username or realm_access.roles.',
  },
}

/** How the institution's OpenID provider is used. */
export const setOpenid = adminCommand({
  action: 'sign-in.set-openid',
  words: {
    es: 'Proveedor OpenID Connect',
    en: 'OpenID Connect provider',
    button: { es: 'Guardar', en: 'Save' },
  },
  page: '/administracion/ingreso/openid',
  api: '/api/sign-in/openid',
  fields: {
    active: field.yesNo({ es: 'Mostrar el botón en la página de entrada', en: 'Show the button at the sign-in page' }),
    issuer: field.text(
      {
        es: 'Dirección del emisor',
        en: 'Address of the issuer',
        help: {
          es: 'Como la dice el proveedor, por ejemplo https://identidad.min.gob/realms/min.',
          en: 'As the provider says it, for example https://identity.min.gob/realms/min.',
        },
      },
      { max: 500 },
    ),
    clientId: field.text({ es: 'Identificador del cliente', en: 'Client id' }),
    secret: field.secret({
      es: 'Secreto del cliente',
      en: 'Client secret',
      help: {
        es: 'Se guarda cifrado. Vacío: se conserva el anterior.',
        en: 'Kept encrypted. Empty: the former one stays.',
      },
    }),
    scopes: field.text(
      {
        es: 'Alcances',
        en: 'Scopes',
        help: { es: 'Separados por espacios; openid siempre.', en: 'Separated by blanks; openid always.' },
      },
      { max: 300 },
    ),
    username: field.text({ es: 'Dato del usuario', en: 'Claim of the user name' }, claim),
    name: field.text({ es: 'Dato del nombre', en: 'Claim of the name' }, claim),
    email: field.text({ es: 'Dato del correo', en: 'Claim of the e-mail' }, claim),
    groups: field.text({ es: 'Dato de los grupos', en: 'Claim of the groups' }, claim),
    button: field.text(
      {
        es: 'Texto del botón',
        en: 'Text of the button',
        help: { es: 'Entrar con la cuenta institucional', en: 'As people know the account' },
      },
      { max: 60 },
    ),
    create: field.oneOf({ es: 'A quién se crea en Ventanilla', en: 'Who is made a person in Ventanilla' }, [
      {
        value: 'mapped',
        label: 'Solo a quien está en un grupo asignado',
        en: 'Only members of a group that has a place',
      },
      { value: 'all', label: 'A quien confirme el proveedor', en: 'Everybody whom the provider confirms' },
    ]),
    joinByMail: field.yesNo({
      es: 'Unir por correo verificado a las personas que ya existen',
      en: 'Join by verified e-mail those who are here already',
      help: {
        es: 'Solo si el proveedor comprueba los correos. A quien administra nunca se le une así.',
        en: 'Only if the provider checks addresses. Administrators are never joined so.',
      },
    }),
    bothFactors: field.yesNo({
      es: 'El proveedor ya pide un segundo factor',
      en: 'The provider asks for a second factor itself',
      help: { es: 'Con «Sí», Ventanilla no pide otro.', en: 'With “Yes”, Ventanilla asks for no other.' },
    }),
    allowHttp: field.yesNo({
      es: 'Permitir http:// en este mismo equipo',
      en: 'Allow http:// on this same computer',
      help: { es: 'Solo para pruebas.', en: 'For trials alone.' },
    }),
  },
  async prefill(_directory, _params, db) {
    const stored = await readSource(db, 'openid')
    const { claims, ...rest } = stored ? oidcSettingsOf(stored) : OIDC_DEFAULTS
    return { values: { ...rest, ...claims, active: stored?.active ?? false }, about: '', back: HOME }
  },
  async run({ tx, secret: installation }, _params, input) {
    const { active, secret, username, name, email, groups, ...rest } = input
    const scopes = [...new Set(['openid', ...rest.scopes.split(' ').filter((each) => each !== '')])].join(' ')
    const settings: OidcSettings = { ...rest, scopes, claims: { username, name, email, groups } }
    if (!issuerIsFit(settings))
      refuseField('issuer', {
        code: 'not-an-address',
        es: 'Escriba la dirección con https://. Con http:// solo se admite este mismo equipo, si lo permite abajo.',
        en: 'Write the address with https://. With http:// only this same computer is accepted, if allowed below.',
      })
    const before = await readSource(tx, 'openid', installation)
    const former = before ? oidcSettingsOf(before) : null
    const moved = former !== null && (former.issuer !== settings.issuer || former.clientId !== settings.clientId)
    if (moved && before?.secret != null && secret === null)
      refuseField('secret', {
        code: 'missing',
        es: 'Escriba el secreto: cambió el emisor o el cliente.',
        en: 'Write the secret: the issuer or the client has changed.',
      })
    await saveSource(tx, 'openid', { active, settings, secret: secret ?? before?.secret ?? null, installation })
    return { subject: { kind: 'sign-in-source', id: 'openid' }, go: HOME }
  },
})
