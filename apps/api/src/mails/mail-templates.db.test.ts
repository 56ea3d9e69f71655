import { anIncomingOrder } from '@kontor/domain/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApi, password, type TestApi } from '../testing.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
  await api.place(anIncomingOrder());
});
afterAll(() => api.close());

interface Template {
  mailTemplate: {
    content: { subject: string };
    source: string;
    versions: { id: string; version: number; note: string }[];
  };
}
const templateOf = async (channelId: string | null) =>
  (
    await api.graphql<Template>(
      `query T($channelId: ID) { mailTemplate(place: { kind: received, language: de, channelId: $channelId }) {
         content { subject } source versions { id version note } } }`,
      { channelId },
    )
  ).data!.mailTemplate;
const content = (subject: string) => ({
  subject,
  mailText: 'Hallo {{ customerName }}',
  mailHtml: '<p>{{ order }}</p>',
});
const save = (subject: string, channelId: string | null = null, headers?: Record<string, string>) =>
  api.graphql<{ saveMailTemplate: { id: string; version: number } }>(
    `mutation S($input: SaveMailTemplateInput!) { saveMailTemplate(input: $input) { id version } }`,
    { input: { place: { kind: 'received', language: 'de', channelId }, content: content(subject), note: subject } },
    headers,
  );

test('a place says what is built in, then what everybody says, then what is its own; rolling back is one more version', async () => {
  expect(await templateOf(api.channelId)).toMatchObject({ source: 'built_in', versions: [] });
  await save('Eins {{ order }}');
  expect(await templateOf(api.channelId)).toMatchObject({ source: 'common', content: { subject: 'Eins {{ order }}' } });
  const own = await save('Zwei', api.channelId);
  await save('Drei', api.channelId);
  expect(await templateOf(api.channelId)).toMatchObject({ source: 'own', content: { subject: 'Drei' } });
  await api.graphql('mutation R($id: ID!) { restoreMailTemplate(templateId: $id) { version } }', {
    id: own.data!.saveMailTemplate.id,
  });
  const restored = await templateOf(api.channelId);
  expect(restored.content.subject).toBe('Zwei');
  expect(restored.versions.map(({ version, note }) => [version, note])).toEqual([
    [3, '= 1'],
    [2, 'Drei'],
    [1, 'Zwei'],
  ]);
  expect(await templateOf(null)).toMatchObject({ content: { subject: 'Eins {{ order }}' } });
});

test('a preview is filled with the order that is named, escaped in HTML, or tells line and column of what is wrong', async () => {
  const [{ number }] = (await api.ctx().em.execute('select number from sales_order')) as [{ number: string }];
  const preview = async (mailHtml: string, orderNumber: string | null) => {
    const { data, errors } = await api.graphql<{ previewMail: { problems: object[]; html: string } }>(
      `query P($input: PreviewMailInput!) { previewMail(input: $input) { problems { part line column code found suggestion } html } }`,
      { input: { place: { kind: 'received', language: 'de' }, content: { ...content('x'), mailHtml }, orderNumber } },
    );
    return data?.previewMail ?? errors![0]!.extensions;
  };
  expect(await preview('<p>{{ order }}</p>', number)).toMatchObject({ problems: [], html: `<p>${number}</p>` });
  expect(await preview('<p>{{ lines[0].title }}</p>', null)).toMatchObject({
    html: '<p>Probeartikel 1 &lt;groß&gt;</p>',
  });
  expect(await preview('<p>\n  {{ custmerName }}</p>', null)).toMatchObject({
    problems: [{ part: 'mailHtml', line: 2, code: 'unknown_variable', suggestion: 'customerName' }],
  });
  expect(await preview('<p></p>', 'A-0')).toMatchObject({ rejection: 'order_not_found' });
});

test('a faulty template is not saved, and only administrators save', async () => {
  const before = await templateOf(null);
  expect((await save('{{ nobody }}')).errors?.[0]).toMatchObject({ extensions: { rejection: 'template_faulty' } });
  const signedIn = await api.signIn('clerk@kontor.test', password);
  const cookie = signedIn.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  expect((await save('Neu', null, { cookie })).errors?.[0]).toMatchObject({ extensions: { code: 'FORBIDDEN' } });
  expect(await templateOf(null)).toEqual(before);
});
