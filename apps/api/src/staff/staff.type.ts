import { Field, ID, ObjectType } from 'type-graphql';

@ObjectType('StaffMember')
export class StaffMemberType {
  @Field(() => ID) id!: string;
  @Field(() => String) name!: string;
  @Field(() => String) email!: string;
  @Field(() => String) role!: string;
}

@ObjectType('Actor')
export class ActorType {
  @Field(() => String, { description: 'staff or token' }) kind!: string;
  @Field(() => StaffMemberType, { nullable: true }) staff?: StaffMemberType | null;
}
