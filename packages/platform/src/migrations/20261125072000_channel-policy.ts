import { Migration } from '@mikro-orm/migrations';

/** A policy that staff has set outlives the setup; the history of a channel is found without reading that of all orders. */
export class ChannelPolicyByStaff extends Migration {
  override up(): void {
    this.addSql(`alter table channel add policy_by_staff boolean not null default false`);
    this.addSql(
      `create index history_channel on history ((data ->> 'channel'), xid, seq) where data ->> 'channel' is not null`,
    );
  }
}
