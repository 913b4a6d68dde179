import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { verifyExport } from '#src/cases/verify-export.ts'
import { NAMES, type Seal } from './format.ts'
import { readLines } from './read-lines.ts'
import { collectFaults, type Fault, type Faults, verifyManifest, verifySeal } from './verify-manifest.ts'
import { verifyChains, verifyContents, verifyCounts } from './verify-tables.ts'

export interface EverythingVerified {
  /** What was sealed; null where there is no seal that holds. */
  readonly seal: Seal | null
  /** The first of them; `count` says how many there are. */
  readonly faults: readonly Fault[]
  readonly count: number
}

/** Checks an export of everything by the installation's public key (PEM), without a database. Never throws on what is in the folder. */
export async function verifyEverything(folder: string, publicKey: string): Promise<EverythingVerified> {
  const faults = collectFaults()
  const seal = await verifySeal(folder, publicKey, faults)
  if (seal !== null)
    for (const check of [verifyManifest, verifyCounts, verifyChains, verifyContentsOf, verifyCases(publicKey)])
      try {
        await check(folder, seal, faults)
      } catch (error) {
        // Broken JSON, a disk that cannot be read: it is a fault of the export, and the other checks go on.
        faults.add('ilegible', '', (error as Error).message)
      }
  return { seal, faults: faults.listed, count: faults.count() }
}

const verifyContentsOf = (folder: string, _seal: Seal, faults: Faults) => verifyContents(folder, faults)

/** Each case is sealed by itself: its acts, its chain, the digests of its personal texts. */
const verifyCases = (publicKey: string) => async (folder: string, seal: Seal, faults: Faults) => {
  const under = join(folder, NAMES.cases)
  let [cases, acts] = [0, 0]
  for (const name of existsSync(under) ? (await readdir(under)).sort() : []) {
    const path = `${NAMES.cases}/${name}`
    for await (const line of readLines(join(folder, path))) {
      const checked = verifyExport(`${line}\n`, publicKey)
      cases += 1
      acts += checked.count ?? 0
      for (const { code, message } of checked.faults)
        faults.add(code, path, `Expediente ${checked.number ?? `del renglón ${cases}`}: ${message}`)
    }
  }
  if (cases !== seal.cases || acts !== seal.acts)
    faults.add(
      'cuenta',
      NAMES.cases,
      `Son ${cases} expedientes con ${acts} actos; se sellaron ${seal.cases} con ${seal.acts}.`,
    )
}
