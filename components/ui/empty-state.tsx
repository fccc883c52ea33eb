import type { ReactNode } from 'react'

/** A panel that has nothing to show: what that means, and the one thing to do. */
export function EmptyState(props: {
  icon?: ReactNode
  title: ReactNode
  children?: ReactNode
  action?: ReactNode
  role?: 'status' | 'alert'
}) {
  return (
    <div
      role={props.role}
      className="m-auto flex max-w-md flex-col items-center gap-2 px-6 py-10 text-center [overflow-wrap:anywhere]"
    >
      {props.icon ? <div className="mb-1 text-faint [&_svg]:size-6">{props.icon}</div> : null}
      <h2 className="font-semibold text-text">{props.title}</h2>
      {props.children ? <div className="text-dim">{props.children}</div> : null}
      {props.action ? (
        <div className="mt-2 flex flex-wrap justify-center gap-2">{props.action}</div>
      ) : null}
    </div>
  )
}
