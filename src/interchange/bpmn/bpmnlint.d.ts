declare module 'bpmnlint' {
  export class Linter {
    constructor(options: { config: { extends: string }; resolver: unknown })
    lint(tree: unknown): Promise<Record<string, unknown>>
  }
}

declare module 'bpmnlint/lib/resolver/node-resolver.js' {
  const NodeResolver: new () => unknown
  // biome-ignore lint/style/noDefaultExport: that is how bpmnlint gives it.
  export default NodeResolver
}
