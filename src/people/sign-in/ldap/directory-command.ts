import { adminCommand, refuseField } from '../../admin/command.ts'
import * as field from '../../admin/field.ts'
import { readSource, saveSource } from '../source.store.ts'
import { checkLdapSettings } from './check-settings.ts'
import { LDAP_DEFAULTS, type LdapSettings, ldapSettingsOf } from './settings.ts'

const HOME = '/administracion/ingreso'
const attribute = { max: 64, pattern: /^[A-Za-z][A-Za-z0-9;-]*$/, fault: notAnAttribute() }

/** How the institution's directory is reached. */
export const setDirectory = adminCommand({
  action: 'sign-in.set-directory',
  words: {
    es: 'Directorio de la institución (LDAP)',
    en: 'The institution’s directory (LDAP)',
    button: { es: 'Guardar', en: 'Save' },
  },
  page: '/administracion/ingreso/directorio',
  api: '/api/sign-in/directory',
  fields: {
    active: field.yesNo({
      es: 'Se puede entrar con la contraseña del directorio',
      en: 'One may sign in with the directory’s password',
      help: {
        es: 'Guarde primero con «No», pruebe la conexión, y después actívelo.',
        en: 'Save with “No” first, try the connection, then switch it on.',
      },
    }),
    urls: {
      ...field.lines({
        es: 'Servidores, uno por línea',
        en: 'Servers, one a line',
        help: {
          es: 'Se usan en este orden: si el primero no responde, el siguiente. Ejemplo: ldaps://ad1.min.gob:636',
          en: 'Used in this order: if the first does not answer, the next. Example: ldaps://ad1.min.gob:636',
        },
      }),
      required: true,
    },
    startTls: field.yesNo({
      es: 'Cifrar ldap:// con StartTLS',
      en: 'Encrypt ldap:// by StartTLS',
      help: {
        es: 'Sin ldaps:// ni StartTLS las contraseñas viajan a la vista en la red.',
        en: 'Without ldaps:// or StartTLS passwords travel the network in clear text.',
      },
    }),
    ca: field.block(
      {
        es: 'Certificado de la autoridad (PEM)',
        en: 'Certificate of the authority (PEM)',
        help: {
          es: 'El texto del archivo, si el servidor usa una autoridad propia. Vacío: las que este equipo conoce.',
          en: 'The text of the file, if the server has an authority of its own. Empty: those that this computer knows.',
        },
      },
      60_000,
    ),
    bindDn: field.optionalText(
      {
        es: 'Cuenta de consulta',
        en: 'Account that searches',
        help: {
          es: 'Una cuenta que solo lee: CN=ventanilla,OU=Servicios,DC=min,DC=gob, o ventanilla@min.gob en Active Directory.',
          en: 'An account that only reads: CN=ventanilla,OU=Services,DC=min,DC=gob, or ventanilla@min.gob in Active Directory.',
        },
      },
      { max: 500 },
    ),
    password: field.secret({
      es: 'Contraseña de la cuenta de consulta',
      en: 'Password of the account that searches',
      help: {
        es: 'Se guarda cifrada. Vacía: se conserva la anterior.',
        en: 'Kept encrypted. Empty: the former one stays.',
      },
    }),
    base: field.text(
      {
        es: 'Base de búsqueda',
        en: 'Search base',
        help: { es: 'OU=Personas,DC=min,DC=gob', en: 'OU=People,DC=min,DC=gob' },
      },
      { max: 500 },
    ),
    userFilter: field.text(
      {
        es: 'Filtro de personas',
        en: 'Filter of persons',
        help: {
          es: 'Con {usuario} donde va el nombre. Active Directory: (&(objectCategory=person)(objectClass=user)(sAMAccountName={usuario}))',
          en: 'With {usuario} where the name goes. Active Directory: (&(objectCategory=person)(objectClass=user)(sAMAccountName={usuario}))',
        },
      },
      { max: 1000 },
    ),
    username: field.text(
      {
        es: 'Atributo del usuario',
        en: 'Attribute of the user name',
        help: { es: 'uid; en Active Directory, sAMAccountName', en: 'uid; in Active Directory, sAMAccountName' },
      },
      attribute,
    ),
    name: field.text(
      {
        es: 'Atributo del nombre',
        en: 'Attribute of the name',
        help: { es: 'cn; en Active Directory, displayName', en: 'cn; in Active Directory, displayName' },
      },
      attribute,
    ),
    email: field.text({ es: 'Atributo del correo', en: 'Attribute of the e-mail' }, attribute),
    phone: field.text({ es: 'Atributo del teléfono', en: 'Attribute of the telephone' }, attribute),
    subject: field.text(
      {
        es: 'Atributo que nunca cambia',
        en: 'Attribute that never changes',
        help: { es: 'entryUUID; en Active Directory, objectGUID', en: 'entryUUID; in Active Directory, objectGUID' },
      },
      attribute,
    ),
    groupBase: field.optionalText(
      {
        es: 'Base de los grupos',
        en: 'Base of the groups',
        help: { es: 'Vacía: la misma de las personas.', en: 'Empty: the same as that of the persons.' },
      },
      { max: 500 },
    ),
    nested: field.yesNo({ es: 'Cuentan los grupos dentro de grupos', en: 'Groups within groups count' }),
    timeout: field.whole({ es: 'Segundos de espera', en: 'Seconds to wait' }, 1, 60),
    pageSize: field.whole({ es: 'Entradas por página', en: 'Entries a page' }, 10, 5000),
    create: field.oneOf({ es: 'A quién se crea en Ventanilla', en: 'Who is made a person in Ventanilla' }, [
      {
        value: 'mapped',
        label: 'Solo a quien está en un grupo asignado',
        en: 'Only members of a group that has a place',
      },
      { value: 'all', label: 'A quien encuentre el filtro', en: 'Everybody whom the filter finds' },
    ]),
    join: field.yesNo({
      es: 'Unir por usuario a las personas que ya existen',
      en: 'Join by user name those who are here already',
      help: {
        es: 'Desde entonces entran con la contraseña del directorio. A quien administra nunca se le une así.',
        en: 'From then on they sign in with the directory’s password. Administrators are never joined so.',
      },
    }),
    hours: field.whole(
      {
        es: 'Horas entre sincronizaciones',
        en: 'Hours between synchronisations',
        help: { es: '0: solo cuando se pida.', en: '0: only when asked.' },
      },
      0,
      168,
    ),
  },
  async prefill(_directory, _params, db) {
    const stored = await readSource(db, 'directory')
    const settings = stored ? ldapSettingsOf(stored) : LDAP_DEFAULTS
    const { attributes, ...rest } = settings
    const { id, ...names } = attributes
    return { values: { ...rest, ...names, subject: id, active: stored?.active ?? false }, about: '', back: HOME }
  },
  async run({ tx, secret }, _params, input) {
    const before = await readSource(tx, 'directory', secret)
    const former = before ? ldapSettingsOf(before) : null
    if (former?.fromEnvironment)
      refuseField('urls', {
        code: 'from-environment',
        es: 'El directorio se configura con variables de entorno (LDAP_URL y las demás). Cámbielo ahí y reinicie.',
        en: 'The directory is set by environment variables (LDAP_URL and the others). Change it there and restart.',
      })
    const settings = settingsFrom(input)
    checkLdapSettings(settings)
    const moved =
      former === null ||
      former.urls.join() !== settings.urls.join() ||
      former.bindDn !== settings.bindDn ||
      former.startTls !== settings.startTls ||
      former.ca !== settings.ca
    // The kept password must not be sent to another server by whoever does not know it.
    if (settings.bindDn !== null && input.password === null && (moved || before?.secret == null))
      refuseField('password', {
        code: 'missing',
        es: 'Escriba la contraseña: es la primera vez, o cambió el servidor, el cifrado o la cuenta.',
        en: 'Write the password: it is the first time, or the server, the encryption or the account has changed.',
      })
    const password = settings.bindDn === null ? null : (input.password ?? before?.secret ?? null)
    await saveSource(tx, 'directory', { active: input.active, settings, secret: password, installation: secret })
    return { subject: { kind: 'sign-in-source', id: 'directory' }, go: HOME }
  },
})

interface DirectoryInput extends Omit<LdapSettings, 'attributes' | 'fromEnvironment' | 'create'> {
  readonly username: string
  readonly name: string
  readonly email: string
  readonly phone: string
  readonly subject: string
  readonly create: 'all' | 'mapped'
}

function settingsFrom(input: DirectoryInput): LdapSettings {
  const { urls, startTls, ca, bindDn, base, userFilter, groupBase, nested, timeout, pageSize, create, join, hours } =
    input
  const { username, name, email, phone, subject } = input
  return {
    urls: urls.map((url) => url.replace(/\/+$/, '')),
    startTls,
    ca,
    bindDn,
    base,
    userFilter,
    attributes: { username, name, email, phone, id: subject },
    groupBase,
    nested,
    timeout,
    pageSize,
    create,
    join,
    hours,
    fromEnvironment: false,
  }
}

function notAnAttribute(): field.Fault {
  return {
    code: 'not-an-attribute',
    es: 'Escriba el nombre de un atributo, por ejemplo uid o sAMAccountName.',
    en: 'Write the name of an attribute, for example uid or sAMAccountName.',
  }
}
