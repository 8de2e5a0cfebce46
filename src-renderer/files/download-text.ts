/** Saves a text as a file, where the browser or the window puts downloads. */
export function downloadText(file: {
  readonly fileName: string;
  readonly text: string;
  readonly mediaType: string;
}): void {
  const address = URL.createObjectURL(new Blob([file.text], { type: file.mediaType }));
  const link = document.createElement('a');
  link.href = address;
  link.download = file.fileName;
  link.click();
  URL.revokeObjectURL(address);
}
