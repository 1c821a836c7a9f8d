/** Every event that is written to the audit trail has words on its page. */
import { readFileSync } from 'node:fs'
import { SHOWN_EVENTS } from '../../../services/bureau/viewModels/auditTrail'
import { catalogueFolders, loadCatalogue } from '../../../services/shared/web/texts/catalogue'

const declared = readFileSync('services/shared/web/audit/auditEvents.ts', 'utf8')
const ofWebApps = [...declared.matchAll(/^ {2}\| '(\w+)'$/gm)].map(([, event]) => event!)
const OF_COMMANDS = ['dataDeleted', 'runRepaired']

it('S74 the trail has words for every event of the web apps and the commands', () => {
  expect(ofWebApps.length).toBeGreaterThan(30)
  const { defines } = loadCatalogue(catalogueFolders('bureau'))
  const events = [...ofWebApps, ...OF_COMMANDS]
  expect(events.filter((event) => !(SHOWN_EVENTS as readonly string[]).includes(event))).toEqual([])
  expect(SHOWN_EVENTS.filter((event) => !defines(`bureau.audit.event.${event}`))).toEqual([])
})
