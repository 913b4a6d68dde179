import type { InstitutionDirectory } from '#src/people/types.ts'
import { canonicalJson } from '#src/platform/crypto/canonical-json.ts'
import { keyFingerprint, type SigningKeyPair, signText } from '#src/platform/crypto/signing-key.ts'
import type { Queryable } from '#src/platform/db/types.ts'
import { listActs } from './case.store.ts'
import { type CaseExport, EXPORT_FORMAT, type ExportedAct } from './export-format.ts'
import { type Part, visibleActs } from './part-in.ts'
import type { CaseFile, StoredAct } from './types.ts'
import { sealedText } from './verify-export.ts'
import type { ManualVersion } from './versions.ts'

/**
 * A case as signed JSON text. What the case's row says of its end (count and last hash) is what is sealed, so acts that were taken
 * out of the database are missed by whoever verifies. Whoever asked for the case gets it without what is internal, and can verify it too.
 */
export async function exportCase(
  db: Queryable,
  file: CaseFile,
  version: ManualVersion,
  context: {
    readonly directory: InstitutionDirectory
    readonly now: string
    readonly key: SigningKeyPair
    readonly part: Part
  },
): Promise<string> {
  const acts = await listActs(db, file)
  const seen = visibleActs(context.part, acts)
  const told = new Set(seen)
  const unsealed = {
    format: EXPORT_FORMAT,
    case: {
      number: file.number,
      title: file.title,
      manual: { code: version.code, version: version.version, sha256: version.sha256 },
      procedure: file.procedure,
      institution: context.directory.rows.institution?.name ?? '',
    },
    acts: acts.map(
      (act): ExportedAct => (told.has(act) ? exportedAct(act) : { text: '', hash: act.hash, withheld: true }),
    ),
    people: namesIn(seen, context.directory),
    end: { count: file.seq, hash: file.headHash, exportedAt: context.now },
    seal: { algorithm: 'Ed25519', key: keyFingerprint(context.key.publicPem) },
  } as const
  const signature = signText(sealedText(unsealed), context.key.privatePem)
  const sealed: CaseExport = { ...unsealed, seal: { ...unsealed.seal, signature } }
  return `${canonicalJson(sealed)}\n`
}

function exportedAct(act: StoredAct): ExportedAct {
  return {
    text: act.text,
    hash: act.hash,
    ...(act.salt === null ? {} : { salt: act.salt }),
    ...(act.private === null ? {} : { private: act.private }),
    ...(act.erasedAt === null ? {} : { erasedAt: act.erasedAt }),
  }
}

function namesIn(acts: readonly StoredAct[], directory: InstitutionDirectory): Record<string, string> {
  const names: Record<string, string> = {}
  for (const act of acts) {
    for (const [id] of act.text.matchAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g)) {
      const person = directory.personById(id)
      if (person !== null) names[id] = person.name
    }
  }
  return names
}
