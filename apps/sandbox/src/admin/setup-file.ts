import { randomBytes } from 'node:crypto';
import { accounts, type Account } from '../amazon/accounts.ts';
import type { SignalQueues } from '../amazon/signal-queues.ts';
import { credentials } from '../amazon/token.ts';
import { makeCatalogue, oversizeProduct } from '../population/catalogue.ts';
import { publicUrl } from '../settings.ts';
import type { World } from '../world.ts';
import { setupCarriers } from './setup-carriers.ts';

/** What a merchant would have to enter to work with this world: accounts, carriers, catalogue. */
export function setupFile(world: World, queues: SignalQueues): object {
  const { settings, state } = world;
  return {
    company: {
      name: 'Hansen & Söhne Handel GmbH',
      street: 'Speicherstadt 14',
      postcode: '20457',
      city: 'Hamburg',
      country: 'DE',
      vatId: 'DE811907980',
      taxNumber: '22/745/01234',
      email: 'service@kontor.test',
      phone: '+49 40 5550100',
      iban: 'DE02 2005 0550 1015 8719 42',
      register: 'Amtsgericht Hamburg HRB 104711',
      managingDirector: 'Frauke Hansen',
      timeZone: 'Europe/Berlin',
    },
    mail: {
      host: settings.SANDBOX_PUBLIC_HOST,
      port: settings.SANDBOX_SMTP_PORT,
      from: '"Hansen & Söhne" <service@kontor.test>',
      journal: 'journal@kontor.test',
    },
    channels: setupChannels(world, queues),
    products: [...makeCatalogue(), oversizeProduct].map(({ asin: _, ...product }) => product),
    carriers: setupCarriers(world),
    staff: [
      {
        email: 'anna@kontor.test',
        name: 'Anna Bauer',
        role: 'administrator',
        password: state.remembered('staff-password', () => `kontor-${randomBytes(6).toString('base64url')}`),
      },
    ],
  };
}

/** The second account is entered where it sells anything. */
function setupChannels(world: World, queues: SignalQueues): object[] {
  const [first, second] = accounts;
  return [
    setupChannel(world, queues, first, { code: 'amazon-de', name: 'Amazon.de' }),
    ...(world.settings.SANDBOX_SECOND_SELLER_SHARE > 0
      ? [setupChannel(world, queues, second, { code: 'amazon-2', name: 'Amazon.de and .nl' })]
      : []),
  ];
}

function setupChannel(
  world: World,
  queues: SignalQueues,
  account: Account,
  named: { code: string; name: string },
): object {
  const url = publicUrl(world.settings);
  const { sellerId, marketplaces } = account;
  return {
    ...named,
    kind: 'amazon',
    account: sellerId,
    country: 'DE',
    currency: 'EUR',
    pollSeconds: 3,
    settlementPollSeconds: 15,
    signalPollSeconds: 2,
    missingDataPollSeconds: 5,
    proofPollSeconds: 60,
    movementPollSeconds: 60,
    connection: {
      endpoint: url,
      tokenUrl: `${url}/auth/o2/token`,
      ...credentials(world, account),
      sellerId,
      marketplaceIds: marketplaces.map(({ id }) => id),
      queue: queues.access(sellerId),
    },
    policy: {
      paidByChannel: true,
      invoiceMarketplaceFulfilled: true,
      mails: { received: true, shipped: true, invoice: true },
    },
  };
}
