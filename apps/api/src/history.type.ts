import { Field, GraphQLISODateTime, Int, ObjectType } from 'type-graphql';
import { Json, PageInfoType } from './scalars.ts';

@ObjectType('HistoryEntry', { description: 'One row of the append-only history.' })
export class HistoryEntryType {
  @Field(() => String) cursor!: string;
  @Field(() => String) type!: string;
  @Field(() => String) actor!: string;
  @Field(() => GraphQLISODateTime) at!: Date;
  @Field(() => Json) data!: unknown;
}

@ObjectType('HistoryEdge')
export class HistoryEdgeType {
  @Field(() => String) cursor!: string;
  @Field(() => HistoryEntryType) node!: HistoryEntryType;
}

@ObjectType('HistoryConnection', { description: 'Facts, newest first.' })
export class HistoryConnectionType {
  @Field(() => Int) totalCount!: number;
  @Field(() => [HistoryEdgeType]) edges!: HistoryEdgeType[];
  @Field(() => PageInfoType) pageInfo!: PageInfoType;
}
