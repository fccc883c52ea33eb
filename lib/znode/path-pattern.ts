import type { ZnodePath } from './path'

/** Whether `path` is one that `pattern` means: `*` is any text without a slash, `**` any text. */
export function matchesPattern(pattern: string, path: ZnodePath): boolean {
  const parts = pattern.split(/(\*\*|\*)/).map((part) => {
    if (part === '**') return '.*'
    return part === '*' ? '[^/]*' : part.replaceAll(/[\\^$.|?+()[\]{}]/g, '\\$&')
  })
  return new RegExp(`^${parts.join('')}$`, 's').test(path)
}
