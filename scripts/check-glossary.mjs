// GLOSSARY.md: each row ties an English identifier of the code to the Spanish word of the office.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const faults = check()
for (const fault of faults) console.error(fault)
process.exit(faults.length > 0 ? 1 : 0)

function check() {
  if (!existsSync(join(root, 'GLOSSARY.md'))) return ['GLOSSARY.md is missing']
  const rows = tableRows(readFileSync(join(root, 'GLOSSARY.md'), 'utf8'))
  if (rows.length === 0) return ['GLOSSARY.md has no table']
  const code = sourceText()
  const seen = new Map()
  return rows.flatMap(({ line, cells: [english = '', spanish = '', meaning = ''] }) => {
    const at = `GLOSSARY.md:${line}`
    const identifier = english.replaceAll('`', '').trim()
    const faults = []
    if (!identifier) return [`${at}: no English identifier`]
    if (!spanish) faults.push(`${at}: ${identifier} has no Spanish word`)
    if (!meaning) faults.push(`${at}: ${identifier} has no definition`)
    if (seen.has(identifier.toLowerCase()))
      faults.push(`${at}: ${identifier} is already at line ${seen.get(identifier.toLowerCase())}`)
    if (!appears(identifier, code)) faults.push(`${at}: ${identifier} is nowhere in src or migrations`)
    seen.set(identifier.toLowerCase(), line)
    return faults
  })
}

function tableRows(text) {
  const rows = []
  let inTable = false
  for (const [index, line] of text.split('\n').entries()) {
    if (/^\|[\s:|-]+\|$/.test(line)) inTable = true
    else if (!line.startsWith('|')) inTable = false
    else if (inTable)
      rows.push({
        line: index + 1,
        cells: line
          .slice(1, -1)
          .split('|')
          .map((cell) => cell.trim()),
      })
  }
  return rows
}

/** `due date` is found as dueDate, DueDate, due_date, due-date and "due date". */
function appears(identifier, code) {
  const words = identifier
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .split(/[\s_-]+/)
    .map((word) => word.replace(/[^\w]/g, ''))
  return new RegExp(`(?<![a-z])${words.join('[ _-]?')}`, 'i').test(code) && words.every(Boolean)
}

function sourceText() {
  const texts = []
  for (const folder of ['src', 'migrations']) {
    if (!existsSync(join(root, folder))) continue
    for (const name of readdirSync(join(root, folder), { recursive: true })) {
      if (/\.(ts|js|sql)$/.test(name)) texts.push(name, readFileSync(join(root, folder, name), 'utf8'))
    }
  }
  return texts.join('\n')
}
