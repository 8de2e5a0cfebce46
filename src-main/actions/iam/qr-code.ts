import { crc32, deflateSync } from 'node:zlib';
import { encode } from 'uqr';

/** Pixels a module of the code is wide and high. */
const MODULE_PIXELS = 6;
/** ISO/IEC 18004 asks for a quiet zone of four modules around the code. */
const QUIET_ZONE_MODULES = 4;

const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const WHITE = 1;

/** Draws a text as a QR code: the bytes of a black and white PNG. */
export function qrCodePng(text: string): Buffer {
  const code = encode(text, { ecc: 'M', border: QUIET_ZONE_MODULES });
  const side = code.size * MODULE_PIXELS;
  const rows = Array.from({ length: side }, (_, y) => {
    const modules = code.data[Math.floor(y / MODULE_PIXELS)] ?? [];
    return pngRow(side, (x) => modules[Math.floor(x / MODULE_PIXELS)] !== true);
  });
  return Buffer.concat([
    PNG_SIGNATURE,
    chunk('IHDR', header(side)),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A row of pixels of one bit each, behind the filter type 0, "none". @see https://www.w3.org/TR/png-3/#9Filters */
function pngRow(width: number, isWhite: (x: number) => boolean): Buffer {
  const row = Buffer.alloc(1 + Math.ceil(width / 8));
  for (let x = 0; x < width; x += 1) {
    if (!isWhite(x)) continue;
    const place = 1 + (x >> 3);
    row.writeUInt8(row.readUInt8(place) | (WHITE << (7 - (x & 7))), place);
  }
  return row;
}

/** Width, height, one bit a pixel, greyscale, deflate, no filter, not interlaced. @see https://www.w3.org/TR/png-3/#11IHDR */
function header(side: number): Buffer {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(side, 0);
  data.writeUInt32BE(side, 4);
  data.writeUInt8(1, 8);
  return data;
}

function chunk(type: string, data: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(typed));
  return Buffer.concat([length, typed, checksum]);
}
