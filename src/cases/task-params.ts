import { refused } from './refusals.ts'

/** Number of the case and id of the task out of a path. A task that is no number is a case that is not there. */
export function taskParams(params: Record<string, string>): { number: string; task: number } {
  const { number, task } = params
  if (number === undefined || task === undefined || !/^[1-9]\d{0,8}$/.test(task)) throw refused('case-unknown', {})
  return { number, task: Number(task) }
}
