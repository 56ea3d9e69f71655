import { Migration } from '@mikro-orm/migrations';

/** A movement knows the settlement that has paid it; what an older installation has taken is found again. */
export class MovementsPaid extends Migration {
  override up(): void {
    this.addSql(`alter table movement add column settlement_id uuid null references settlement (id)`);
    this.addSql(`update movement m set settlement_id = (
         select s.id from settlement s join channel c on c.account = s.account
          where c.id = m.channel_id and s.state = 'matched' and coalesce(s.ends_at, s.fetched_at) >= m.posted_at
            and (m.channel_order_id is null or exists (
              select 1 from settlement_row r where r.settlement_id = s.id and r.channel_order_id = m.channel_order_id))
          order by coalesce(s.ends_at, s.fetched_at), s.id limit 1)`);
    this.addSql(`create index movement_order_id on movement (order_id)`);
    this.addSql(`create index movement_unpaid on movement (channel_id, posted_at) where settlement_id is null`);
  }
}
