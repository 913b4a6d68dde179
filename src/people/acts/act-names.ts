import type { Locale } from '#src/web/locale/locale.ts'
import { ADMIN_COMMANDS } from '../admin/commands.ts'
import type { Fields } from '../admin/field.ts'

type Words = { readonly es: string; readonly en: string }

/** A command as the record of changes tells of it: its name, and what the fields of its form are called. */
export interface NamedCommand {
  readonly action: string
  readonly words: Words
  readonly fields?: Fields
}

// Of other features, from when their commands are served.
const served = new Map<string, NamedCommand>(ADMIN_COMMANDS.map((command) => [command.action, command]))

/** Says how the acts of these commands read in the record of changes. */
export function nameActs(commands: readonly NamedCommand[]): void {
  for (const command of commands) served.set(command.action, command)
}

/** What an act is called; its code where it has no name, which a test keeps from happening. */
export function actName(locale: Locale, action: string): string {
  return served.get(action)?.words[locale] ?? OTHERS[action]?.[locale] ?? action
}

/** The fields of the command's form, by name. */
export function actFields(action: string): Fields {
  return served.get(action)?.fields ?? {}
}

/** Acts that no form of the administration makes. */
const OTHERS: Readonly<Record<string, Words>> = {
  'institution.create': { es: 'Creación de la institución', en: 'The institution was made' },
  'institution.load': { es: 'Creación de la institución', en: 'The institution was made' },
  'contacts.import': { es: 'Trajo contactos de un archivo', en: 'Brought contacts from a file' },
  'contacts.export': { es: 'Descargó los contactos', en: 'Downloaded the contacts' },
  'key.make-own': { es: 'Nueva llave propia', en: 'New key of one’s own' },
  'key.revoke-own': { es: 'Revocar una llave propia', en: 'Revoke a key of one’s own' },
  'authority.make': { es: 'Autoridad de firma creada', en: 'Signing authority made' },
  'authority.import': { es: 'Autoridad de firma importada', en: 'Signing authority imported' },
  'authority.renew': { es: 'Autoridad de firma renovada', en: 'Signing authority renewed' },
  'authority.trust': { es: 'Confiar en otra autoridad de firma', en: 'Trust another signing authority' },
  'certificate.revoke': { es: 'Revocar un certificado de firma', en: 'Revoke a signing certificate' },
  'seal.save': { es: 'Guardar el sello de una dependencia', en: 'Save the seal of a unit' },
  'seal.remove': { es: 'Quitar el sello de una dependencia', en: 'Remove the seal of a unit' },
  'viewing.start': { es: 'Empezó a ver como otra persona', en: 'Began to view as another person' },
  'viewing.end': { es: 'Dejó de ver como otra persona', en: 'Stopped viewing as another person' },
  'synchronisation.create-person': {
    es: 'Persona creada desde el directorio externo',
    en: 'Person made from the outside directory',
  },
  'synchronisation.join-person': {
    es: 'Cuenta externa unida a la persona',
    en: 'Outside account joined to the person',
  },
  'synchronisation.edit-person': {
    es: 'Datos traídos del directorio externo',
    en: 'Data brought from the outside directory',
  },
  'synchronisation.set-unit': {
    es: 'Dependencia según el directorio externo',
    en: 'Unit as the outside directory says',
  },
  'synchronisation.appoint': { es: 'Cargo dado por un grupo externo', en: 'Position given by an outside group' },
  'synchronisation.end-tenure': {
    es: 'Cargo terminado por un grupo externo',
    en: 'Position ended by an outside group',
  },
  'synchronisation.join-group': {
    es: 'Entró a un grupo por el directorio externo',
    en: 'Joined a group by the outside directory',
  },
  'synchronisation.leave-group': {
    es: 'Salió de un grupo por el directorio externo',
    en: 'Left a group by the outside directory',
  },
  'synchronisation.name-administrator': {
    es: 'Administración dada por un grupo externo',
    en: 'Administration given by an outside group',
  },
  'synchronisation.withdraw-administrator': {
    es: 'Administración retirada por un grupo externo',
    en: 'Administration withdrawn by an outside group',
  },
  'synchronisation.missing': { es: 'Ya no está en el directorio externo', en: 'No longer in the outside directory' },
  'webhook.ping': { es: 'Enviar una prueba a un receptor', en: 'Send a test to a receiver' },
  'webhook.resend': { es: 'Enviar otra vez un aviso', en: 'Send a message again' },
  'manual.publish': { es: 'Publicar un manual', en: 'Publish a manual' },
  'priorities.save': { es: 'Cambiar la tabla de prioridades', en: 'Change the table of priorities' },
  'supplier.add': { es: 'Agregar un proveedor', en: 'Add a supplier' },
  'supplier.close': { es: 'Cerrar un proveedor', en: 'Close a supplier' },
  'erasure.ask': { es: 'Pedir un borrado por ley', en: 'Ask for a lawful erasure' },
  'erasure.confirm': { es: 'Confirmar un borrado por ley', en: 'Confirm a lawful erasure' },
  'erasure.refuse': { es: 'Rehusar un borrado por ley', en: 'Refuse a lawful erasure' },
  'erasure.withdraw': { es: 'Retirar la petición de un borrado', en: 'Withdraw the request of an erasure' },
  'erasure.done': { es: 'Borrado por ley hecho', en: 'Lawful erasure done' },
  'retention.propose': { es: 'Proponer una regla de conservación', en: 'Propose a rule of retention' },
  'retention.confirm': { es: 'Confirmar una regla de conservación', en: 'Confirm a rule of retention' },
  'retention.refuse': { es: 'Rehusar una regla de conservación', en: 'Refuse a rule of retention' },
  'retention.end': { es: 'Terminar una regla de conservación', en: 'End a rule of retention' },
  'retention.run': { es: 'Borrado al vencer la conservación', en: 'Erasure at the end of retention' },
  'hold.put': { es: 'Retener un expediente por orden legal', en: 'Hold a case by a legal order' },
  'hold.lift': { es: 'Levantar la retención de un expediente', en: 'Lift the hold of a case' },
  'everything.export-begun': { es: 'Empezó una exportación de todo', en: 'An export of everything began' },
  'everything.exported': { es: 'Exportación de todo', en: 'Export of everything' },
}
