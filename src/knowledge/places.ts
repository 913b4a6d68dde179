export const ARTICLES_PATH = '/conocimiento'

export const articlePath = (id: number): string => `${ARTICLES_PATH}/${id}`

export const filePath = (article: number, file: string): string => `${articlePath(article)}/archivos/${file}`
