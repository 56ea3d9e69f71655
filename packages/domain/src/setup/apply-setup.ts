import { Carrier } from '../carriers/carrier.entity.ts';
import { defaultPolicy } from '../channels/channel-policy.ts';
import { Channel } from '../channels/channel.entity.ts';
import { Company } from '../company/company.entity.ts';
import { newId } from '../kernel/id.ts';
import { transact, type Context, type Transaction } from '../kernel/transact.ts';
import { Staff } from '../staff/staff.entity.ts';
import type { Setup } from './setup.ts';
import { setTimers } from './set-timers.ts';

/** Brings an installation to what its setup says; what is running keeps its state, and twice changes nothing. */
export function applySetup(
  ctx: Context,
  setup: Setup,
  { hashPassword }: { hashPassword(password: string): Promise<string> },
): Promise<void> {
  return transact(ctx, async (tx) => {
    await setCompany(tx, setup);
    const channels = await setChannels(tx, setup);
    await setProducts(tx, setup);
    const carriers = await setCarriers(tx, setup);
    await tx.em.flush();
    await setStock(tx, setup, carriers);
    await setStaff(tx, setup, hashPassword);
    await setTimers(tx, setup, channels, carriers);
  });
}

async function setCompany(tx: Transaction, { company, mail }: Setup): Promise<void> {
  const data = {
    ...company,
    mailHost: mail.host,
    mailPort: mail.port,
    mailFrom: mail.from,
    mailJournal: mail.journal ?? null,
  };
  const known = await tx.em.findOne(Company, 1);
  if (known) Object.assign(known, data);
  else tx.em.create(Company, { id: 1, ...data });
}

async function setChannels(tx: Transaction, { channels }: Setup): Promise<Map<string, Channel>> {
  const known = await tx.em.find(Channel, {}, { populate: ['connection'] });
  return new Map(
    channels.map(({ code, kind, account, name, country, currency, connection, policy }) => {
      const channel = known.find((of) => of.code === code);
      const kept = channel?.policyByStaff ? channel.policy : { ...defaultPolicy(kind), ...policy };
      const whole = { code, kind, account, name, country, currency, connection, policy: kept };
      return [code, channel ? Object.assign(channel, whole) : tx.em.create(Channel, { id: newId(), ...whole })];
    }),
  );
}

async function setProducts(tx: Transaction, { products }: Setup): Promise<void> {
  const rows = products.map((product) => ({
    sku: product.sku,
    title: product.title,
    gtin: product.gtin,
    bin: product.bin,
    price_cents: product.priceCents,
    weight_g: product.weightG,
    length_mm: product.lengthMm,
    width_mm: product.widthMm,
    height_mm: product.heightMm,
    vat_permille: product.vatPermille,
  }));
  await tx.em.execute(
    `insert into product (sku, title, gtin, bin, price_cents, weight_g, length_mm, width_mm, height_mm, vat_permille)
     select * from jsonb_to_recordset(?::jsonb) as p (sku text, title text, gtin text, bin text, price_cents int, weight_g int, length_mm int,
       width_mm int, height_mm int, vat_permille int)
     on conflict (sku) do update set title = excluded.title, gtin = excluded.gtin, bin = excluded.bin, price_cents = excluded.price_cents, weight_g = excluded.weight_g,
       length_mm = excluded.length_mm, width_mm = excluded.width_mm, height_mm = excluded.height_mm, vat_permille = excluded.vat_permille`,
    [JSON.stringify(rows)],
  );
}

async function setCarriers(tx: Transaction, { carriers }: Setup): Promise<Map<string, Carrier>> {
  const known = await tx.em.find(Carrier, {});
  return new Map(
    carriers.map(({ stock: _, ...data }) => {
      const carrier = known.find(({ code }) => code === data.code);
      if (!carrier) return [data.code, tx.em.create(Carrier, { id: newId(), ...data })];
      const changed = !isSame(carrier.services, data.services);
      return [data.code, Object.assign(carrier, data, { matrixVersion: carrier.matrixVersion + (changed ? 1 : 0) })];
    }),
  );
}

/** PostgreSQL keeps JSON objects with their keys in a sequence of its own. */
const isSame = (a: unknown, b: unknown): boolean => canonical(a) === canonical(b);
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, of: unknown) =>
    of && typeof of === 'object' && !Array.isArray(of)
      ? Object.fromEntries(Object.entries(of).toSorted(([x], [y]) => (x < y ? -1 : 1)))
      : of,
  );

/** Stock is counted by the process from then on, so a row that exists is left alone. */
async function setStock(tx: Transaction, { carriers }: Setup, known: Map<string, Carrier>): Promise<void> {
  const rows = carriers.flatMap(({ code, stock }) =>
    Object.entries(stock).map(([sku, onHand]) => ({ sku, carrier_id: known.get(code)!.id, on_hand: onHand })),
  );
  await tx.em.execute(
    `insert into stock (sku, carrier_id, on_hand)
     select * from jsonb_to_recordset(?::jsonb) as s (sku text, carrier_id uuid, on_hand int) on conflict do nothing`,
    [JSON.stringify(rows)],
  );
}

async function setStaff(
  tx: Transaction,
  { staff }: Setup,
  hashPassword: (password: string) => Promise<string>,
): Promise<void> {
  const known = await tx.em.find(Staff, {});
  for (const { password, ...data } of staff) {
    const email = data.email.toLowerCase();
    const member = known.find((of) => of.email === email);
    if (member) Object.assign(member, data, { email });
    else tx.em.create(Staff, { id: newId(), ...data, email, passwordHash: await hashPassword(password) });
  }
}
