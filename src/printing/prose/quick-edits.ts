import { EditMap } from 'micromark-util-edit-map'

/**
 * Makes the parser apply its edits to the end of what it has read, and no longer copy everything before them. It makes one such edit for
 * each list and quote that ends, so that its time grew with their square: a list of 1,700 items with one under each took half a second,
 * 15,000 quotes ten. A newer parser may do so by itself; the test of `read-markdown.ts` then passes without this.
 */
export function makeEditsQuick(): void {
  if (EditMap.prototype.consume === consume) return
  whole = EditMap.prototype.consume
  EditMap.prototype.consume = consume
}

let whole: EditMap['consume']

function consume(this: EditMap, events: Parameters<EditMap['consume']>[0]): undefined {
  const first = this.map.reduce((least, [at]) => Math.min(least, at), events.length)
  const rest = events.slice(first)
  events.length = first
  for (const edit of this.map) edit[0] -= first
  whole.call(this, rest)
  for (const event of rest) events.push(event)
}
