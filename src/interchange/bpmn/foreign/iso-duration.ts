/** An ISO 8601 duration in the notation's words; null where it has none, or none that runs alike. */
export function isoDuration(text: string): string | null {
  const match =
    /^\s*P(?:(\d{1,3})Y)?(?:(\d{1,3})M)?(?:(\d{1,3})W)?(?:(\d{1,4})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,4})M)?)?\s*$/.exec(
      text,
    )
  if (!match) return null
  const [years, months, weeks, days, hours, minutes] = match.slice(1).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const inMonths = years * 12 + months
  const inDays = weeks * 7 + days
  const inMinutes = hours * 60 + minutes
  if ([inMonths, inDays, inMinutes].filter((part) => part > 0).length !== 1) return null
  if (inMonths > 0) return `${inMonths} ${inMonths === 1 ? 'mes' : 'meses'}`
  if (inDays > 0) return inDays === 1 ? '1 día calendario' : `${inDays} días calendario`
  // ISO time runs day and night: whole hours do too (`horas corridas`), the notation's minutes do not.
  if (inMinutes % 60 !== 0) return null
  return inMinutes === 60 ? '1 hora corrida' : `${inMinutes / 60} horas corridas`
}
