import { postOf } from '#src/manual/index.ts'
import type { Manual } from '#src/manual/types.ts'
import type { InstitutionDirectory } from '#src/people/types.ts'
import type { Act, FormValue } from '#src/procedure/types.ts'
import type { GivenApproval } from '../publish-manual.ts'

/**
 * Who approved a manual in its case: the signatures given since its document was issued, under the acts of its front matter where the
 * post is the same, and the resolution where there was one. `date` is the day in the institution's zone.
 */
export function givenApprovals(
  manual: Manual,
  acts: readonly Act[],
  issuedAt: string,
  directory: Pick<InstitutionDirectory, 'personName'>,
  timeZone: string,
  resolution: Readonly<Record<string, FormValue>> | null,
): readonly GivenApproval[] {
  const signed = acts.flatMap(({ at, actor, body }): GivenApproval[] => {
    if (body.kind !== 'task-completed' || body.signature === undefined || actor.kind !== 'person') return []
    if (Date.parse(at) < Date.parse(issuedAt)) return []
    const post = postOf(body.role ?? '')
    const printed = manual.front.approvals.find((approval) => approval.post === post)
    const date = Temporal.Instant.from(at).toZonedDateTimeISO(timeZone).toPlainDate().toString()
    return [{ act: printed?.act ?? ACTS[body.signature], post, name: directory.personName(actor.person), date }]
  })
  const document = resolution?.Documento
  if (typeof document !== 'string') return signed
  const date = resolution?.['Fecha del documento']
  const approves = manual.front.approvals.at(-1)
  return [
    ...signed,
    {
      act: approves?.act ?? 'Aprobado',
      post: approves?.post ?? '',
      norm: document,
      ...(typeof date === 'string' && { date }),
    },
  ]
}

const ACTS = { firma: 'Firmado', 'visto-bueno': 'Visto bueno', sello: 'Sellado', conformidad: 'Conforme' } as const
