import type { InstitutionDirectory } from '#src/people/types.ts'
import type { Actor, Command, Requester } from '#src/procedure/types.ts'
import { fillForm } from './fill-form.ts'
import { give, keep } from './give-command.ts'
import { newCase } from './new-case.ts'
import type { YearService } from './year-file.ts'
import type { Year } from './year-world.ts'

/** Somebody asks for a service: a case is opened by one of its channels. */
export function openAsked(year: Year, at: string, service: YearService): void {
  const { random, world } = year
  const procedure = world.procedure(service.manual, service.procedure)
  if (procedure === null)
    throw new Error(`The year's file asks for ${service.manual} ${service.procedure}, which is not in force`)
  const directory = world.directory(at)
  const contact = service.contacts === undefined ? undefined : random.pick(service.contacts)
  const person = contact === undefined ? requesterOf(year, directory, service) : null
  const requester: Requester = person === null ? { kind: 'contact' } : { kind: 'person', person }
  const channel = random.weighed(Object.entries(service.channels).map(([item, weight]) => ({ item, weight })))
  const subject = random.pick(service.subjects)
  const actor: Actor = person === null ? { kind: 'system' } : { kind: 'person', person }
  const live = newCase(year, at, { manual: service.manual, procedure: service.procedure, channel, subject, service })
  live.requesterPerson = person
  live.requesterName = contact?.name ?? null
  const code = procedure.procedure.steps[0]?.facts.form
  const form = code === undefined ? undefined : procedure.forms.get(code)
  const command: Command = {
    kind: 'open-case',
    start: service.start,
    channel,
    requester,
    title: subject.title,
    ...(contact && { contact: { name: contact.name, unit: contact.unit } }),
    ...(form && channel === 'portal' && { form: fillForm(year, live, form, at, person) }),
  }
  if (give(year, live, at, actor, command)) keep(year, live, at)
}

function requesterOf({ random }: Year, directory: InstitutionDirectory, service: YearService): string {
  const names = service.requesters
  if (names !== undefined) {
    const found = directory.personByUsername(random.pick(names))
    if (found !== null) return found.id
  }
  return random.pick(directory.activePeople).id
}
