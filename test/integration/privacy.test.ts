/** Every test world refuses to end with personal data in its runs. */
import { demoRequests } from '../../deploy/demo/requests'
import { connectTemporal } from '../../services/shared/temporal/connection'
import { createTestWorld, waitFor } from '../support/world'

describe('D12 the end of every test world', () => {
  it.each([
    ['a name in the memo', { memo: { note: 'Sayın YILDIRIM' } }, 'yıldırım'],
    [
      'an identity number in an argument',
      { args: [{ no: `T.C.${demoRequests[0]!.person.identityNumber}` }] },
      '100000',
    ],
    [
      'an explanation in a summary',
      { staticSummary: explanation() },
      explanation().toLocaleLowerCase('tr'),
    ],
    ['a file in an argument', { args: [Buffer.from('%PDF-1.7').toString('base64')] }, 'jvberi0'],
  ])('refuses %s', async (_what, planted, found) => {
    const world = await createTestWorld()
    const { client, close } = connectTemporal(world.temporal)
    await client.workflow.start('unhosted', {
      taskQueue: 'nobody',
      workflowId: 'planted',
      ...planted,
    })
    await waitFor(async () => (await client.workflow.count()).count === 1, {
      what: 'the planted run',
    })
    await expect(world.cleanUp()).rejects.toThrow(`planted: ${found}`)
    await close()
  })

  function explanation(): string {
    return demoRequests
      .flatMap(({ steps }) => [...steps])
      .flatMap((step) => (step.kind === 'reject' ? [step.explanation] : []))
      .find((text) => text !== '')!
  }
})
