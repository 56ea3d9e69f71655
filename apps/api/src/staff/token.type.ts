import { Field, GraphQLISODateTime, ID, InputType, Int, ObjectType } from 'type-graphql';

@ObjectType('ApiToken', { description: 'A third-party tool’s key to this API; the key itself is never shown again.' })
export class ApiTokenType {
  @Field(() => ID) id!: string;
  @Field(() => String) name!: string;
  @Field(() => String, { description: 'The last characters of the key.' }) ending!: string;
  @Field(() => [String], { description: 'read, work, decide, pack, refund, account, administer.' }) scopes!: string[];
  @Field(() => Int, { description: 'What its operations may cost in a minute; a field costs 1, a mutation 10 more.' })
  pointsPerMinute!: number;
  @Field(() => GraphQLISODateTime) createdAt!: Date;
  @Field(() => String, { description: 'Who made it.' }) createdBy!: string;
  @Field(() => GraphQLISODateTime, { nullable: true }) expiresAt?: Date | null;
  @Field(() => GraphQLISODateTime, { nullable: true, description: 'To the minute.' }) lastUsedAt?: Date | null;
  @Field(() => GraphQLISODateTime, { nullable: true }) revokedAt?: Date | null;
}

@ObjectType('NewApiToken')
export class NewApiTokenType {
  @Field(() => ApiTokenType) token!: ApiTokenType;
  @Field(() => String, { description: 'Shown this once.' }) secret!: string;
}

@InputType()
export class NewApiTokenInput {
  @Field(() => String) name!: string;
  @Field(() => [String], { description: 'At least one.' }) scopes!: string[];
  @Field(() => GraphQLISODateTime, { nullable: true, description: 'Null: it does not expire.' })
  expiresAt?: Date | null;
  @Field(() => Int, { defaultValue: 60_000 }) pointsPerMinute!: number;
}
