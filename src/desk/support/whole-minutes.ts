/** Minutes between two instants, rounded, never negative. */
export function wholeMinutes(from: string, to: string): number {
  return Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 60_000))
}
