import type { CaseState } from '#src/procedure/types.ts'
import type { YearService, YearSubject } from './year-file.ts'
import type { Live, SimulatedCase, Year } from './year-world.ts'

interface NewLive {
  readonly manual: string
  readonly procedure: string
  readonly channel: string
  readonly subject: YearSubject
  readonly service: YearService | undefined
  readonly parent?: SimulatedCase['parent']
}

/** A case with the next number of its year, before its first act. */
export function newCase(
  year: Year,
  at: string,
  { manual, procedure, channel, subject, service, parent }: NewLive,
): Live {
  const zone = year.world.calendar(year.world.calendarCode).timeZone
  const opened = Temporal.Instant.from(at).toZonedDateTimeISO(zone).year
  const last = (year.numbers.get(opened) ?? 0) + 1
  year.numbers.set(opened, last)
  return {
    number: `${opened}-${String(last).padStart(6, '0')}`,
    manual,
    procedure,
    title: subject.title,
    channel,
    openedAt: at,
    requesterPerson: null,
    requesterName: null,
    parent: parent ?? null,
    acts: [],
    files: [],
    state: null as unknown as CaseState,
    service,
    subject,
    given: new Map(),
  }
}
