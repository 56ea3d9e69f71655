/** A cell of a CSV with semicolons (RFC 4180); a text that a spreadsheet would compute is marked as text. Pure. */
export function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[;"\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
