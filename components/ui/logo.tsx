/** A plant under a bell jar. */
export function Logo() {
  return (
    <svg
      aria-hidden
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.7"
      strokeLinecap="round"
      strokeLinejoin="round"
      className="size-[22px] shrink-0 text-accent"
    >
      <path d="M5 21V10a7 7 0 0 1 14 0v11z" />
      <path d="M3 21h18" />
      <path d="M12 21v-7" />
      <path d="M12 16c0-2.6 1.4-4 4-4 0 2.6-1.4 4-4 4zM12 18c0-2-1.2-3.2-3.2-3.2 0 2 1.2 3.2 3.2 3.2z" />
    </svg>
  )
}
