import fs from 'node:fs/promises';
import { sftpServer, type SftpTestServer } from '@kontor/connectors/transports/sftp/sftp-server.testing';
import { publishTemplate, saveTemplate } from '@kontor/domain/carriers/save-template';
import { templateContent, type TemplateContent } from '@kontor/domain/carriers/template-content';
import { performEffects } from '@kontor/domain/effects/perform-effects';
import { importOrders } from '@kontor/domain/orders/import-orders';
import { setConnection } from '@kontor/domain/setup/set-connection';
import { anIncomingOrder } from '@kontor/domain/testing';
import { openLog } from '@kontor/platform/log';
import { secretsWith } from '@kontor/platform/secrets';
import { Connections } from '../connections.ts';
import type { Work } from '../handle.ts';
import { openTestWorld, type TestWorld } from '../testing.ts';
import { handOverPractice } from './hand-over.practice.ts';

export const secrets = secretsWith('the key of the tests, long enough');
const log = openLog('test', 'silent');

export const mapping = { format: 'json', fields: { shipment: { at: 'shipment' }, trackingNumber: { at: 'number' } } };

/** A template that names every shipment under this word. */
export const content = (word: string): TemplateContent =>
  templateContent.parse({
    format: 'text',
    fileName: '{{ key }}.txt',
    body: `${word}{% for shipment in shipments %}\n{{ shipment.number }} {{ shipment.recipient.name }}{% endfor %}\n`,
  });

/** A world whose partner has a real SFTP server, with a template in use. */
export class HandOverWorld {
  readonly world: TestWorld;
  readonly server: SftpTestServer;
  readonly work: Work;

  private constructor(world: TestWorld, server: SftpTestServer) {
    this.world = world;
    this.server = server;
    const connections = new Connections({
      log,
      secrets,
      limits: {} as never,
      journalGraceSeconds: 1,
      hasJournalCopy: async () => false,
    });
    this.work = { newContext: (actor) => world.ctx(actor), connections, log };
  }

  static async open(): Promise<HandOverWorld> {
    const made = new HandOverWorld(await openTestWorld(), await sftpServer(['inbox', 'taken']));
    await made.connect({});
    await made.publish(content('one'));
    return made;
  }

  /** An empty inbox and a carrier that is armed. */
  async reset(): Promise<void> {
    const { world, server } = this;
    await world.rows('update carrier set batch_cron = null, active = true');
    for (const name of await fs.readdir(`${server.root}/inbox`)) await fs.rm(`${server.root}/inbox/${name}`);
  }

  async close(): Promise<void> {
    await this.work.connections.close();
    await this.server[Symbol.asyncDispose]();
    await this.world.close();
  }

  connect(o: { mapping?: object; batchCron?: string | null }): Promise<unknown> {
    const { world, server } = this;
    return setConnection(
      world.ctx(),
      {
        carrierId: world.partner.id,
        handover: { transport: 'sftp', ...server.connection, inbox: '/inbox', archive: '/taken' },
        returns: { source: 'http', secret: 's3cret', mapping: o.mapping ?? mapping },
        batchCron: o.batchCron,
      },
      secrets,
    );
  }

  /** The template that is used from now on. */
  async publish(template: TemplateContent): Promise<void> {
    const carrierId = this.world.partner.id;
    const { id } = await saveTemplate(this.world.ctx(), { carrierId, content: template }, () => []);
    await publishTemplate(this.world.ctx(), id, () => []);
  }

  /** Orders that have come as far as their carrier. */
  async routed(count: number): Promise<{ id: string; number: string; order_id: string }[]> {
    const { world } = this;
    const orders = Array.from({ length: count }, () => anIncomingOrder());
    await importOrders(world.ctx('channel'), { channelId: world.channelId, orders, unreadable: [], cursor: null });
    await world.settle();
    return world.rows(
      `select s.id, s.number, s.order_id from shipment s join sales_order o on o.id = s.order_id where s.carrier_id = ? and o.channel_order_id in (${orders.map(() => '?').join(',')}) order by s.number`,
      [world.partner.id, ...orders.map((order) => order.channelOrderId)],
    );
  }

  effects(key?: string): Promise<{ id: string; key: string; state: string; last_error: string | null }[]> {
    return this.world.rows(
      `select id, key, state, last_error from effect where kind = 'hand_over' ${key ? `and key = '${key}'` : `and state in ('pending', 'sending')`} order by created_at`,
    );
  }

  async perform(): Promise<void> {
    const open = await this.effects();
    await performEffects(
      this.world.ctx(),
      handOverPractice(this.work),
      open.map(({ id }) => id),
    );
  }

  /** What lies in the partner's inbox. */
  async sent(): Promise<string[]> {
    const names = (await fs.readdir(`${this.server.root}/inbox`)).toSorted();
    return Promise.all(names.map((name) => fs.readFile(`${this.server.root}/inbox/${name}`, 'utf8')));
  }

  async states(ids: string[]): Promise<string[]> {
    const rows = await this.world.rows<{ state: string }>(
      `select state from shipment where id in (${ids.map(() => '?').join(',')})`,
      ids,
    );
    return rows.map(({ state }) => state);
  }
}
