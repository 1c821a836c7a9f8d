/** Runs whose calendar changes while they are open. */
import { calendarChanged } from '../../../workflows/contract'
import { istanbulDayOf } from '../../../workflows/domain/istanbul'
import { estimateWorkingDay } from '../../../workflows/domain/workingDays'
import { approval, cardRequestInput } from '../../support/messages'
import { add, ask } from './documentAsk'
import type { Scenario } from '../scenario'
import { decide, recorded, start } from '../steps'

export const calendarScenarios: Record<string, Scenario> = {
  'card whose due day moves with the calendar': async (lab) => {
    const request = await start(lab, 'card-due-moved', cardRequestInput())
    await lab.reached(request.run, 'inReview')
    const tomorrow = estimateWorkingDay(istanbulDayOf(new Date().toISOString()), 1)
    lab.activities.askLeave = () => Promise.resolve({ [tomorrow]: 'closed' })
    await request.run.signal(calendarChanged)
    await recorded(lab, request, 'dueMoved')
    await decide(lab, request, approval(request.subject))
    return { 'card-due-moved': request }
  },

  'card whose document is awaited while the calendar changes': async (lab) => {
    const request = await start(lab, 'card-ask-day-moved', cardRequestInput())
    await lab.reached(request.run, 'inReview')
    const message = await ask(lab, request)
    const tomorrow = estimateWorkingDay(istanbulDayOf(new Date().toISOString()), 1)
    lab.activities.askLeave = () => Promise.resolve({ [tomorrow]: 'closed' })
    await request.run.signal(calendarChanged)
    await recorded(lab, request, 'applicantDayMoved')
    await add(lab, request, message)
    await decide(lab, request, approval(request.subject))
    return { 'card-ask-day-moved': request }
  },
}
