/** `npm run units -- file.csv [--apply]`: loads the units and their project managers. */
import { loadTable, runCommand } from './command'
import { unitTable } from './unitTable'

runCommand((store) => loadTable(store, unitTable))
