/** Address of the forms of a task. */
export function taskPath(number: string, task: number): string {
  return `/expedientes/${number}/tareas/${task}`
}
