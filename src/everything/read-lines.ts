import { createReadStream } from 'node:fs'

/** Characters of one line that are taken; a case with its acts is one line. */
const MOST = 256 * 1024 * 1024

/** Lines of a file one after the other. */
export async function* readLines(file: string): AsyncGenerator<string> {
  const input = createReadStream(file, 'utf8')
  try {
    // Only a line feed ends a line of ours: U+2028, which readline takes for an end, may stand in a text.
    let rest = ''
    for await (const chunk of input) {
      rest += chunk as string
      if (rest.length > MOST) throw new Error(`${file}: tiene un renglón demasiado largo`)
      let end = rest.indexOf('\n')
      if (end < 0) continue
      let from = 0
      for (; end >= 0; end = rest.indexOf('\n', from)) {
        yield rest.slice(from, end)
        from = end + 1
      }
      rest = rest.slice(from)
    }
    if (rest !== '') yield rest
  } finally {
    input.destroy()
  }
}
