/** The parts of the bench, each with its lines and goals. */
import { figure, atLeast, atMost } from './line'
import type { Report } from './line'
import { ACTS } from './feltSystem'
import { measureFelt } from './felt'
import { measureLogins } from './logins'
import { measureOpenRequests } from './openRequests'
import { measurePdfIntake } from './pdfIntake'
import { measurePhotoFixing, measurePhotoIntake } from './photoIntake'
import { openPortal } from './portal'
import { measureQueuePage } from './queuePage'
import { measureLifeCycles } from './requestLifeCycle'
import { residentMb } from './stack'
import type { BenchStack, Measured } from './stack'
import { measureStatistics } from './statistics'
import { measureUploads } from './uploads'

type Section = (stack: BenchStack, report: Report) => Promise<void>

/** In the order in which they run; `npm run bench -- uploads logins` runs only these. */
export const SECTIONS: Record<string, Section> = {
  photos,
  papers,
  uploads,
  logins,
  lifeCycles,
  queue,
  statistics,
  felt,
  openRequests,
}

async function photos(_stack: BenchStack, report: Report): Promise<void> {
  const intake = await measurePhotoIntake()
  report(
    atLeast(
      'Photo intake against a bare decode, per second and core',
      intake.ratio,
      0.9,
      `${figure(intake.perSecond, 0)}/s against ${figure(intake.barePerSecond, 0)}/s`,
    ),
  )
  const fixing = await measurePhotoFixing()
  report(
    atLeast(
      'A photo cut out of 12 megapixels against a bare resize, per second and core',
      fixing.ratio,
      0.8,
      `${figure(fixing.perSecond, 1)}/s against ${figure(fixing.barePerSecond, 1)}/s`,
    ),
  )
}

async function papers(_stack: BenchStack, report: Report): Promise<void> {
  const { ratio, intakeMs, drawingMs, encodingMs, ratioWithEncoder } = await measurePdfIntake()
  const times = `${figure(intakeMs, 1)} ms against ${figure(drawingMs, 1)} ms`
  report(atMost('A PDF of one page against its drawing by PDFium, in time', ratio, 1.3, times))
  report(
    `the JPEG encoder alone takes ${figure(encodingMs, 1)} ms; against drawing and encoder: ${figure(ratioWithEncoder)}`,
  )
}

async function uploads(stack: BenchStack, report: Report): Promise<void> {
  const { peakMb, slowestMs, hostile } = await measureUploads(stack)
  report({
    what: 'Memory of the portal at its highest, 50 uploads of 12 MB at once',
    measured: `${figure(peakMb, 0)} MB`,
    goal: '< 700 MB',
    met: peakMb < 700,
  })
  report({
    what: 'Slowest page of another person meanwhile',
    measured: `${figure(slowestMs, 0)} ms`,
    goal: '< 300 ms',
    met: slowestMs < 300,
  })
  report({
    what: 'Slowest page of another person while a hostile file is judged',
    measured: `${figure(hostile.slowestMs, 0)} ms (${hostile.name})`,
    goal: '< 200 ms',
    met: hostile.slowestMs < 200,
  })
}

async function logins(stack: BenchStack, report: Report): Promise<void> {
  const { ratio, loginMs, bareMs } = await measureLogins(stack)
  const times = `${figure(loginMs, 1)} ms against ${figure(bareMs, 1)} ms of processor time`
  report(atLeast('Logins per second and core against bare argon2', ratio, 0.8, times))
}

async function lifeCycles(stack: BenchStack, report: Report): Promise<void> {
  const { rejected, approved, hollow, bare, workers } = await measureLifeCycles(stack)
  const rates = (one: { perSecond: number; cpuMs: number }) =>
    `${figure(one.perSecond, 1)}/s, ${figure(one.cpuMs, 1)} ms of workers’ processor time each`
  report(
    atLeast(
      'Life cycles of requests with empty activities against a bare workflow',
      hollow.ratio,
      0.8,
      `${rates(hollow)}; bare ${rates(bare)}`,
    ),
  )
  report(
    atLeast(
      'Life cycles of rejected requests against the same with empty activities',
      rejected.ratio,
      0.8,
      rates(rejected),
    ),
  )
  report(`approved, so that production begins too: ${figure(approved.ratio)} (${rates(approved)})`)
  await reportMemory(stack, report, [...workers, await openPortal(stack)])
}

async function queue(stack: BenchStack, report: Report): Promise<void> {
  const { pages, webApps } = await measureQueuePage(stack)
  for (const { name, ratio, largeMs, smallMs } of pages) {
    const times = `${figure(largeMs, 1)} ms against ${figure(smallMs, 1)} ms`
    report(atMost(`Queue page, ${name}, 1,000,000 requests against 1,000`, ratio, 1.3, times))
  }
  await reportMemory(stack, report, webApps)
}

async function statistics(stack: BenchStack, report: Report): Promise<void> {
  const { monthMs, yearMs, ofYear } = await measureStatistics(stack)
  const lines = [
    { what: 'Figures of a month among 1,000,000 requests', ms: monthMs, limit: 500 },
    { what: `Figures of a year with ${ofYear} requests`, ms: yearMs, limit: 5_000 },
  ]
  for (const { what, ms, limit } of lines)
    report({
      what,
      measured: `${figure(ms, 0)} ms`,
      goal: `< ${limit} ms`,
      met: ms < limit,
    })
}

async function felt(stack: BenchStack, report: Report): Promise<void> {
  const { acts, bare } = await measureFelt(stack)
  for (const act of ACTS) {
    const { small, large } = acts[act]
    for (const share of ['p50', 'p95'] as const) {
      const times = `${figure(large[share], 1)} ms against ${figure(small[share], 1)} ms`
      const ratio = large[share] / small[share]
      report(atMost(`${FELT[act]}, ${share}, 1,000,000 against 1,000`, ratio, 1.3, times))
    }
  }
  for (const act of ['submit', 'decision'] as const) {
    for (const share of ['p50', 'p95'] as const) {
      const ours = acts[act].large[share]
      const times = `${figure(ours, 1)} ms against ${figure(bare[act][share], 1)} ms`
      const ratio = ours / bare[act][share]
      report(atMost(`${FELT[act]}, ${share}, against the engine alone`, ratio, 2, times))
    }
  }
}

const FELT: Record<(typeof ACTS)[number], string> = {
  home: 'Home page',
  family: 'Family page',
  submit: '“Kaydet” until the answer',
  request: 'Request page',
  queue: 'Queue',
  review: 'Review page',
  searchByNumber: 'Search by number',
  searchByName: 'Search by name',
  decision: 'Decision until the next case is shown',
}

async function openRequests(stack: BenchStack, report: Report): Promise<void> {
  const { few, many, memory, backAfterSeconds } = await measureOpenRequests(stack)
  for (const { name, fewMb, manyMb } of memory) {
    const sizes = `${figure(manyMb, 0)} MB against ${figure(fewMb, 0)} MB`
    report(
      atMost(`Memory of ${name}, ${many} open requests against ${few}`, manyMb / fewMb, 1.3, sizes),
    )
  }
  report(
    `a run answers again ${figure(backAfterSeconds, 1)} s after the kill of the requests worker`,
  )
}

/** Prints the memory of processes and servers, and stops the processes. */
async function reportMemory(
  { serverPids }: BenchStack,
  report: Report,
  measured: readonly Measured[],
): Promise<void> {
  const processes = measured.map(({ name, child }) => ({ name, pid: child.pid! }))
  const sizes = [...processes, ...serverPids].map(
    ({ name, pid }) => `${name} ${figure(residentMb(pid), 0)}`,
  )
  report(`memory in MB: ${sizes.join(', ')}`)
  await Promise.all(measured.map(({ stop }) => stop()))
}
