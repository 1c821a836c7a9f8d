/** Styles, scripts, fonts and pictures of the pages, kept by browsers until their content changes. */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import compression from 'compression'
import type { Express } from 'express'
import express from 'express'

/** What the build makes, and what stands in the sources as it is. */
const FOLDERS = ['dist/public', 'services/shared/web/static']

/** Gives the address of an asset, with a mark of its content. */
export type AssetUrl = (name: string) => string

export function setUpAssets(app: Express): AssetUrl {
  // Pages are not compressed: next to text that a stranger can choose, the size of a compressed page
  // gives away the form token and personal data in it (BREACH).
  app.use('/assets', compression())
  for (const folder of FOLDERS) {
    app.use(
      '/assets',
      express.static(folder, { immutable: true, maxAge: '365d', index: false, redirect: false }),
    )
  }
  const marks = new Map<string, string>()
  return (name) => {
    const mark = marks.get(name) ?? markOf(name)
    marks.set(name, mark)
    return `/assets/${name}?v=${mark}`
  }
}

function markOf(name: string): string {
  const file = FOLDERS.map((folder) => path.join(folder, name)).find((candidate) =>
    existsSync(candidate),
  )
  return file === undefined
    ? 'missing'
    : createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 12)
}
