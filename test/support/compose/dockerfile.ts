/** deploy/image/Dockerfile for its tests: stage by stage, instruction by instruction. */
import { readFileSync } from 'node:fs'

export interface Instruction {
  name: string
  text: string
}

/** The stages in order; the last one is the image. Arguments with a default are filled in. */
export function dockerfileStages(): Instruction[][] {
  const joined = readFileSync('deploy/image/Dockerfile', 'utf8').replace(/\\\n\s*/g, '')
  const lines = joined.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  const stages: Instruction[][] = []
  const defaults: Record<string, string> = {}
  for (const line of lines) {
    const [name = '', ...rest] = line.split(' ')
    const text = rest
      .join(' ')
      .replace(/\$\{(\w+)\}/g, (_use, argument: string) => defaults[argument] ?? '')
    if (name === 'FROM') stages.push([])
    if (stages.length > 0) stages.at(-1)!.push({ name, text })
    else defaults[text.split('=')[0]!] = text.split('=')[1] ?? ''
  }
  return stages
}

/** The texts of all instructions of one kind. */
export function textsOf(stage: Instruction[], name: string): string[] {
  return stage.filter((instruction) => instruction.name === name).map(({ text }) => text)
}

/** What the image copies from another stage: folders below /app. */
export function copiesInto(image: Instruction[], from: string): string[] {
  return textsOf(image, 'COPY').flatMap((text) => {
    const [, source] = text.match(new RegExp(`^--from=${from} /app/(\\S+) \\1$`)) ?? []
    return source === undefined ? [] : [source]
  })
}
