/** `2026-10-01` as an office writes it: 01/10/2026. */
export function dateText(date: string): string {
  const [year, month, day] = date.slice(0, 10).split('-')
  return `${day}/${month}/${year}`
}
