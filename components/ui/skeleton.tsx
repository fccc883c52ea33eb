const WIDTHS = ['w-3/5', 'w-2/5', 'w-1/2', 'w-1/3', 'w-2/3', 'w-2/5', 'w-1/4', 'w-1/2'] as const

/** Rows of the geometry to come. Invisible for the first 200 ms, so that quick answers never blink. */
export function Skeleton({ label, rows = 8 }: { label: string; rows?: number }) {
  return (
    <div role="status" aria-label={label} className="skeleton px-4 py-2">
      {Array.from({ length: rows }, (_, row) => WIDTHS[row % WIDTHS.length]).map((width, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows without identity that never move
        <div key={row} className="flex h-7 items-center">
          <div className={`h-2.5 animate-pulse-slow rounded-sm bg-line ${width}`} />
        </div>
      ))}
    </div>
  )
}
