declare module 'dmn-moddle' {
  export class DmnModdle {
    // biome-ignore lint/suspicious/noExplicitAny: moddle gives properties by name; the tests check what they take.
    fromXML(xml: string): Promise<{ rootElement: any; warnings: readonly { message: string }[] }>
  }
}
