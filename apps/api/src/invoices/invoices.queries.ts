import { CreditNote } from '@kontor/domain/invoices/credit-note.entity';
import { Invoice } from '@kontor/domain/invoices/invoice.entity';
import { raw } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { newestFirst } from '../newest-first.ts';
import { literal, type Page } from '../pages.ts';
import type { InvoiceFilter } from './invoices.inputs.ts';

interface Wanted {
  first: number | null;
  after: string | null;
}

/** Invoices that fit a filter, newest first. */
export const findInvoices = (em: EntityManager, filter: InvoiceFilter | null, page: Wanted): Promise<Page<Invoice>> =>
  newestFirst(em, Invoice, 'issuedAt', toWhere(filter ?? {}), page);

/** Credit notes whose number, or whose invoice's number, begins so, newest first. */
export function findCreditNotes(em: EntityManager, search: string | null, page: Wanted): Promise<Page<CreditNote>> {
  const begins = search?.trim() ? { $ilike: `${literal(search.trim())}%` } : null;
  const where = begins ? { $or: [{ number: begins }, { invoiceNumber: begins }] } : {};
  return newestFirst(em, CreditNote, 'issuedAt', where, page);
}

const ofOrder = '(select o.id from sales_order o where o.number ilike ? or o.channel_order_id ilike ?)';
const mailed = `(select e.order_id from effect e where e.kind = 'mail' and e.intent ->> 'mail' = 'invoice' and e.state in ('done', 'sent'))`;

function toWhere({ search, state, vatCase, credited, mailed: isMailed }: InvoiceFilter): object {
  const parts: object[] = [];
  if (search?.trim()) {
    const begins = `${literal(search.trim())}%`;
    parts.push({ $or: [{ number: { $ilike: begins } }, { orderId: { $in: raw(ofOrder, [begins, begins]) } }] });
  }
  if (state) parts.push({ state });
  if (vatCase) parts.push({ vatCase });
  if (typeof credited === 'boolean') parts.push({ creditedCents: credited ? { $gt: 0 } : 0 });
  if (typeof isMailed === 'boolean') parts.push({ orderId: { [isMailed ? '$in' : '$nin']: raw(mailed) } });
  return parts.length ? { $and: parts } : {};
}
