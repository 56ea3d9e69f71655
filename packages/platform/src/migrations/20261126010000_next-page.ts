import { Migration } from '@mikro-orm/migrations';

/** A fetch that ran out of calls goes on with its next page. */
export class NextPage extends Migration {
  override up(): void {
    this.addSql('alter table channel add column next_page text null');
  }
}
