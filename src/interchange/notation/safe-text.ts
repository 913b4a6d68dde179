/** One line of prose for a cell: nothing in it is a table bar, and it ends in a full stop. */
export function sentence(text: string): string {
  const clean = cell(text).replace(/[¿?]/g, '')
  if (clean === '') return ''
  return /[.!…][»"”)\]]*$/.test(clean) ? clean : `${clean}.`
}

/** What somebody must decide; the linter holds the manual back while it stands. */
export function doubt(reason: string): string {
  return `⚠ (${line(reason).replace(/[()]/g, '').replace(/[¿?]/g, '').replace(/\|/g, '/')}).`
}

/** The inside of a question. */
export function questionText(text: string): string {
  return cell(text).replace(/[¿?]/g, '').trim()
}

/** An answer in capitals, without what would end it. */
export function answerText(text: string): string {
  const clean = cell(text)
    .toUpperCase()
    .replace(/[¿?.:;()]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  const words = clean === 'SI' ? 'SÍ' : clean
  return /\p{Lu}/u.test(words) ? words.slice(0, 80).trim() : ''
}

/** A RESPONSABLE cell. A bar without spaces would be read as neither one name nor two. */
export function roleText(text: string): string {
  return cell(text)
    .replace(/(?<! )\/|\/(?! )/g, '-')
    .replace(/^\/ | \/$/g, '')
    .trim()
}

/** The value of a ficha: one line, without final full stops. */
export function factText(text: string): string {
  return line(text)
    .replace(/[.\s]+$/, '')
    .trim()
}

function cell(text: string): string {
  return line(text).replace(/\\?\|/g, '\\|')
}

function line(text: string): string {
  return text
    .replace(/<\/?[a-z][^<>]{0,300}>/gi, ' ')
    .replace(/<=?/g, (sign) => (sign === '<' ? ' menor que ' : ' menor o igual que '))
    .replace(/>=?/g, (sign) => (sign === '>' ? ' mayor que ' : ' mayor o igual que '))
    .replace(/[\u0000-\u001f\u007f\s]+/g, ' ')
    .replace(/[`*_#]/g, '')
    .trim()
    .slice(0, 600)
}
