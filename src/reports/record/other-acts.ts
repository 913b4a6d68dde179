import type { ActBody } from '#src/procedure/types.ts'

/**
 * What acts of other pieces say that reports count: the level of attention that a case has (any act that names one), and the stars of
 * its requester. Read by what they carry, so that a case from before those acts has no such fact: «sin dato».
 */
export function otherActOf(body: ActBody | Readonly<Record<string, unknown>>): {
  readonly level: number | null
  readonly stars: number | null
} {
  const said = body as Readonly<Record<string, unknown>>
  return {
    level: whole(said.level, 1, 9),
    stars: said.kind === 'case-rated' ? whole(said.stars, 1, 5) : null,
  }
}

function whole(value: unknown, least: number, most: number): number | null {
  return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most ? value : null
}
