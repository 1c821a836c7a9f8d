/**
 * `npm run bench`: each figure is a ratio to a baseline of the same run, or has a limit; exits with 1
 * when a goal is missed. With names of sections, only these run.
 */
import { exitOnFailure } from '../../services/shared/process/exitOnFailure'
import type { Report } from './line'
import { SECTIONS } from './sections'
import { openStack } from './stack'

async function main(): Promise<void> {
  const chosen = process.argv.slice(2)
  const unknown = chosen.filter((name) => !(name in SECTIONS))
  if (unknown.length > 0)
    throw new Error(
      `No section ${unknown.join(', ')}; there are ${Object.keys(SECTIONS).join(', ')}`,
    )
  const report: Report = (line) => {
    if (typeof line === 'string') return console.log(`  ${line}`)
    if (!line.met) process.exitCode = 1
    console.log(`${line.met ? '✓' : '✗'} ${line.what}: ${line.measured} (goal: ${line.goal})`)
  }
  const stack = await openStack()
  try {
    for (const [name, section] of Object.entries(SECTIONS))
      if (chosen.length === 0 || chosen.includes(name)) await section(stack, report)
  } finally {
    await stack.close()
  }
}

exitOnFailure(main)
