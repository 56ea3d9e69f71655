import { Ctx, Query, Resolver } from 'type-graphql';
import type { ApiContext } from '../context.ts';
import { ActorType } from './staff.type.ts';

@Resolver()
export class StaffResolver {
  @Query(() => ActorType)
  me(@Ctx() { caller }: ApiContext): ActorType {
    return { kind: caller.kind, staff: caller.kind === 'staff' ? caller : null };
  }
}
