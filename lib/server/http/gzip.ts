import { OutgoingMessage } from 'node:http'

/**
 * Lets Next compress what route handlers answer: it sets their content type as a list, which its
 * own compression does not understand (vercel/next.js#98007).
 */
export function letHandlersBeCompressed(): void {
  const { setHeader } = OutgoingMessage.prototype
  OutgoingMessage.prototype.setHeader = function (this: OutgoingMessage, name, value) {
    const isList = name.toLowerCase() === 'content-type' && Array.isArray(value)
    const [first] = isList ? value : []
    return setHeader.call(this, name, isList && value.length === 1 && first ? first : value)
  }
}
