import { type AdminCommand, type AnyAdminCommand, adminCommand, found, refuseField } from '#src/people/admin/command.ts'
import * as field from '#src/people/admin/field.ts'
import { peopleRefusal } from '#src/people/refusals.ts'
import type { FolderStore } from '#src/platform/files/file-store.ts'
import { Refused } from '#src/platform/refusal.ts'
import { noteRelease, noteRemoval } from './content-scan.store.ts'
import { findFound } from './found-files.store.ts'
import type { Scanner } from './scanner.ts'

export const SCAN_PAGE = '/administracion/antivirus'
export const foundPage = (sha256: string): string => `${SCAN_PAGE}/${sha256}`

/** What administrators do with what was found; its `:id` is the digest. */
export function scanCommands(folder: FolderStore, scanner: Scanner): readonly AnyAdminCommand[] {
  const rescan = adminCommand({
    action: 'found-file.rescan',
    words: {
      es: 'Revisar otra vez',
      en: 'Scan again',
      button: { es: 'Revisarlo otra vez', en: 'Scan it again' },
    },
    page: '/administracion/antivirus/:id/revisar',
    api: '/api/found-files/:id/scan',
    fields: {},
    prefill: about,
    async run({ tx }, { id }) {
      const { sha256 } = found(await findFound(tx, id!))
      const answer = await scanner.rescan(sha256)
      if (answer === null) throw new Refused(SILENT)
      return { subject: subject(sha256), go: answer.state === 'clean' ? SCAN_PAGE : foundPage(sha256) }
    },
  })
  const release = adminCommand({
    action: 'found-file.release',
    words: {
      es: 'Entregarlo de todos modos',
      en: 'Give it out all the same',
      button: { es: 'Entregarlo', en: 'Give it out' },
    },
    page: '/administracion/antivirus/:id/entregar',
    api: '/api/found-files/:id/release',
    fields: {
      reason: field.text(
        {
          es: 'Motivo',
          en: 'Reason',
          help: {
            es: 'Por qué consta que no es dañino, y quién lo comprobó. Queda en el registro de cambios.',
            en: 'Why it is known not to be harmful, and who checked it. It stays in the record of changes.',
          },
        },
        { max: 500 },
      ),
    },
    prefill: about,
    async run({ tx, actor, now }, { id }, { reason }) {
      const { sha256 } = found(await findFound(tx, id!))
      if (!(await noteRelease(tx, sha256, { by: actor!, at: now, reason }))) refuseField('reason', DONE)
      // Back at once: should this transaction fail, it is still refused by its row.
      await folder.release(sha256)
      return { subject: subject(sha256), go: foundPage(sha256) }
    },
  })
  const remove = adminCommand({
    action: 'found-file.remove',
    words: {
      es: 'Eliminar el contenido',
      en: 'Remove the content',
      button: { es: 'Eliminarlo', en: 'Remove it' },
    },
    page: '/administracion/antivirus/:id/eliminar',
    api: '/api/found-files/:id/removal',
    fields: {},
    prefill: about,
    async run({ tx, actor, now }, { id }) {
      const { sha256 } = found(await findFound(tx, id!))
      if (!(await noteRemoval(tx, sha256, { by: actor!, at: now }))) throw new Refused(peopleRefusal('changed'))
      await folder.removeQuarantined(sha256)
      return { subject: subject(sha256), go: foundPage(sha256) }
    },
  })
  return [rescan, release, remove]
}

const about: AdminCommand<Record<string, never>>['prefill'] = async (_directory, { id }, db) => {
  const file = await findFound(db, id!)
  return file === null ? null : { values: {}, about: file.sent[0]?.name ?? file.sha256, back: foundPage(file.sha256) }
}

const subject = (sha256: string) => ({ kind: 'found-file', id: sha256 })

const DONE = {
  code: 'done',
  es: 'Ya se entrega, o su contenido se eliminó: vuelva a su página.',
  en: 'It is given out already, or its content was removed: go back to its page.',
}

const SILENT = {
  code: 'scanner-silent',
  status: 503,
  es: 'El antivirus no responde, y el archivo sigue como estaba. Revise el servicio clamd y pruebe otra vez.',
  en: 'The virus scanner does not answer, and the file stays as it was. Check the clamd service and try again.',
}
