/** Gives the reader a file to keep. */
export function download(file: Blob, name: string): void {
  const link = window.document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 0);
}
