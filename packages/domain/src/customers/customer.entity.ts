import { defineEntity, p } from '@mikro-orm/postgresql';
import type { Address } from '../kernel/address.ts';

const customerSchema = defineEntity({
  name: 'Customer',
  tableName: 'customer',
  properties: {
    id: p.uuid().primary(),
    number: p.text().unique(),
    /** Set when the e-mail is a marketplace's mask: it then identifies a buyer of that channel only. */
    channelId: p.uuid().nullable(),
    /** What a repeat order is recognised by: the e-mail in lower case. */
    emailKey: p.text().nullable(),
    email: p.text().nullable(),
    name: p.text(),
    company: p.text().nullable(),
    vatId: p.text().nullable(),
    createdAt: p.datetime(),
  },
});

/** A person or company that buys. */
export class Customer extends customerSchema.class {}
customerSchema.setClass(Customer);

const addressSchema = defineEntity({
  name: 'CustomerAddress',
  tableName: 'customer_address',
  properties: {
    id: p.uuid().primary(),
    customerId: p.uuid(),
    fingerprint: p.text(),
    address: p.json<Address>(),
    createdAt: p.datetime(),
  },
});

/** An address a customer has used, in its original form. */
export class CustomerAddress extends addressSchema.class {}
addressSchema.setClass(CustomerAddress);
