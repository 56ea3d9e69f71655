import { entities } from '@kontor/domain/entities';
import { Migrator } from '@mikro-orm/migrations';
import { MikroORM } from '@mikro-orm/postgresql';
import { Tables } from './migrations/20261124000000_tables.ts';
import { Rules } from './migrations/20261124000001_rules.ts';
import { AmazonInFull } from './migrations/20261124140000_amazon-in-full.ts';
import { Warehouse } from './migrations/20261125070000_warehouse.ts';
import { ClaimsAndReviews } from './migrations/20261125071500_claims-and-reviews.ts';
import { ChannelPolicyByStaff } from './migrations/20261125072000_channel-policy.ts';
import { InvoicesInFull } from './migrations/20261125073000_invoices-in-full.ts';
import { Matrix } from './migrations/20261125073000_matrix.ts';
import { TicketsInFull } from './migrations/20261125073000_tickets-in-full.ts';
import { HandOver } from './migrations/20261125074500_hand-over.ts';
import { SettlementsInFull } from './migrations/20261125084500_settlements-in-full.ts';
import { CreditNotesInLedger } from './migrations/20261125090000_credit-notes-in-ledger.ts';
import { NextPage } from './migrations/20261126010000_next-page.ts';
import { WorkingHours } from './migrations/20261126011000_working-hours.ts';
import { PaymentMethod } from './migrations/20261126011010_payment-method.ts';
import { RefundsClearCreditNotes } from './migrations/20261126012000_refunds-clear-credit-notes.ts';
import { MailSuppressions } from './migrations/20261126014000_mail-suppression.ts';
import { CustomerMails } from './migrations/20261126015000_customer-mail.ts';
import { SplitAndOffice } from './migrations/20261126020001_split-and-office.ts';
import { RulesThatWait } from './migrations/20261126020002_rules-that-wait.ts';
import { OrdersList } from './migrations/20261126021000_orders-list.ts';
import { ApiTokens } from './migrations/20261126022000_api-tokens.ts';
import { MovementsPaid } from './migrations/20261126030100_movements-paid.ts';
import { Kpis } from './migrations/20261126050000_kpis.ts';
import { NotesOfParts } from './migrations/20261126050050_notes-of-parts.ts';
import { Lists } from './migrations/20261126050100_lists.ts';
import { MailTemplates } from './migrations/20261126050200_mail-template.ts';
import { OrdersSorted } from './migrations/20261126050300_orders-sorted.ts';
import { UnderWay } from './migrations/20261126050400_under-way.ts';

const migrationsList = [
  { name: '20261124000000_tables', class: Tables },
  { name: '20261124000001_rules', class: Rules },
  { name: '20261124140000_amazon-in-full', class: AmazonInFull },
  { name: '20261125070000_warehouse', class: Warehouse },
  { name: '20261125071500_claims-and-reviews', class: ClaimsAndReviews },
  { name: '20261125072000_channel-policy', class: ChannelPolicyByStaff },
  { name: '20261125073000_invoices-in-full', class: InvoicesInFull },
  { name: '20261125073000_matrix', class: Matrix },
  { name: '20261125073000_tickets-in-full', class: TicketsInFull },
  { name: '20261125074500_hand-over', class: HandOver },
  { name: '20261125084500_settlements-in-full', class: SettlementsInFull },
  { name: '20261125090000_credit-notes-in-ledger', class: CreditNotesInLedger },
  { name: '20261126010000_next-page', class: NextPage },
  { name: '20261126011000_working-hours', class: WorkingHours },
  { name: '20261126011010_payment-method', class: PaymentMethod },
  { name: '20261126012000_refunds-clear-credit-notes', class: RefundsClearCreditNotes },
  { name: '20261126014000_mail-suppression', class: MailSuppressions },
  { name: '20261126015000_customer-mail', class: CustomerMails },
  { name: '20261126020001_split-and-office', class: SplitAndOffice },
  { name: '20261126020002_rules-that-wait', class: RulesThatWait },
  { name: '20261126021000_orders-list', class: OrdersList },
  { name: '20261126022000_api-tokens', class: ApiTokens },
  { name: '20261126030100_movements-paid', class: MovementsPaid },
  { name: '20261126050000_kpis', class: Kpis },
  { name: '20261126050050_notes-of-parts', class: NotesOfParts },
  { name: '20261126050100_lists', class: Lists },
  { name: '20261126050200_mail-template', class: MailTemplates },
  { name: '20261126050300_orders-sorted', class: OrdersSorted },
  { name: '20261126050400_under-way', class: UnderWay },
];

/** Opens the database; throws with advice when PostgreSQL is not there. `max` connections at most. */
export async function openDatabase(url: string, { max = 10 } = {}): Promise<MikroORM> {
  const orm = await MikroORM.init({
    clientUrl: url,
    entities: [...entities],
    extensions: [Migrator],
    pool: { min: 0, max },
    migrations: { migrationsList, snapshot: false, silent: true },
    ignoreUndefinedInQuery: true,
  });
  try {
    await orm.em.execute('select 1');
    return orm as MikroORM;
  } catch (error) {
    await orm.close(true);
    throw new Error(noAnswer(url, error));
  }
}

const noAnswer = (url: string, error: unknown): string =>
  `PostgreSQL does not answer at ${new URL(url).host}: ${error instanceof Error ? error.message : String(error)}. ` +
  'Start it, correct DATABASE_URL, or leave DATABASE_URL empty to use the embedded one.';

/** Brings the tables up to date; safe to run at every start and by several processes at once. */
export async function migrate(orm: MikroORM): Promise<void> {
  await orm.em.transactional(async (em) => {
    await em.execute('select pg_advisory_xact_lock(4711)');
    await orm.migrator.up();
  });
}
