const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }
const BULLET = /[•●▪◦·➤►✓✔‣⁃]/

/** A text without the scraps of HTML and Markdown that extraction leaves; items and breaks become lines. */
export function cleanMarkup(text: string): string {
  return text
    .replace(/<table\b[\s\S]*?<\/table>/gi, (table) => ` ${flatTable(table)} `)
    .replace(/<\/?(?:ul|ol|li|br|p|div|hr)\b[^>]*>/gi, '\n')
    .replace(/!\[[^\]]*\]\([^)]*\)|\[image:[^\]]*\]/gi, ' ')
    .replace(/<\/?(?:[a-z][a-z0-9]*)\b[^<>]*>/gi, '')
    .replace(/&(amp|lt|gt|quot|apos|nbsp);/g, (_, name: string) => ENTITIES[name]!)
    .replace(/\*\*|__/g, '')
    .replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '')
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, ' ')
    .split('\n')
    .map((line) => line.replace(/[ \u00a0]+/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n')
}

/**
 * The items of a cell that lists them with bullets; another bullet inside a list is part of its item. A cell without bullets
 * is one item, unless `;` and a capital part it.
 */
export function itemsOf(cell: string): readonly string[] {
  const main = BULLET.exec(cell)?.[0]
  if (main === undefined)
    return cell
      .replaceAll('\n', ' ')
      .split(/(?<=;)\s+(?=\p{Lu})/u)
      .map(tidy)
      .filter((item) => item !== '')
  const items: string[] = []
  // «Verifica los servicios: ✓ uno ✓ otro» is one item.
  const heads = cell.replaceAll('\n', ' ').search(BULLET)
  if (heads > 0 && /:\s*$/.test(cell.slice(0, heads)))
    return [tidy(cell.replaceAll('\n', ' ').replace(new RegExp(BULLET.source, 'g'), ' '))]
  for (const piece of cell.replaceAll('\n', ' ').split(new RegExp(`(?=${BULLET.source})`))) {
    const text = tidy(piece.replace(BULLET, ''))
    if (text === '') continue
    const nested = items.length > 0 && !piece.startsWith(main)
    if (nested) items.push(`${items.pop()} ${text}`)
    else items.push(text)
  }
  return items
}

const tidy = (text: string) => text.replace(/\s+/g, ' ').trim()

function flatTable(table: string): string {
  const rows = table.split(/<\/tr>/i).map((row) =>
    row
      .split(/<\/t[dh]>/i)
      .map((cell) => cell.replace(/<[^>]*>/g, '').trim())
      .filter((cell) => cell !== '')
      .join(', '),
  )
  return rows.filter((row) => row !== '').join('; ')
}
