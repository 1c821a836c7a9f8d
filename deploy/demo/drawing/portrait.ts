/** A friendly head and shoulders as SVG, assembled from a few matching parts. */
import { chooser } from './seeded'
import type { Chooser } from './seeded'

const SKINS = [
  { base: '#f6d3b8', shade: '#e6b795', lips: '#c9736b' },
  { base: '#eebf97', shade: '#d9a277', lips: '#b9605a' },
  { base: '#d9a074', shade: '#c0855a', lips: '#a3524c' },
  { base: '#b97f56', shade: '#9d6743', lips: '#8a4440' },
  { base: '#8d5a3b', shade: '#75482e', lips: '#6e3433' },
]
const HAIRS = [
  '#2b1d16',
  '#3d2a1f',
  '#5a3a22',
  '#7a5230',
  '#a9793f',
  '#1e1e22',
  '#8c8c8c',
  '#6b2f1c',
]
const CLOTHES = [
  '#33475b',
  '#5b3a4a',
  '#2f5d50',
  '#6b5b3e',
  '#3f4f7f',
  '#7a3b3b',
  '#4a4a55',
  '#8a6d9b',
]
const SCARVES = ['#8fa7bf', '#b8798a', '#7d9a7e', '#c7a35a', '#6a5f8f', '#a85c4a']
const BACKGROUNDS = ['#f4f5f7', '#eef2f6', '#f7f4ef', '#eef4f1']
const EYES = ['#4a3020', '#2f3f2f', '#3a5570', '#5b4a2a']

interface Look {
  skin: (typeof SKINS)[number]
  hair: string
  cloth: string
  /** Half width of the face. */
  width: number
  eyeDistance: number
}

/** @returns SVG of 600×800 */
export function portrait(seed: number): string {
  const choose = chooser(seed)
  const look: Look = {
    skin: choose.of(SKINS),
    hair: choose.of(HAIRS),
    cloth: choose.of(CLOTHES),
    width: choose.between(132, 156),
    eyeDistance: choose.between(56, 68),
  }
  const background = choose.of(BACKGROUNDS)
  const head = choose.of([shortHair, longHair, curlyHair, sideParting, headscarf])(look, choose)
  const beard = head.beardSuits && choose.chance(0.4) ? beardOf(look) : ''
  const glasses = choose.chance(0.3) ? glassesOf(look) : ''
  return `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="800" viewBox="0 0 600 800">
    <rect width="600" height="800" fill="${background}"/>
    ${head.back}${shoulders(look, choose)}${face(look)}${beard}${features(look, choose)}${glasses}${head.front}
  </svg>`
}

interface Head {
  back: string
  front: string
  beardSuits: boolean
}

function shortHair({ hair, width }: Look, choose: Chooser): Head {
  const top = choose.between(150, 168)
  const front = `<path d="M${300 - width - 4} 345 C${300 - width - 18} ${top} ${300 + width + 18} ${top} ${300 + width + 4} 345
    C${300 + width - 14} 270 ${300 + 70} 248 300 256 C${300 - 80} 262 ${300 - width + 10} 270 ${300 - width - 4} 345Z" fill="${hair}"/>`
  return { back: '', front, beardSuits: true }
}

function sideParting(look: Look): Head {
  const { hair, width } = look
  const front = `<path d="M${300 - width - 6} 360 C${300 - width - 30} 130 ${300 + width + 30} 130 ${300 + width + 6} 360
    C${300 + width} 290 ${300 + 110} 262 ${300 + 60} 236 C${300 + 10} 280 ${300 - 90} 286 ${300 - width - 6} 360Z" fill="${hair}"/>`
  return { back: dome(look), front, beardSuits: true }
}

function longHair(look: Look, choose: Chooser): Head {
  const { hair, width } = look
  const ends = choose.between(590, 690)
  const back = `<path d="M${300 - width - 34} 380 C${300 - width - 40} 120 ${300 + width + 40} 120 ${300 + width + 34} 380
    L${300 + width + 44} ${ends} Q300 ${ends + 40} ${300 - width - 44} ${ends}Z" fill="${hair}"/>`
  return { back, front: sideParting(look).front, beardSuits: false }
}

function curlyHair(look: Look): Head {
  const { hair, width } = look
  const curls = Array.from({ length: 13 }, (_, index) => {
    const angle = Math.PI * (1 + index / 12)
    const x = 300 + Math.cos(angle) * (width + 8)
    const y = 330 + Math.sin(angle) * 148
    return `<circle cx="${x.toFixed(0)}" cy="${y.toFixed(0)}" r="46" fill="${hair}"/>`
  })
  return {
    back: dome(look) + curls.join(''),
    front: curls.slice(2, 11).join(''),
    beardSuits: false,
  }
}

/** The back of the head, so that no background shows between forehead and hair. */
function dome({ hair, width }: Look): string {
  return `<ellipse cx="300" cy="345" rx="${width + 4}" ry="136" fill="${hair}"/>`
}

function headscarf({ width }: Look, choose: Chooser): Head {
  const cloth = choose.of(SCARVES)
  const outline = `C${300 - width - 70} 110 ${300 + width + 70} 110 ${300 + width + 48} 400`
  const back = `<path d="M${300 - width - 48} 400 ${outline} L${300 + 190} 690 H${300 - 190}Z" fill="${cloth}"/>`
  const front = `<path fill-rule="evenodd" d="M${300 - width - 48} 400 ${outline} Q${300 + 150} 610 ${300 + 120} 670 H${300 - 120}
    Q${300 - 150} 610 ${300 - width - 48} 400Z M300 232 C${300 - width - 20} 232 ${300 - width - 6} 400 ${300 - width + 16} 450
    C${300 - 90} 560 ${300 + 90} 560 ${300 + width - 16} 450 C${300 + width + 6} 400 ${300 + width + 20} 232 300 232Z" fill="${cloth}"/>
    <path d="M300 552 Q330 620 300 668" stroke="#00000022" stroke-width="6" fill="none"/>`
  return { back, front, beardSuits: false }
}

function shoulders({ skin, cloth }: Look, choose: Chooser): string {
  const collar = choose.chance(0.5)
    ? `<path d="M240 618 L300 700 L360 618 L386 640 L316 760 H284 L214 640Z" fill="#fbfbfb"/>`
    : `<path d="M232 626 Q300 700 368 626" stroke="#00000030" stroke-width="10" fill="none"/>`
  return `<path d="M240 500 H360 V640 Q300 700 240 640Z" fill="${skin.shade}"/>
    <path d="M40 800 C50 690 150 650 238 622 Q300 690 362 622 C450 650 550 690 560 800Z" fill="${cloth}"/>${collar}`
}

function face({ skin, width }: Look): string {
  const ear = (x: number) => `<ellipse cx="${x}" cy="402" rx="22" ry="36" fill="${skin.shade}"/>`
  return `${ear(300 - width)}${ear(300 + width)}
    <path d="M${300 - width} 360 C${300 - width} 200 ${300 + width} 200 ${300 + width} 360
    C${300 + width} 480 ${300 + 84} 566 300 570 C${300 - 84} 566 ${300 - width} 480 ${300 - width} 360Z" fill="${skin.base}"/>`
}

function features({ skin, hair, eyeDistance }: Look, choose: Chooser): string {
  const iris = choose.of(EYES)
  const browLift = choose.between(-4, 6)
  const smile = choose.between(14, 26)
  const nose = choose.between(10, 16)
  const eye = (
    x: number,
  ) => `<ellipse cx="${x}" cy="388" rx="22" ry="14" fill="#fff"/><circle cx="${x}" cy="388" r="11" fill="${iris}"/>
    <circle cx="${x + 4}" cy="384" r="3.5" fill="#fff"/>
    <path d="M${x - 28} ${352 - browLift} Q${x} ${338 - browLift} ${x + 28} ${352 - browLift}" stroke="${hair}" stroke-width="9" fill="none" stroke-linecap="round"/>`
  return `${eye(300 - eyeDistance)}${eye(300 + eyeDistance)}
    <path d="M300 392 Q${300 + nose} 446 ${300 + 6} 456 Q300 462 ${300 - 12} 456" stroke="${skin.shade}" stroke-width="7" fill="none" stroke-linecap="round"/>
    <path d="M${300 - 46} 496 Q300 ${496 + smile * 1.6} ${300 + 46} 496 Q300 ${496 + smile * 0.5} ${300 - 46} 496Z" fill="${skin.lips}" stroke="${skin.lips}" stroke-width="5" stroke-linejoin="round"/>`
}

function beardOf({ hair, width }: Look): string {
  return `<path d="M${300 - width + 4} 420 C${300 - width + 10} 520 ${300 - 84} 580 300 586 C${300 + 84} 580 ${300 + width - 10} 520 ${300 + width - 4} 420
    C${300 + width - 34} 470 ${300 + 60} 462 300 468 C${300 - 60} 462 ${300 - width + 34} 470 ${300 - width + 4} 420Z" fill="${hair}" opacity="0.92"/>`
}

function glassesOf({ eyeDistance }: Look): string {
  const lens = (x: number) =>
    `<rect x="${x - 40}" y="362" width="80" height="54" rx="20" fill="#ffffff30" stroke="#2a2a30" stroke-width="6"/>`
  return `${lens(300 - eyeDistance)}${lens(300 + eyeDistance)}
    <path d="M${300 - eyeDistance + 40} 384 H${300 + eyeDistance - 40}" stroke="#2a2a30" stroke-width="6"/>`
}
