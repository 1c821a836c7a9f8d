/** A live product whose runs get lost, and the operators' command that begins them again. */
import { requestWorkflowId } from '../../workflows/contract'
import { createImageTree } from './compose/imageTree'
import type { ImageTree } from './compose/imageTree'
import { openLiveProduct } from './liveProduct'
import type { LiveProduct } from './liveProduct'
import type { Story } from './stories'
import { waitFor } from './world'
import type { TestWorld } from './world'

/** Each command is a process of its own, and slow to start where other tests run at the same time. */
export const PATIENCE_MS = 180_000

export interface RepairableProduct extends LiveProduct {
  image: ImageTree
}

export async function openRepairableProduct(): Promise<RepairableProduct> {
  const image = await createImageTree()
  const live = await openLiveProduct()
  return {
    ...live,
    image,
    close: async () => {
      image.remove()
      await live.close()
    },
  }
}

export const workflowIdOf = ({ personKey }: Pick<Story, 'personKey'>) =>
  requestWorkflowId(personKey)

/** Runs the command as deploy/README.md shows it. */
export function repairIn(
  { image, world }: { image: ImageTree; world: Omit<TestWorld, 'cleanUp'> },
  number: string,
  ...args: string[]
) {
  return image.run(['node', 'dist/deploy/image/commands/repair.js', number, ...args], {
    MONGO_URL: world.mongoUrl,
    AUDIT_KEYS: world.auditKeys,
    TEMPORAL_ADDRESS: world.temporal.address,
    TEMPORAL_NAMESPACE: world.temporal.namespace,
  })
}

/** @param live the product that is open when a test runs */
export function lostRunsOf(live: () => RepairableProduct) {
  const handleOf = (workflowId: string) => live().product.client.workflow.getHandle(workflowId)
  const repair = (number: string, ...args: string[]) => repairIn(live(), number, ...args)
  const rowOf = ({ input }: Pick<Story, 'input'>) =>
    live().product.store.requests.findById(input.requestId).orFail().lean()

  return {
    repair,
    rowOf,
    terminate: (workflowId: string) => handleOf(workflowId).terminate(),
    resultOf: (workflowId: string) => handleOf(workflowId).result(),

    becomes: (story: Story, subState: string) =>
      waitFor(() => live().crowd.subStateOf(story) === subState, {
        what: `${story.input.requestNumber} to be ${subState}`,
      }),

    /** Runs the command, and again while it says that a late write of the lost run came in between. */
    repaired: (number: string) =>
      waitFor(
        async () => {
          const { code, said } = await repair(number, '--yes')
          if (code !== 0 && said.includes('bu arada ilerlemiş')) return null
          expect({ code, said }).toEqual({
            code: 0,
            said: expect.stringContaining('yeniden başlatıldı'),
          })
          return said
        },
        { what: `the repair of ${number}`, timeoutMs: PATIENCE_MS },
      ),

    /** Its steps have no gap, and one of them is the repair. */
    async expectWhole(story: Story): Promise<void> {
      const { _id, seq, audit, number } = await rowOf(story)
      const own = audit.filter(({ key }) => key.startsWith(`${_id}:`))
      expect(own.map(({ key }) => key)).toEqual(
        Array.from({ length: seq + 1 }, (_, step) => `${_id}:${step}`),
      )
      expect(own.filter(({ action }) => action === 'repaired')).toHaveLength(1)
      const entries = await live()
        .product.store.auditEntries.find({ event: 'runRepaired', subject: _id })
        .lean()
      expect(entries).toMatchObject([{ actor: 'operator', outcome: 'done' }])
      expect(number).toBe(story.input.requestNumber)
    },
  }
}
