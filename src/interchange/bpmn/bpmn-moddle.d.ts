declare module 'bpmn-moddle' {
  /** An element of a BPMN document: its properties by the names of the standard, read as they come. */
  export interface ModdleElement {
    readonly $type: string
    $parent?: ModdleElement
    $children?: ModdleElement[]
    $body?: string
    $attrs?: Record<string, string>
    id?: string
    name?: string
    // biome-ignore lint/suspicious/noExplicitAny: moddle gives properties by name; each reader checks what it takes.
    [property: string]: any
  }

  export class BpmnModdle {
    create(type: string, properties?: Record<string, unknown>): ModdleElement
    createAny(type: string, uri: string, properties?: Record<string, unknown>): ModdleElement
    fromXML(xml: string): Promise<{ rootElement: ModdleElement; warnings: readonly { message: string }[] }>
    toXML(element: ModdleElement, options?: { format?: boolean; preamble?: boolean }): Promise<{ xml: string }>
  }
}
