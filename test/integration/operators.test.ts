/** What operators find and read in Temporal Web about requests and cards, on the real server. */
import { readFileSync } from 'node:fs'
import { operatorsView } from '../support/operatorsView'
import { startProduct } from '../support/product'
import type { Product } from '../support/product'
import { reachStages } from '../support/stages'
import type { Stages } from '../support/stages'
import { createTestWorld, waitFor } from '../support/world'
import type { TestWorld } from '../support/world'

type Row = [
  stage: keyof Stages,
  type: 'cardRequest' | 'cancellationRequest' | 'cardProduction',
  status: 'pending' | 'approved' | 'rejected',
  subState: string,
  waitingFor: string,
  what: string,
  who: string,
]

const DONE = ['nobody', 'Beklenen bir şey yok; süreç tamamlandı', '—'] as const
const REVIEW = [
  'bureauDecision',
  'Kimlik Bürosunun kararı',
  'Kimlik Bürosu memuru, inceleme sayfasından',
] as const
const PRINT = ['printing', 'Kartın basılması', 'Kimlik Bürosu, basım listesinden'] as const

const ROWS: Row[] = [
  [
    'received',
    'cardRequest',
    'pending',
    'received',
    'system',
    'Belgelerin denetlenmesi',
    'Sistem (documents kuyruğundaki işçi)',
  ],
  ['inReview', 'cardRequest', 'pending', 'inReview', ...REVIEW],
  [
    'awaitingCard',
    'cancellationRequest',
    'pending',
    'awaitingCard',
    'physicalCard',
    'Kartın resmî yazı ekinde gelmesi',
    'Kimlik Bürosu, “Kartın gelişini kaydet” ile',
  ],
  ['approved', 'cardRequest', 'approved', 'awaitingPrint', ...PRINT],
  ['returned', 'cardRequest', 'rejected', 'returned', ...DONE],
  ['awaitingPrint', 'cardProduction', 'approved', 'awaitingPrint', ...PRINT],
  [
    'printHeld',
    'cardProduction',
    'approved',
    'printHeld',
    'cancellation',
    'Kartın iptal talebinin karara bağlanması',
    'Kimlik Bürosu memuru, iptal talebinin inceleme sayfasından',
  ],
  [
    'dispatchHeld',
    'cardProduction',
    'approved',
    'dispatchHeld',
    'cancellation',
    'Kartın iptal talebinin karara bağlanması',
    'Kimlik Bürosu memuru, iptal talebinin inceleme sayfasından',
  ],
  ['cancellationInReview', 'cancellationRequest', 'pending', 'inReview', ...REVIEW],
  [
    'printed',
    'cardProduction',
    'approved',
    'printed',
    'dispatch',
    'Kartın gönderilmesi',
    'Kimlik Bürosu, gönderim listesinden',
  ],
  [
    'sent',
    'cardProduction',
    'approved',
    'sent',
    'handover',
    'Kartın teslim edilmesi',
    'Kimlik Bürosu, teslim listesinden',
  ],
  ['delivered', 'cardProduction', 'approved', 'delivered', ...DONE],
  ['printStopped', 'cardProduction', 'approved', 'printStopped', ...DONE],
  ['cancellationApproved', 'cancellationRequest', 'approved', 'cardCancelled', ...DONE],
  ['cardCancelled', 'cardProduction', 'approved', 'cardCancelled', ...DONE],
]

const SUMMARIES = {
  cardRequest: 'Kart Talebi',
  cancellationRequest: 'Kart İptal Talebi',
  cardProduction: 'Kart üretimi',
}
const UNIT = '06-PER'

describe('D1 D6 operators', () => {
  let world: TestWorld
  let product: Product
  let stages: Stages
  beforeAll(async () => {
    world = await createTestWorld()
    product = await startProduct(world)
    stages = await reachStages(product)
  }, 120_000)
  afterAll(async () => {
    await product.stop()
    await world.cleanUp()
  })

  const view = (stage: keyof Stages) => operatorsView(product.client, stages[stage].workflowId)

  it.each(ROWS)(
    'read of %s, a %s that is %s, %s: it waits for %s',
    async (stage, type, status, subState, waitingFor, what, who) => {
      const { requestNumber } = stages[stage]
      await waitFor(async () => (await view(stage)).attributes['RequestSubState'] === subState, {
        what: `the run to be ${subState}`,
      })
      const { attributes, details, summary, startDetails } = await view(stage)
      expect(attributes).toEqual({
        RequestType: type,
        RequestStatus: status,
        RequestSubState: subState,
        WaitingFor: waitingFor,
        UnitCode: UNIT,
        RequestNumber: requestNumber,
        ...(subState === 'inReview' ? { DueDay: expect.any(Date) } : {}),
      })
      expect(summary).toBe(`${SUMMARIES[type]} · ${requestNumber}`)
      expect(startDetails).toContain(`**Talep:** ${requestNumber} (birim ${UNIT})`)
      expect(startDetails).toContain('**Başladığı durum:** ')
      expect(details).toContain(`**Talep:** ${requestNumber}\n`)
      expect(details).toContain(`**Beklenen:** ${what}\n`)
      expect(details).toMatch(/\*\*Ne zamandan beri:\*\* \d{2}\.\d{2}\.\d{4} \d{2}:\d{2}\n/)
      expect(details).toContain(`**İlerletebilecek:** ${who}`)
      expect(details.includes('**Son gün:**')).toBe(subState === 'inReview')
      expect(details.includes('**Kalan süre:** 10 iş günü')).toBe(subState === 'inReview')
    },
  )

  it('read since when: the moment the request entered its queue', async () => {
    const { requestNumber } = stages.inReview
    const { queuedAt, dueAt } = await product.store.requests
      .findOne({ number: requestNumber })
      .orFail()
      .lean()
    const { details, attributes } = await view('inReview')
    expect(details).toContain(`**Ne zamandan beri:** ${inTurkish(queuedAt)}`)
    expect(details).toContain(`**Son gün:** ${inTurkish(dueAt!)}`)
    expect(attributes['DueDay']).toEqual(dueAt)
  })

  describe('find with a query of the README', () => {
    const section = readFileSync('README.md', 'utf8')
      .split('\n## Temporal Web\n')[1]!
      .split('\n## ')[0]!
    const written = [...section.matchAll(/`([^`]+)`/g)]
      .map(([, code]) => code!)
      .filter((code) => /[=<]/.test(code))
    const linked = [...section.matchAll(/workflows\?query=(.+?)\):/g)].map(([, query]) =>
      decodeURIComponent(query!),
    )
    const naming = (words: string) => written.find((query) => query.includes(words))!

    it('that is linked as it is written', () => {
      expect(linked).toHaveLength(3)
      expect(written).toEqual(expect.arrayContaining(linked))
    })

    it('what waits for the bureau', () =>
      expectFound(naming('bureauDecision'), ['inReview', 'cancellationInReview']))

    it('what waits for a card to come back', () =>
      expectFound(naming('physicalCard'), ['awaitingCard']))

    it('what has failed or is still being checked', () =>
      expectFound(naming('system'), ['received']))

    it('a request by its number, and the production of its card', async () => {
      const query = naming('RequestNumber').replace(
        'PYK-2026-000123',
        stages.approved.requestNumber,
      )
      await expectFound(query, ['approved', 'awaitingPrint'])
    })

    it('what falls due before a day', async () => {
      const { dueAt } = await product.store.requests
        .findOne({ number: stages.inReview.requestNumber })
        .orFail()
        .lean()
      const before = (instant: number) =>
        `${naming('bureauDecision')} ${naming('AND DueDay').replace(/"[^"]+"/, `"${new Date(instant).toISOString()}"`)}`
      await expectFound(before(dueAt!.getTime() + 1_000), ['inReview', 'cancellationInReview'])
      await expectFound(before(dueAt!.getTime()), [])
    })

    it('a unit with a status', () =>
      expectFound(`UnitCode="${UNIT}" AND RequestStatus="rejected"`, ['returned']))
  })

  /** Waits until a query finds exactly these stages: the list lags a moment behind the runs. */
  async function expectFound(query: string, expected: (keyof Stages)[]): Promise<void> {
    const ids = new Map(
      Object.entries(stages).map(([stage, { workflowId }]) => [workflowId, stage]),
    )
    const find = async () => {
      const found: string[] = []
      for await (const { workflowId } of product.client.workflow.list({ query }))
        found.push(ids.get(workflowId)!)
      return found.sort()
    }
    let found: string[] = []
    const asExpected = async () => {
      found = await find()
      return expected.every((stage) => found.includes(stage))
    }
    await waitFor(asExpected, { what: `${expected.join(', ')} by ${query}` })
    expect(found).toEqual([...expected].sort())
  }
})

/** As people in Türkiye write an instant: 08.12.2026 17:05. */
function inTurkish(instant: Date): string {
  const twoDigits = {
    day: '2-digit',
    month: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  } as const
  return new Intl.DateTimeFormat('tr-TR', {
    timeZone: 'Europe/Istanbul',
    year: 'numeric',
    ...twoDigits,
  }).format(instant)
}
