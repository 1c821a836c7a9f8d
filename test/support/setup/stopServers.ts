/** After the last test: stops the servers if any kind of test started them. */
import { stopSharedServers } from './servers'

export default stopSharedServers
