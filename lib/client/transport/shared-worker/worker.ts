import { openEventSource } from '@/lib/client/transport/event-source'
import { createRequest, eventsUrl } from '@/lib/client/transport/request'
import { tellInterest } from '@/lib/client/transport/tell-interest'
import { newUuid } from '@/lib/client/transport/uuid'
import type { HubWorld } from './hub'
import { Switchboard } from './switchboard'

const now = () => performance.now()

function reach(cluster: string, basePath: string): HubWorld {
  const request = createRequest({
    fetch: (url, init) => fetch(url, init),
    basePath: () => basePath,
    // The stream ends as well, and then each tab asks for itself who is signed in.
    signIn: () => undefined,
  })
  return {
    now,
    openSource: (stream, handlers) =>
      openEventSource(eventsUrl(cluster, stream, basePath), handlers),
    post: (address, interest) => tellInterest(request, cluster, address, interest),
  }
}

const switchboard = new Switchboard({
  reach,
  now,
  uuid: newUuid,
  setTimer: (run, ms) => setTimeout(run, ms),
})

addEventListener('connect', (event) => {
  if (!(event instanceof MessageEvent)) return
  for (const port of event.ports) {
    const take = switchboard.connect({ say: (message) => port.postMessage(message) })
    port.onmessage = ({ data }) => take(data)
  }
})
