import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { FIRST_HASH } from '#src/cases/chain.ts'
import { sha256Hex } from '#src/platform/crypto/token.ts'
import { contentPath, NAMES, type Seal } from './format.ts'
import { readLines } from './read-lines.ts'
import type { Faults } from './verify-manifest.ts'

const tableFile = (name: string) => `${NAMES.tables}/${name}.jsonl`

/** Holds the number of rows of each table against what was sealed. */
export async function verifyCounts(folder: string, seal: Seal, faults: Faults): Promise<void> {
  for (const [name, sealed] of Object.entries(seal.tables)) {
    const path = tableFile(name)
    if (!existsSync(join(folder, path))) continue
    let count = 0
    for await (const _ of readLines(join(folder, path))) count += 1
    if (count !== sealed) faults.add('cuenta', path, `Tiene ${count} filas y se sellaron ${sealed}.`)
  }
}

interface CaseRow {
  readonly id: number
  readonly number: string
  readonly seq: number
  readonly head_hash: string
}

interface ActRow {
  readonly case_id: number
  readonly seq: number
  readonly text: string
  readonly hash: string
}

/** Follows the chain of every case through the table of acts. Both tables are in the order of month and case, so they are read together. */
export async function verifyChains(folder: string, seal: Seal, faults: Faults): Promise<void> {
  const [casesPath, actsPath] = [tableFile('case_file'), tableFile('act')]
  if (![casesPath, actsPath].every((path) => existsSync(join(folder, path)))) return
  const acts = readLines(join(folder, actsPath))
  let act = await nextRow<ActRow>(acts)
  let [cases, counted] = [0, 0]
  for await (const line of readLines(join(folder, casesPath))) {
    const row = JSON.parse(line) as CaseRow
    cases += 1
    let [seq, prev] = [0, FIRST_HASH]
    for (; act !== null && act.case_id === row.id; act = await nextRow<ActRow>(acts)) {
      seq += 1
      counted += 1
      const fault = actFault(act, row.number, seq, prev)
      if (fault !== null) faults.add('cadena', actsPath, `Expediente ${row.number}, acto ${seq}: ${fault}`)
      prev = act.hash
    }
    if (seq !== row.seq || prev !== row.head_hash)
      faults.add('cadena', actsPath, `Expediente ${row.number}: no termina donde dice su última huella.`)
  }
  await acts.return(undefined)
  if (act !== null) faults.add('cadena', actsPath, `Hay actos del expediente con id ${act.case_id}, que no está.`)
  if (cases !== seal.cases || counted !== seal.acts)
    faults.add(
      'cuenta',
      actsPath,
      `Son ${cases} expedientes con ${counted} actos; se sellaron ${seal.cases} con ${seal.acts}.`,
    )
}

function actFault({ text, hash }: ActRow, number: string, seq: number, prev: string): string | null {
  if (sha256Hex(text) !== hash) return 'su texto o su huella fue alterado.'
  const said = JSON.parse(text) as { case?: unknown; seq?: unknown; prev?: unknown }
  if (said.case !== number || said.seq !== seq) return 'es de otro lugar: falta, sobra o se movió un acto.'
  return said.prev === prev ? null : 'no enlaza con el anterior.'
}

/** That each stored file has its content, but for those told to be missing. */
export async function verifyContents(folder: string, faults: Faults): Promise<void> {
  const path = tableFile('stored_file')
  if (!existsSync(join(folder, path))) return
  const missing = new Set<string>()
  const told = join(folder, NAMES.missing)
  if (existsSync(told))
    for await (const line of readLines(told)) missing.add((JSON.parse(line) as { sha256: string }).sha256)
  for await (const line of readLines(join(folder, path))) {
    const { sha256, name } = JSON.parse(line) as { sha256: string; name: string }
    if (!/^[0-9a-f]{64}$/.test(sha256)) faults.add('huella', path, `«${name}» no tiene huella.`)
    else if (!missing.has(sha256) && !existsSync(join(folder, contentPath(sha256))))
      faults.add('falta', contentPath(sha256), `Falta el contenido de «${name}».`)
  }
}

async function nextRow<Row>(lines: AsyncGenerator<string>): Promise<Row | null> {
  const { value, done } = await lines.next()
  return done === true ? null : (JSON.parse(value) as Row)
}
