/** How a field of a connection is entered; a secret is write-only. */
export interface ConnectionField {
  name: string;
  kind: 'text' | 'number' | 'secret' | 'area' | 'check' | 'secretArea';
  wide?: boolean;
}

const text = (name: string, wide = false): ConnectionField => ({ name, kind: 'text', wide });
const number = (name: string): ConnectionField => ({ name, kind: 'number' });
const secret = (name: string): ConnectionField => ({ name, kind: 'secret' });
const check = (name: string): ConnectionField => ({ name, kind: 'check' });
const area = (name: string): ConnectionField => ({ name, kind: 'area', wide: true });

const login = [text('host'), number('port'), text('username'), secret('password')];
const sftp = [...login, { name: 'privateKey', kind: 'secretArea', wide: true } as const, text('hostKeySha256', true)];
const ftp = [...login];
const ftps = [...login, check('implicitTls'), area('ca')];
const drop = [text('inbox'), text('archive')];
const pickUp = [text('folder'), text('done'), text('only'), number('pollSeconds')];
const inside = check('allowPrivate');

/** The ways out, by transport. */
export const HAND_OVER: Record<string, ConnectionField[]> = {
  none: [],
  email: [text('to', true)],
  sftp: [...sftp, ...drop, inside],
  ftps: [...ftps, ...drop, inside],
  ftp: [...ftp, ...drop, inside],
  http: [
    text('url', true),
    secret('apiKey'),
    text('apiKeyHeader'),
    text('username'),
    secret('password'),
    check('readBack'),
    inside,
    area('ca'),
  ],
};

/** The ways back, by source. */
export const RETURNS: Record<string, ConnectionField[]> = {
  none: [],
  email: [text('from', true), text('attachment')],
  imap: [
    ...login,
    check('secure'),
    text('folder'),
    text('done'),
    text('attachment'),
    number('pollSeconds'),
    inside,
    area('ca'),
  ],
  sftp: [...sftp, ...pickUp, inside],
  ftps: [...ftps, ...pickUp, inside],
  ftp: [...ftp, ...pickUp, inside],
  http: [secret('secret')],
};

export type Config = Record<string, unknown>;

/** What is sent: only the fields of this kind, empty ones left out; an untouched secret stays as it is. */
export function entered(kind: Config, fields: ConnectionField[], values: Config): Config {
  const filled = fields.flatMap(({ name, kind: of }) => {
    const value = values[name];
    if (value === undefined || value === '') return [];
    return [[name, of === 'number' ? Number(value) : value]];
  });
  return { ...kind, ...Object.fromEntries(filled) };
}
