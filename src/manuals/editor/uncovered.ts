import { type ExampleResult, exampleCoverage } from '#src/procedure/index.ts'

/** What no example visits, a line for each procedure that lacks something. */
export function uncovered(
  results: readonly ExampleResult[],
): { readonly procedure: string; readonly missing: string }[] {
  return exampleCoverage(results).flatMap(({ procedure, rows, branches, expiries, limits }) => {
    const missing = [
      ...rows.map((row) => `el paso ${row}`),
      ...branches.map((row) => `la fila ${row}`),
      ...expiries.map((row) => `el vencimiento del paso ${row}`),
      ...limits.map((row) => `el límite del paso ${row}`),
    ]
    return missing.length === 0 ? [] : [{ procedure, missing: missing.join(', ') }]
  })
}
