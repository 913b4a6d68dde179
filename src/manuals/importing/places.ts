/** Addresses of the pages of imports. */
export const IMPORTS_PATH = '/manuales/importar'

export const importPath = (id: string): string => `${IMPORTS_PATH}/${id}`

export const importAct = (
  id: string,
  act: 'borrador' | 'descartar' | 'reintentar' | 'original' | 'texto.manual.md',
): string => `${importPath(id)}/${act}`
