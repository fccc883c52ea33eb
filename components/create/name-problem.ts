import { childOf, pathProblem, ROOT, type ZnodePath } from '@/lib/znode/path'

export type NameProblem =
  | { readonly kind: 'empty' | 'slash' | 'dots' | 'reserved' | 'taken' }
  | { readonly kind: 'refused'; readonly character: string }

/** Why `parent` cannot get a child called `name`; undefined when it can. */
export function nameProblem(
  parent: ZnodePath,
  name: string,
  siblings: readonly string[],
): NameProblem | undefined {
  if (name === '') return { kind: 'empty' }
  if (name.includes('/')) return { kind: 'slash' }
  if (name === '.' || name === '..') return { kind: 'dots' }
  if (parent === ROOT && name === 'zookeeper') return { kind: 'reserved' }
  const problem = pathProblem(childOf(parent, name))
  if (problem) return { kind: 'refused', character: /U\+[0-9A-F]+/.exec(problem)?.[0] ?? '?' }
  return siblings.includes(name) ? { kind: 'taken' } : undefined
}
