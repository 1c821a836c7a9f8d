/** After the last test: stops the servers if any kind of test had them started. */
import { stopSharedServers } from './servers'

export default stopSharedServers
