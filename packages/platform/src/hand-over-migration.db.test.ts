import { randomUUID } from 'node:crypto';
import { handOverConfig, returnsConfig } from '@kontor/domain/carriers/carrier-connection';
import { Carrier } from '@kontor/domain/carriers/carrier.entity';
import { HandOverTemplate } from '@kontor/domain/carriers/hand-over-template.entity';
import { templateContent } from '@kontor/domain/carriers/template-content';
import type { MikroORM } from '@mikro-orm/postgresql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrate } from './database.ts';
import { oldDatabase } from './testing.ts';

let orm: MikroORM;
beforeAll(async () => {
  ({ orm } = await oldDatabase('20261124140000_amazon-in-full'));
});
afterAll(() => orm?.close(true));

const sftp = { host: 'sftp.test', port: 22, username: 'u', password: 'p', hostKeySha256: 'k' };
const pattern = { reference: 'Sendung: (\\S+)', trackingNumber: 'Nr: (\\S+)', parcelService: 'Dienst: (\\S+)' };
const before: [string, object, object][] = [
  ['HAUS', { transport: 'none' }, { source: 'none' }],
  [
    'NORD',
    { transport: 'sftp', format: 'csv', ...sftp, inbox: '/in' },
    { source: 'sftp', format: 'csv', ...sftp, folder: '/out', done: '/done', pollSeconds: 2 },
  ],
  ['SUED', { transport: 'email', format: 'pdf', to: 'a@b.test' }, { source: 'email', from: 'c@d.test', pattern }],
  [
    'RHEIN',
    { transport: 'http', format: 'json', url: 'http://127.0.0.1:1/x', apiKey: 'k' },
    { source: 'http', secret: 's' },
  ],
];

test('an installation with carriers keeps their ways, forms and patterns', async () => {
  for (const [code, handover, returns] of before)
    await orm.em.execute(
      `insert into carrier (id, code, name, kind, priority, confirm_within_minutes, services, handover, returns) values (?, ?, ?, 'external', 1, 60, '[]', ?, ?)`,
      [randomUUID(), code, code, JSON.stringify(handover), JSON.stringify(returns)],
    );
  await migrate(orm);
  const em = orm.em.fork();
  const carriers = await em.find(Carrier, {});
  const templates = new Map((await em.find(HandOverTemplate, {})).map((template) => [template.id, template]));
  const shown = carriers.map(({ code, handover, returns, templateId }) => {
    const out = handOverConfig.parse(handover);
    const back = returnsConfig.parse(returns);
    const template = templateId ? templateContent.parse(templates.get(templateId)!.content) : null;
    const mapping = 'mapping' in back ? back.mapping : null;
    return [code, out.transport, template?.format, back.source, mapping?.format, mapping?.fields.trackingNumber.at];
  });
  expect(shown.toSorted()).toEqual([
    ['HAUS', 'none', undefined, 'none', undefined, undefined],
    ['NORD', 'sftp', 'csv', 'sftp', 'csv', 'tracking_number'],
    ['RHEIN', 'http', 'json', 'http', 'json', 'trackingNumber'],
    ['SUED', 'email', 'pdf', 'email', 'text', 'Nr: (\\S+)'],
  ]);
});
