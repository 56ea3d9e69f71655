import { Field, GraphQLISODateTime, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { enumOf } from '../enums.ts';
import { PageInfoType } from '../scalars.ts';

export const InboundStateEnum = enumOf(['received', 'taken', 'ignored', 'quarantined'] as const);
registerEnumType(InboundStateEnum, { name: 'InboundState' });

@ObjectType('InboundMessage', { description: 'A message from outside as it came; kept for good.' })
export class InboundMessageType {
  @Field(() => ID) id!: string;
  @Field(() => String, { description: 'Where it came from: `sftp:NORD`, `http:RHEIN`, `mail`.' }) source!: string;
  @Field(() => String) name!: string;
  @Field(() => InboundStateEnum) state!: keyof typeof InboundStateEnum;
  @Field(() => String, { nullable: true }) problem?: string | null;
  @Field(() => GraphQLISODateTime) receivedAt!: Date;
}

@ObjectType('InboundMessageEdge')
export class InboundMessageEdgeType {
  @Field(() => String) cursor!: string;
  @Field(() => InboundMessageType) node!: InboundMessageType;
}

@ObjectType('InboundMessageConnection')
export class InboundMessageConnectionType {
  @Field(() => Int) totalCount!: number;
  @Field(() => [InboundMessageEdgeType]) edges!: InboundMessageEdgeType[];
  @Field(() => PageInfoType) pageInfo!: PageInfoType;
}

@InputType()
export class InboundMessageFilter {
  @Field(() => InboundStateEnum, { nullable: true }) state?: keyof typeof InboundStateEnum | null;
  @Field(() => ID, { nullable: true }) carrierId?: string | null;
}
