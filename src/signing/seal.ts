/** The round seal of a unit as an SVG picture of 100 by 100, drawn of letters that each stand in their place on the circle. */
export function drawSeal({ unit, institution }: { readonly unit: string; readonly institution: string }): string {
  const top = onCircle(institution.toUpperCase(), 38.5, 'top')
  const bottom = onCircle(unit.toUpperCase(), 43, 'bottom')
  const initials = unit
    .split(/[\s,]+/)
    .filter((word) => word.length > 3)
    .map((word) => word[0]!.toUpperCase())
    .slice(0, 4)
    .join('')
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" width="100" height="100" font-family="Roboto" fill="${INK}"><circle cx="50" cy="50" r="48.5" fill="none" stroke="${INK}" stroke-width="1.6"/><circle cx="50" cy="50" r="34" fill="none" stroke="${INK}" stroke-width="0.8"/>${top}${bottom}<text x="50" y="${initials.length > 3 ? 54 : 55}" font-size="${initials.length > 3 ? 13 : 16}" font-weight="bold" text-anchor="middle">${escaped(initials || '·')}</text><text x="50" y="64" font-size="5" text-anchor="middle">SELLO</text></svg>`
}

const INK = '#1f3a6e'

// Advances of Roboto's capitals, a little wide; near enough to part letters evenly.
const WIDTH: Readonly<Record<string, number>> = { I: 0.28, ' ': 0.28, ',': 0.22, '.': 0.28, M: 0.88, W: 0.9, '…': 0.7 }

function onCircle(text: string, radius: number, side: 'top' | 'bottom'): string {
  const room = Math.PI * radius * (side === 'top' ? 0.98 : 0.94)
  const shown = [...text].length > 70 ? [...text].slice(0, 69).concat('…') : [...text]
  const advance = (letter: string) => WIDTH[letter] ?? 0.68
  const total = shown.reduce((sum, letter) => sum + advance(letter), 0)
  const size = Math.min(7, room / Math.max(total, 1))
  const spread = (letter: string) => ((advance(letter) * size) / radius) * (180 / Math.PI)
  let angle = -shown.reduce((sum, letter) => sum + spread(letter), 0) / 2
  return shown
    .map((letter) => {
      const middle = angle + spread(letter) / 2
      angle += spread(letter)
      if (letter === ' ') return ''
      const turned = side === 'top' ? middle : -middle
      const y = side === 'top' ? 50 - radius : 50 + radius
      return `<text x="50" y="${y.toFixed(2)}" font-size="${size.toFixed(2)}" text-anchor="middle" transform="rotate(${turned.toFixed(2)} 50 50)">${escaped(letter)}</text>`
    })
    .join('')
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
