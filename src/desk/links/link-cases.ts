import { sql } from 'kysely'
import { Type } from 'typebox'
import { casePlace } from '#src/cases/case-place.ts'
import { command } from '#src/cases/command.ts'
import { deskAdvance } from '#src/cases/desk/desk-move.ts'
import { CasePlace } from '#src/cases/inputs.ts'
import type { Tx } from '#src/platform/db/types.ts'
import { type Link, OPPOSITE } from '#src/procedure/index.ts'
import { refusedHere } from '../refusals.ts'
import { lockPair } from './lock-pair.ts'

/** How two cases may be linked by hand; a split links by itself. */
export const RELATIONS = [
  'related',
  'duplicate-of',
  'duplicated-by',
  'parent-of',
  'child-of',
  'caused-by',
  'causes',
] as const

const MOST_LINKS = 200

/** Links two cases; both keep it. */
export const linkCases = command({
  name: 'link-cases',
  route: 'POST /cases/:number/links',
  summary: { es: 'Vincula el expediente con otro', en: 'Links the case with another' },
  input: Type.Object(
    {
      relation: Type.Union(RELATIONS.map((each) => Type.Literal(each))),
      other: Type.String({ minLength: 1, maxLength: 200 }),
    },
    { additionalProperties: false },
  ),
  answer: CasePlace,
  async run(call) {
    const { relation } = call.input
    const [file, other] = await lockPair(call, call.params.number!, call.input.other)
    const links = file.state.desk?.links ?? []
    if (has(links, { relation, number: other.number })) throw refusedHere('linked-already', { number: other.number })
    if (links.length >= MOST_LINKS || (other.state.desk?.links ?? []).length >= MOST_LINKS)
      throw refusedHere('links-too-many')
    if (relation === 'parent-of' && (await standsUnder(call.tx, file.number, other.number)))
      throw refusedHere('link-makes-circle', { number: other.number })
    if (relation === 'child-of' && (await standsUnder(call.tx, other.number, file.number)))
      throw refusedHere('link-makes-circle', { number: other.number })
    const linked = await deskAdvance(call, file, [{ body: { kind: 'case-linked', relation, number: other.number } }])
    await deskAdvance(call, other, [
      { body: { kind: 'case-linked', relation: OPPOSITE[relation], number: file.number } },
    ])
    return casePlace(linked)
  },
})

export function has(links: readonly Link[], { relation, number }: Link): boolean {
  return links.some((link) => link.relation === relation && link.number === number)
}

// Follows parents upwards from `below`; a chain has no circle, as none was let in.
async function standsUnder(tx: Tx, below: string, above: string): Promise<boolean> {
  const { rows } = await sql`
    with recursive up as (
      select ${below}::text as number, 1 as depth
      union
      select link.value ->> 'number', up.depth + 1
      from up join case_file on case_file.number = up.number,
        jsonb_array_elements(coalesce(case_file.state #> '{desk,links}', '[]')) link
      where link.value ->> 'relation' = 'child-of' and up.depth < 50
    )
    select from up where number = ${above} limit 1`.execute(tx)
  return rows.length > 0
}
