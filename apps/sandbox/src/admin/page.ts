/** Text as it may stand in a page. */
export const escape = (text: unknown): string =>
  String(text ?? '').replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);

const style = `:root{color-scheme:light dark}select{max-width:110px}body{font:14px/1.5 system-ui,sans-serif;margin:0;color:#1d2939;background:#f8fafc}main{max-width:1100px;margin:0 auto;padding:24px}h1{font-size:20px}h2{font-size:15px;margin-top:28px}
table{border-collapse:collapse;width:100%;background:#fff}th,td{text-align:left;padding:6px 10px;border-bottom:1px solid #e4e7ec}th{font-size:12px;color:#475467}.tiles{display:flex;gap:12px;flex-wrap:wrap}
.tile{background:#fff;border:1px solid #e4e7ec;border-radius:8px;padding:10px 16px;min-width:120px}.tile b{display:block;font-size:22px}nav a{margin-right:14px}a{color:#175cd3}
@media(prefers-color-scheme:dark){body{background:#0c111d;color:#e4e7ec}table,.tile{background:#161b26}th,td,.tile{border-color:#333741}a{color:#84adff}th{color:#94969c}}`;

/** A page of the world. */
export const page = (title: string, body: string): string =>
  `<!doctype html><html lang="de"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escape(title)}</title><style>${style}</style><main><nav><a href="/">Welt</a><a href="/mails">Mails</a><a href="/faults">Faults</a><a href="/setup.json">setup.json</a><a href="/world.json">world.json</a></nav><h1>${escape(title)}</h1>${body}</main></html>`;

/** Rows of HTML under a head of text. */
export const table = (head: string[], rows: string[][]): string =>
  `<table><tr>${head.map((cell) => `<th>${escape(cell)}</th>`).join('')}</tr>${rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('')}</table>`;
