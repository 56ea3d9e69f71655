import { Migration } from '@mikro-orm/migrations';

const ended = `('paid', 'closed', 'cancelled')`;

/** Everything an order can be found by, one thing a line, in lower case. */
const words = `lower(concat_ws(chr(10), o.number, o.channel_order_id, o.buyer_name, o.buyer_company, o.shipping_address ->> 'name',
  o.tracking_number, o.invoice_number, o.delivery_note_number,
  (select string_agg(p.tracking_number, chr(10)) from shipment s join parcel p on p.shipment_id = s.id where s.order_id = o.id),
  (select string_agg(i.number, chr(10)) from invoice i where i.order_id = o.id)))`;

// The list reads these two indexes alone; what is shown of an order changes with every step, what it is found by seldom.
const statements = [
  `create extension if not exists pg_trgm`,
  `create index sales_order_running on sales_order (placed_at desc, id desc) include (station, channel_id, carrier_id, overdue, ticket_id, ship_by, total_cents) where station not in ${ended}`,
  `create index sales_order_ended on sales_order (placed_at desc, id desc) include (station, channel_id, carrier_id, overdue, ticket_id, ship_by, total_cents) where station in ${ended}`,
  `create table order_search (order_id uuid not null, running boolean not null, words text not null, primary key (order_id))`,
  `alter table order_search add foreign key (order_id) references sales_order (id) on delete cascade deferrable initially deferred`,
  `insert into order_search select o.id, o.station not in ${ended}, ${words} from sales_order o`,
  `create index order_search_running on order_search using gin (words gin_trgm_ops) where running`,
  `create index order_search_ended on order_search using gin (words gin_trgm_ops) where not running`,
  `create function keep_order_search() returns trigger language plpgsql as $$
   declare of_order uuid;
   begin
     if tg_table_name = 'parcel' then select order_id into of_order from shipment where id = new.shipment_id;
     elsif tg_table_name = 'invoice' then of_order := new.order_id;
     else of_order := new.id;
     end if;
     insert into order_search as kept (order_id, running, words)
     select o.id, o.station not in ${ended}, ${words} from sales_order o where o.id = of_order
     on conflict (order_id) do update set running = excluded.running, words = excluded.words
      where (kept.running, kept.words) is distinct from (excluded.running, excluded.words);
     return null;
   end $$`,
  // At commit: a command writes its rows in any order.
  `create constraint trigger order_search_new after insert on sales_order deferrable initially deferred for each row execute function keep_order_search()`,
  `create constraint trigger order_search_changed after update on sales_order deferrable initially deferred for each row
   when (new.station in ${ended} is distinct from (old.station in ${ended})
     or (new.buyer_name, new.buyer_company, new.shipping_address, new.tracking_number, new.invoice_number, new.delivery_note_number)
        is distinct from (old.buyer_name, old.buyer_company, old.shipping_address, old.tracking_number, old.invoice_number, old.delivery_note_number))
   execute function keep_order_search()`,
  `create constraint trigger order_search_parcel after insert or update of tracking_number on parcel deferrable initially deferred for each row execute function keep_order_search()`,
  `create constraint trigger order_search_invoice after insert on invoice deferrable initially deferred for each row execute function keep_order_search()`,
];

/** Indexes of the orders list, and what each order is found by, kept in the transaction that writes the order. */
export class OrdersList extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}
