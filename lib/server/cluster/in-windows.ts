/** Values of the largest size that are read at the same time, at most (I10). */
const WINDOW = 16

/** What `read` answers for each item, in their order; a few are asked for at a time. */
export async function inWindows<T, R>(
  items: readonly T[],
  read: (item: T) => Promise<R>,
): Promise<R[]> {
  const answers: R[] = []
  for (let start = 0; start < items.length; start += WINDOW)
    answers.push(...(await Promise.all(items.slice(start, start + WINDOW).map(read))))
  return answers
}
