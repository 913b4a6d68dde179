/** The value below which a share (0 to 1) of the values lie. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

/** Prints a figure, what was promised, and whether it holds. */
export function line(name: string, value: string, promised?: { readonly text: string; readonly kept: boolean }): void {
  const mark = promised === undefined ? ' ' : promised.kept ? '✔' : '✘'
  process.stdout.write(
    `${mark} ${name.padEnd(52)} ${value.padStart(16)}${promised === undefined ? '' : `   ${promised.text}`}\n`,
  )
}
