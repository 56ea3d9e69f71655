/** Prints HTML (self-contained, no scripts, no network) as PDF/A4; throws ConnectorError when the browser fails. */
export interface PdfPrinter {
  print(html: string): Promise<Uint8Array>;
  close(): Promise<void>;
}
