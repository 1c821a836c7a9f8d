/** Checks the machine: it needs a Node version that package.json allows. */
import { readFileSync } from 'node:fs'
import { messages } from './messages.mjs'

/** The machine lacks something; the message says in one line what to do. */
export class MachineUnfit extends Error {
  name = 'MachineUnfit'
}

/** @throws {MachineUnfit} */
export function checkNode() {
  const wanted = JSON.parse(readFileSync('package.json', 'utf8')).engines.node
  const [major, minor] = process.versions.node.split('.').map(Number)
  const fits = wanted.split('||').some((range) => {
    const [lowest, ...belowMajor] = range.match(/\d+(\.\d+)?/g)
    const [lowestMajor, lowestMinor = 0] = lowest.split('.').map(Number)
    const highEnough = major > lowestMajor || (major === lowestMajor && minor >= lowestMinor)
    return highEnough && belowMajor.every((limit) => major < Number(limit))
  })
  if (!fits) throw new MachineUnfit(messages.nodeTooOld(wanted, process.versions.node))
}
