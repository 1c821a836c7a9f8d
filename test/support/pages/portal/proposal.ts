/** "Fotoğrafı uygun hâle getir", and the questions about other files. */
import { AnyPage } from '../anyPage'

export interface FramePlace {
  left: number
  top: number
  width: number
}

export class ProposalPage extends AnyPage {
  /** Where the photo would be cut now. */
  async frame(): Promise<FramePlace> {
    const valueOf = async (field: string) =>
      Number(await this.page.locator(`#confirm input[name="${field}"]`).inputValue())
    return { left: await valueOf('left'), top: await valueOf('top'), width: await valueOf('width') }
  }

  /** What the picture "Sonra" shows: left, top, width and height in pixels of the upload. */
  async shownAfter(): Promise<string> {
    return (await this.page.locator('[data-part="after"]').getAttribute('viewBox'))!
  }

  /** Presses one of the buttons that move the frame, and waits until it has moved. */
  async move(button: string): Promise<void> {
    await this.untilMoved(() =>
      this.page.getByRole('button', { name: button, exact: true }).click(),
    )
  }

  private async untilMoved(act: () => Promise<void>): Promise<void> {
    const { left, top, width } = await this.frame()
    await act()
    const moved = `[data-part="edge"]:not([x="${left}"][y="${top}"][width="${width}"])`
    await this.page.locator(moved).waitFor()
  }

  /** Presses keys on the frame. */
  async press(...keys: string[]): Promise<void> {
    const frame = this.page.locator('cropper-selection')
    await frame.focus()
    for (const key of keys) await frame.press(key)
  }

  /** Drags the middle of the frame by so many pixels of the screen. */
  async drag(right: number, down: number): Promise<void> {
    const { x, y, width, height } = (await this.page.locator('cropper-selection').boundingBox())!
    const [fromX, fromY] = [x + width / 2, y + height / 2]
    await this.page.mouse.move(fromX, fromY)
    await this.page.mouse.down()
    await this.page.mouse.move(fromX + right / 2, fromY + down / 2)
    await this.page.mouse.move(fromX + right, fromY + down)
    await this.page.mouse.up()
  }

  /** Drags the lower right corner of the frame by so many pixels of the screen. */
  async dragCorner(right: number, down: number): Promise<void> {
    const corner = this.page.locator('cropper-handle[action="se-resize"]')
    const { x, y, width, height } = (await corner.boundingBox())!
    await this.page.mouse.move(x + width / 2, y + height / 2)
    await this.page.mouse.down()
    await this.page.mouse.move(x + width / 2 + right, y + height / 2 + down, { steps: 4 })
    await this.page.mouse.up()
  }

  /** What is said about the size of the frame. */
  saidSize(): Promise<string> {
    return this.page.locator('[data-part="status"]').innerText()
  }

  /** Waits until the advice has these words, or no longer has them. */
  async advises(words: string, isSaid: boolean): Promise<void> {
    const advice = this.page.locator('[data-part="advice"]').filter({ hasText: words })
    await advice.waitFor({ state: isSaid ? 'visible' : 'detached' })
  }

  /**
   * Swipes up with one finger, in the middle of the window.
   * @param at where it begins on the picture, in parts of its size
   * @returns how far the page moved, in pixels
   */
  async swipeUp(at: { x: number; y: number }): Promise<number> {
    const stage = this.page.locator('[data-part="stage"]')
    // Read when what has been done is drawn.
    const scrolled = () =>
      this.page.evaluate(
        () =>
          new Promise<number>((resolve) =>
            requestAnimationFrame(() => requestAnimationFrame(() => resolve(scrollY))),
          ),
      )
    await stage.evaluate((element, part) => {
      const { top, height } = element.getBoundingClientRect()
      scrollBy(0, top + part * height - innerHeight / 2)
    }, at.y)
    const before = await scrolled()
    const box = (await stage.boundingBox())!
    const [x, y] = [box.x + at.x * box.width, box.y + at.y * box.height]
    await this.moveFingers((part) => [{ x, y: y - 200 * part }])
    return (await scrolled()) - before
  }

  /**
   * Moves two fingers apart on the frame, slowly as on a phone.
   * @param from distance at the beginning, in pixels of the screen
   */
  async spread(from: number, to: number): Promise<void> {
    const { x, y, width, height } = (await this.page.locator('cropper-selection').boundingBox())!
    await this.moveFingers((part) => {
      const apart = from + (to - from) * part
      return [-1, 1].map((side) => ({ x: x + width / 2 + (side * apart) / 2, y: y + height / 2 }))
    })
  }

  /** @param fingersAt where they are, by the part of the way that they have gone */
  private async moveFingers(
    fingersAt: (part: number) => { x: number; y: number }[],
  ): Promise<void> {
    const STEPS = 24
    const phone = await this.page.context().newCDPSession(this.page)
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', part: number | null) =>
      phone.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: part === null ? [] : fingersAt(part).map((at, id) => ({ ...at, id })),
      })
    await touch('touchStart', 0)
    for (let step = 1; step <= STEPS; step += 1) await touch('touchMove', step / STEPS)
    await touch('touchEnd', null)
  }

  /** Turns the wheel over the middle of the frame by one notch away from the hand, and waits until it has moved. */
  async turnWheelAway(): Promise<void> {
    const { x, y, width, height } = (await this.page.locator('cropper-selection').boundingBox())!
    await this.page.mouse.move(x + width / 2, y + height / 2)
    await this.untilMoved(() => this.page.mouse.wheel(0, -100))
  }

  /** Waits until scripts have put the frame over the picture. */
  async comesAlive(): Promise<void> {
    await this.page.locator('cropper-selection').waitFor()
  }

  async save(): Promise<void> {
    await this.page.getByRole('button', { name: 'Bu hâliyle kaydet', exact: true }).click()
  }

  /** The buttons of the decision that are in view without scrolling. */
  async buttonsInView(): Promise<string[]> {
    const { width, height } = this.page.viewportSize()!
    const buttons = await this.page.locator('#decision button').all()
    const seen = buttons.map(async (button) => {
      const box = (await button.boundingBox())!
      const isInView =
        box.x >= 0 && box.x + box.width <= width && box.y >= 0 && box.y + box.height <= height
      return isInView ? [await button.innerText()] : []
    })
    return (await Promise.all(seen)).flat()
  }

  async goBack(): Promise<void> {
    await this.page.getByRole('link', { name: 'Geri dön', exact: true }).click()
    await this.page.waitForURL(/\/card-request$/)
  }

  async giveUp(): Promise<void> {
    await this.page.getByRole('button', { name: 'Vazgeç', exact: true }).click()
  }
}
