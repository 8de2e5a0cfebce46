import type { DecisionRecord, StepReport } from '../../src-shared/decision/record.ts';
import { GATE_SIDE, LEAVES, posts } from '../ui/gate-drawing.ts';
import { STEP_WORDS, VERDICT_WORDS, statusWord } from '../ui/verdict-words.ts';
import { whyInShort } from './outcome-words.ts';
import { wrapText } from './wrap-text.ts';

/** Colours and fonts of the theme that the picture is drawn in, as a canvas takes them. */
export interface PictureLook {
  readonly surface: string;
  readonly faint: string;
  readonly text: string;
  readonly muted: string;
  readonly passed: string;
  /** Of the verdict. */
  readonly closed: string;
  readonly closedSoft: string;
  readonly sans: string;
  readonly mono: string;
}

const WIDTH = 1200;
const MARGIN = 56;
const INNER = WIDTH - 2 * MARGIN;
/** A picture is pasted where screens are dense. */
const SCALE = 2;
const GATE = 64;
const STEP_WIDTH = INNER / 5;
const STEP_HEIGHT = 168;

interface TextBlock {
  readonly lines: readonly string[];
  readonly font: string;
  readonly colour: string;
  readonly leading: number;
  /** Above it. */
  readonly gap: number;
}

/**
 * Draws a decision: verdict, why, who asked for what, and the gates. Nothing else of the record is in it.
 * @param canvas is made as large as the picture.
 */
export function drawDecision(canvas: HTMLCanvasElement, record: DecisionRecord, look: PictureLook): void {
  const pen = canvas.getContext('2d');
  if (pen === null) return;
  const blocks = textBlocks(pen, record, look);
  const textHeight = blocks.reduce((sum, { lines, leading, gap }) => sum + gap + lines.length * leading, 0);
  const height = MARGIN + textHeight + 40 + STEP_HEIGHT + 72;
  canvas.width = WIDTH * SCALE;
  canvas.height = height * SCALE;
  pen.scale(SCALE, SCALE);

  pen.fillStyle = look.surface;
  pen.fillRect(0, 0, WIDTH, height);
  pen.fillStyle = look.closed;
  pen.fillRect(0, 0, 10, height);

  pen.textBaseline = 'top';
  let y = MARGIN;
  for (const { lines, font, colour, leading, gap } of blocks) {
    y += gap;
    pen.font = font;
    pen.fillStyle = colour;
    for (const line of lines) {
      pen.fillText(line, MARGIN, y);
      y += leading;
    }
  }
  y += 40;
  for (const [index, step] of record.steps.entries()) drawStep(pen, step, index, y, record, look);

  pen.textAlign = 'left';
  pen.font = `15px ${look.sans}`;
  pen.fillStyle = look.muted;
  pen.fillText(`Gatehouse · ${record.at} · decision ${record.id} · evaluated offline, not by AWS`, MARGIN, height - 44);
}

function textBlocks(pen: CanvasRenderingContext2D, record: DecisionRecord, look: PictureLook): TextBlock[] {
  const block = (text: string, font: string, colour: string, leading: number, gap: number, most: number): TextBlock => {
    pen.font = font;
    return { lines: wrapText(text, INNER, most, (part) => pen.measureText(part).width), font, colour, leading, gap };
  };
  const { principal } = record;
  return [
    block(VERDICT_WORDS[record.verdict], `650 44px ${look.sans}`, look.closed, 54, 0, 1),
    block(whyInShort(record), `24px ${look.sans}`, look.text, 34, 6, 4),
    block(`Principal  ${principal.arn ?? principal.label}`, `20px ${look.mono}`, look.muted, 28, 20, 2),
    block(`Action     ${record.action}`, `650 20px ${look.mono}`, look.text, 28, 2, 2),
    block(`Resource   ${record.resource}`, `20px ${look.mono}`, look.muted, 28, 2, 2),
  ];
}

function drawStep(
  pen: CanvasRenderingContext2D,
  { step, status }: StepReport,
  index: number,
  top: number,
  { verdict }: DecisionRecord,
  look: PictureLook,
): void {
  const left = MARGIN + index * STEP_WIDTH;
  const middle = left + STEP_WIDTH / 2;
  if (status === 'closed') {
    pen.beginPath();
    pen.roundRect(left, top, STEP_WIDTH, STEP_HEIGHT, 12);
    pen.fillStyle = look.closedSoft;
    pen.fill();
    pen.strokeStyle = look.closed;
    pen.lineWidth = 1.5;
    pen.stroke();
  }
  if (status !== 'notReached') {
    pen.beginPath();
    pen.moveTo(left, top + 20 + GATE / 2);
    pen.lineTo(status === 'passed' ? left + STEP_WIDTH : middle - GATE / 4, top + 20 + GATE / 2);
    pen.strokeStyle = look.passed;
    pen.lineWidth = 4;
    pen.stroke();
  }
  drawGate(pen, status, middle - GATE / 2, top + 20, verdict, look);
  pen.textAlign = 'center';
  pen.font = `650 19px ${look.sans}`;
  pen.fillStyle = status === 'notReached' ? look.muted : look.text;
  pen.fillText(`${index + 1}. ${STEP_WORDS[step]}`, middle, top + 100);
  pen.font = `17px ${look.sans}`;
  pen.fillStyle = status === 'closed' ? look.closed : status === 'passed' ? look.passed : look.muted;
  pen.fillText(statusWord(status, verdict), middle, top + 128);
}

function drawGate(
  pen: CanvasRenderingContext2D,
  status: StepReport['status'],
  x: number,
  y: number,
  verdict: DecisionRecord['verdict'],
  look: PictureLook,
): void {
  pen.save();
  pen.translate(x, y);
  pen.scale(GATE / GATE_SIDE, GATE / GATE_SIDE);
  pen.lineCap = 'round';
  pen.lineJoin = 'round';
  if (status === 'closed') {
    const leaf = LEAVES[verdict];
    const outline = new Path2D(leaf.outline);
    pen.lineWidth = leaf.solid ? 1 : 2.25;
    pen.strokeStyle = look.closed;
    pen.fillStyle = look.closed;
    // oxlint-disable-next-line unicorn/no-array-fill-with-reference-type -- a canvas is filled, not an array
    if (leaf.solid) pen.fill(outline);
    pen.stroke(outline);
    pen.lineWidth = 2.25;
    pen.strokeStyle = leaf.solid ? look.surface : look.closed;
    pen.stroke(new Path2D(leaf.mark));
  } else {
    pen.strokeStyle = status === 'passed' ? look.passed : look.faint;
    pen.lineWidth = status === 'passed' ? 3 : 1.5;
    if (status === 'notReached') pen.setLineDash([2.5, 2.5]);
    pen.stroke(new Path2D(posts()));
  }
  pen.restore();
}
