import type { InstitutionDirectory } from '#src/people/types.ts'
import { bodyOf, caseEvent } from '../event.ts'
import { isInternal } from '../event-names.ts'
import type { ActToTell, Delivery } from './delivery.store.ts'

/** The body of a message. Personal text goes along only where the subscription says so, and never the text of internal acts. */
export function messageOf(
  delivery: Pick<Delivery, 'message' | 'event' | 'madeAt'>,
  act: ActToTell | null,
  { personal, directory }: { readonly personal: boolean; readonly directory: InstitutionDirectory },
): string {
  const { message: id, event, madeAt } = delivery
  if (act === null) return JSON.stringify({ id, event, at: madeAt })
  const told = { id, ...caseEvent(act) }
  return JSON.stringify(personal ? { ...told, personal: personalOf(act, directory) } : told)
}

function personalOf(act: ActToTell, directory: InstitutionDirectory) {
  const name = (person: string | null) => (person === null ? null : directory.personName(person))
  return {
    title: act.title,
    requester: act.requesterName ?? name(act.requesterPerson),
    actor: name(act.actor),
    text: isInternal(act.kind, bodyOf(act.text)) ? null : act.private,
  }
}
