/**
 * `npm run bench`: each figure is a ratio to a baseline of the same run; exits with 1 when a goal
 * is missed.
 */
import { exitOnFailure } from '../../services/shared/process/exitOnFailure'
import { measurePhotoFixing, measurePhotoIntake } from './photoIntake'
import { measurePdfIntake } from './pdfIntake'
import { openPortal } from './portal'
import { measureQueuePage } from './queuePage'
import { measureLifeCycles } from './requestLifeCycle'
import { openStack, residentMb } from './stack'
import { measureUploads } from './uploads'

interface Line {
  what: string
  measured: string
  goal: string
  met: boolean
}

const number = (value: number, digits = 2) => value.toFixed(digits)

async function main(): Promise<void> {
  const stack = await openStack()
  const lines: Line[] = []
  const report = (line: Line) => {
    lines.push(line)
    console.log(`${line.met ? '✓' : '✗'} ${line.what}: ${line.measured} (goal: ${line.goal})`)
  }
  try {
    const photos = await measurePhotoIntake()
    report({
      what: 'Photo intake against a bare decode, per second and core',
      measured: `${number(photos.ratio)} (${number(photos.perSecond, 0)}/s against ${number(photos.barePerSecond, 0)}/s)`,
      goal: '≥ 0.9',
      met: photos.ratio >= 0.9,
    })

    const fixing = await measurePhotoFixing()
    report({
      what: 'A photo cut out of 12 megapixels against a bare resize, per second and core',
      measured: `${number(fixing.ratio)} (${number(fixing.perSecond, 1)}/s against ${number(fixing.barePerSecond, 1)}/s)`,
      goal: '≥ 0.8',
      met: fixing.ratio >= 0.8,
    })

    const papers = await measurePdfIntake()
    report({
      what: 'A PDF of one page against its drawing by PDFium, in time',
      measured: `${number(papers.ratio)} (${number(papers.intakeMs, 1)} ms against ${number(papers.drawingMs, 1)} ms)`,
      goal: '≤ 1.3',
      met: papers.ratio <= 1.3,
    })
    console.log(
      `  the JPEG encoder alone takes ${number(papers.encodingMs, 1)} ms;`,
      `against drawing and encoder: ${number(papers.ratioWithEncoder)}`,
    )

    const uploads = await measureUploads(stack)
    report({
      what: 'Memory of the portal at its highest, 50 uploads of 12 MB at once',
      measured: `${number(uploads.peakMb, 0)} MB`,
      goal: '< 700 MB',
      met: uploads.peakMb < 700,
    })
    report({
      what: 'Slowest page of another person meanwhile',
      measured: `${number(uploads.slowestMs, 0)} ms`,
      goal: '< 300 ms',
      met: uploads.slowestMs < 300,
    })
    report({
      what: 'Slowest page of another person while a hostile file is judged',
      measured: `${number(uploads.hostile.slowestMs, 0)} ms (${uploads.hostile.name})`,
      goal: '< 200 ms',
      met: uploads.hostile.slowestMs < 200,
    })

    const life = await measureLifeCycles(stack)
    const { rejected, approved, hollow, bare } = life
    report({
      what: 'cardRequest life cycles per second, submit to decided, against the bare workflow',
      measured: `${number(rejected.ratio)} (${number(rejected.perSecond, 1)}/s against ${number(bare.perSecond, 1)}/s)`,
      goal: '≥ 0.9',
      met: rejected.ratio >= 0.9,
    })
    console.log(
      `  worker CPU time per life cycle: ${number(rejected.cpuMs, 1)} ms, bare ${number(bare.cpuMs, 1)} ms`,
      `\n  the engine alone, the same run with activities that do nothing: ${number(hollow.ratio)}`,
      `(${number(hollow.perSecond, 1)}/s, ${number(hollow.cpuMs, 1)} ms)`,
      `\n  approved, so that production begins too: ${number(approved.ratio)}`,
      `(${number(approved.perSecond, 1)}/s, ${number(approved.cpuMs, 1)} ms)`,
    )

    const queue = await measureQueuePage(stack)
    report({
      what: 'Queue page with 1,000,000 requests against 1,000',
      measured: `${number(queue.ratio)} (${number(queue.largeMs, 1)} ms against ${number(queue.smallMs, 1)} ms)`,
      goal: '≤ 1.3',
      met: queue.ratio <= 1.3,
    })

    console.log('Memory after the run, MB:')
    const measured = [...life.workers, ...queue.webApps, await openPortal(stack)]
    const processes = measured.map(({ name, child }) => ({ name, pid: child.pid! }))
    for (const { name, pid } of [...processes, ...stack.serverPids])
      console.log(`  ${name}: ${number(residentMb(pid), 0)}`)
    for (const { stop } of measured) await stop()
  } finally {
    await stack.close()
  }
  if (lines.some(({ met }) => !met)) process.exitCode = 1
}

exitOnFailure(main)
