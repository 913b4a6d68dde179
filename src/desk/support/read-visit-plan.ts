import type { FormRun } from '#src/cases/routes/case-forms.ts'

/** The plan of a visit out of a page's form, whose date and time are those of the institution's clock. */
export function readVisitPlan({ fields }: FormRun['post'], _files: unknown, run: FormRun) {
  const { timeZone } = run.reading.institution.calendar(run.reading.institution.calendarCode)
  const minutes = /^\d{1,4}$/.test(fields.minutos ?? '') ? { minutes: Number(fields.minutos) } : {}
  const attendedBy = (fields.atiende ?? '') === '' ? {} : { attendedBy: fields.atiende! }
  return {
    at: instantOf(fields.fecha ?? '', fields.hora ?? '', timeZone),
    place: fields.lugar ?? '',
    ...minutes,
    ...attendedBy,
    ...(fields.fuera === 'si' ? { outsideHours: true } : {}),
  }
}

/** An instant as text, or no text for what is no date and time. */
function instantOf(date: string, time: string, timeZone: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || !/^\d{2}:\d{2}(:\d{2})?$/.test(time)) return ''
  try {
    return Temporal.PlainDateTime.from(`${date}T${time}`, { overflow: 'reject' })
      .toZonedDateTime(timeZone)
      .toInstant()
      .toString()
  } catch {
    return ''
  }
}
