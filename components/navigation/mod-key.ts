/** How the modifier of commands is printed on this machine's keyboard. */
export const MOD =
  typeof navigator !== 'undefined' && /mac|iphone|ipad/i.test(navigator.platform) ? '⌘' : 'Ctrl '
