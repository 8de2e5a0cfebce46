import type { DecisionRecord, Verdict } from '../../src-shared/decision/record.ts';
import { GatehouseError } from '../../src-shared/errors.ts';
import { download } from '../files/download.ts';
import { drawDecision, type PictureLook } from './decision-picture.ts';

const VERDICT_ROLES: Readonly<Record<Verdict, string>> = {
  Allowed: '--verdict-allowed',
  ImplicitlyDenied: '--verdict-implicit',
  ExplicitlyDenied: '--verdict-explicit',
  NotAuthenticated: '--verdict-unauthenticated',
  InvalidRequest: '--verdict-invalid',
};

/** The look of the theme in force: a canvas cannot read tokens, but an element's computed style can. */
function currentLook(verdict: Verdict): PictureLook {
  const probe = document.createElement('span');
  document.body.append(probe);
  const colour = (role: string): string => {
    probe.style.color = `var(${role})`;
    return getComputedStyle(probe).color;
  };
  const font = (role: string): string => {
    probe.style.fontFamily = `var(${role})`;
    return getComputedStyle(probe).fontFamily;
  };
  const role = VERDICT_ROLES[verdict];
  const look = {
    surface: colour('--surface-panel'),
    faint: colour('--border-strong'),
    text: colour('--text'),
    muted: colour('--text-muted'),
    passed: colour('--verdict-allowed'),
    closed: colour(role),
    closedSoft: colour(`${role}-soft`),
    sans: font('--font-sans'),
    mono: font('--font-mono'),
  };
  probe.remove();
  return look;
}

/** A decision as a PNG in the theme in force. */
function decisionPng(record: DecisionRecord): Promise<Blob> {
  const canvas = document.createElement('canvas');
  drawDecision(canvas, record, currentLook(record.verdict));
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob !== null) resolve(blob);
      else reject(new GatehouseError('PictureNotDrawn', 'The picture could not be drawn.', { mend: 'Try again.' }));
    }, 'image/png');
  });
}

/** Puts the picture of a decision on the clipboard. */
export async function copyPicture(record: DecisionRecord): Promise<void> {
  await navigator.clipboard.write([new ClipboardItem({ 'image/png': decisionPng(record) })]);
}

/** Saves the picture of a decision as a file, where the browser or the window puts downloads. */
export async function savePicture(record: DecisionRecord): Promise<void> {
  download(`decision-${record.sequence}.png`, await decisionPng(record));
}
