/** Saves a text as a file, where the browser or the window puts downloads. */
export function downloadText(file: {
  readonly fileName: string;
  readonly text: string;
  readonly mediaType: string;
}): void {
  download(file.fileName, new Blob([file.text], { type: file.mediaType }));
}

/** Saves bytes as a file. @param file.mediaType empty where it is not known. */
export function downloadBytes(file: {
  readonly fileName: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly mediaType: string;
}): void {
  download(file.fileName, new Blob([file.bytes], { type: file.mediaType }));
}

/** Saves a file, where the browser or the window puts downloads. */
export function download(fileName: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(address);
}
