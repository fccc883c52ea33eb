'use client'

import { PageFailed } from '@/components/pages/page-failed'

export default function PageError({ error, reset }: { error: Error; reset: () => void }) {
  return <PageFailed message={error.message} onRetry={reset} />
}
