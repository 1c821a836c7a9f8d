/** For the kinds of test in which every file has a worker. */
import { installQuietRuntime } from '../quietRuntime'

installQuietRuntime()
