/** How far the reading of a file is, in bytes. */
export interface ReadProgress {
  readonly done: number;
  readonly total: number;
}

/**
 * Reads a file as UTF-8, piece by piece.
 * @param following told after each piece; `signal` ends the reading with an `AbortError`.
 */
export async function readFileText(
  file: Blob,
  { tell, signal }: { readonly tell: (progress: ReadProgress) => void; readonly signal: AbortSignal },
): Promise<string> {
  const decoder = new TextDecoder();
  const pieces: string[] = [];
  let done = 0;
  const reader = file.stream().getReader();
  try {
    for (;;) {
      signal.throwIfAborted();
      const piece = await reader.read();
      if (piece.done) break;
      done += piece.value.byteLength;
      pieces.push(decoder.decode(piece.value, { stream: true }));
      tell({ done, total: file.size });
    }
    pieces.push(decoder.decode());
    return pieces.join('');
  } finally {
    reader.cancel().catch(() => undefined);
  }
}
