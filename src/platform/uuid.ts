/** Whether an address, a form or a program names an id of ours: asked before it becomes a `uuid` of a query, which would fail. */
export function isUuid(text: string): boolean {
  return UUID.test(text)
}

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/
