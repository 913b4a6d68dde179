/** `2026-10-01` as an office writes it: 01/10/2026; a dash where there is no date. */
export function dateText(date: string): string {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)/.exec(date) ?? []
  return year === undefined ? '—' : `${day}/${month}/${year}`
}
