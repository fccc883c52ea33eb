/** What to do while nothing is open; not said where there is nothing to choose from. */
export function ChooseHint({ children }: { children: string }) {
  return (
    <p className="invisible m-auto px-6 text-center text-dim group-has-[li]/panes:visible">
      {children}
    </p>
  )
}
