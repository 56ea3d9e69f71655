import { Carrier } from '../carriers/carrier.entity.ts';
import { HandOverTemplate } from '../carriers/hand-over-template.entity.ts';
import { addVersion, publishVersion } from '../carriers/save-template.ts';
import { setUpMatrix } from '../carriers/setup-matrix.ts';
import { defaultPolicy } from '../channels/channel-policy.ts';
import { Channel } from '../channels/channel.entity.ts';
import { Company } from '../company/company.entity.ts';
import { newId } from '../kernel/id.ts';
import { isSameJson } from '../kernel/same-json.ts';
import { sealConfig, type Secrets } from '../kernel/secrets.ts';
import { transact, type Context, type Transaction } from '../kernel/transact.ts';
import { Staff } from '../staff/staff.entity.ts';
import { matrixOf } from './matrix-of-setup.ts';
import type { Setup } from './setup.ts';
import { setTimers } from './set-timers.ts';

/** Brings an installation to what its setup says; what is running keeps its state, and twice changes nothing. */
export function applySetup(
  ctx: Context,
  setup: Setup,
  { hashPassword, secrets }: { hashPassword(password: string): Promise<string>; secrets: Secrets },
): Promise<void> {
  return transact(ctx, async (tx) => {
    await setCompany(tx, setup);
    const channels = await setChannels(tx, setup, secrets);
    await setProducts(tx, setup);
    const carriers = await setCarriers(tx, setup, secrets);
    await tx.em.flush();
    await setUpMatrix(tx, matrixOf(setup));
    await setTemplates(tx, setup, carriers);
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

async function setChannels(tx: Transaction, { channels }: Setup, secrets: Secrets): Promise<Map<string, Channel>> {
  const known = await tx.em.find(Channel, {}, { populate: ['connection'] });
  return new Map(
    channels.map(({ code, kind, account, name, country, currency, connection, policy }) => {
      const channel = known.find((of) => of.code === code);
      const kept = channel?.policyByStaff ? channel.policy : { ...defaultPolicy(kind), ...policy };
      const sealed = sealConfig(connection, secrets, channel?.connection);
      const whole = { code, kind, account, name, country, currency, connection: sealed, policy: kept };
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
    hazardous: product.hazardous,
    vat_class: product.vatClass,
    vat_abroad: product.vatAbroad,
  }));
  await tx.em.execute(
    `insert into product (sku, title, gtin, bin, price_cents, weight_g, length_mm, width_mm, height_mm, hazardous, vat_class, vat_abroad)
     select * from jsonb_to_recordset(?::jsonb) as p (sku text, title text, gtin text, bin text, price_cents int, weight_g int, length_mm int,
       width_mm int, height_mm int, hazardous boolean, vat_class text, vat_abroad jsonb)
     on conflict (sku) do update set title = excluded.title, gtin = excluded.gtin, bin = excluded.bin, price_cents = excluded.price_cents, weight_g = excluded.weight_g,
       length_mm = excluded.length_mm, width_mm = excluded.width_mm, height_mm = excluded.height_mm,
       hazardous = excluded.hazardous, vat_class = excluded.vat_class, vat_abroad = excluded.vat_abroad`,
    [JSON.stringify(rows)],
  );
}

async function setCarriers(tx: Transaction, { carriers }: Setup, secrets: Secrets): Promise<Map<string, Carrier>> {
  const known = await tx.em.find(Carrier, {});
  return new Map(
    carriers.map(({ code, name, kind, country, confirmWithinMinutes, batchCron, handover, returns }) => {
      const carrier = known.find((one) => one.code === code);
      const data = {
        code,
        name,
        kind,
        country,
        batchCron,
        handover: sealConfig(handover, secrets, carrier?.handover),
        returns: sealConfig(returns, secrets, carrier?.returns),
      };
      // The deadline is the matrix's: it says it when it is armed.
      if (carrier) return [code, Object.assign(carrier, data)];
      return [code, tx.em.create(Carrier, { id: newId(), ...data, confirmWithinMinutes })];
    }),
  );
}

/** A carrier's template as the setup says it, unless staff have gone on from there. */
async function setTemplates(tx: Transaction, { carriers }: Setup, known: Map<string, Carrier>): Promise<void> {
  for (const { code, template } of carriers) {
    const carrier = known.get(code)!;
    const used = carrier.templateId ? await tx.em.findOne(HandOverTemplate, carrier.templateId) : null;
    if (!template || (used && (used.createdBy !== 'automation' || isSameJson(used.content, template)))) continue;
    publishVersion(tx, carrier, await addVersion(tx, carrier, template, null));
  }
}

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
