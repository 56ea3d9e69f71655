import { matrixStates, type MatrixState } from '@kontor/domain/carriers/matrix-version.entity';
import { Field, GraphQLISODateTime, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { enumOf } from '../enums.ts';
import { MoneyType, PageInfoType } from '../scalars.ts';
import { MatrixTermsType } from './matrix.type.ts';

const MatrixStateEnum = enumOf(matrixStates);
registerEnumType(MatrixStateEnum, { name: 'MatrixState' });

@ObjectType('MatrixShadow', { description: 'A row that another one always beats.' })
export class MatrixShadowType {
  @Field(() => Int, { description: 'Row of the matrix, from 1.' }) row!: number;
  @Field(() => Int) by!: number;
  @Field(() => Boolean, { description: 'Only where the other carrier has the goods.' }) needsStock!: boolean;
}

@ObjectType('MatrixVersion', { description: 'One state of the matrix; published ones never change.' })
export class MatrixVersionType {
  @Field(() => ID) id!: string;
  @Field(() => Int, { description: 'Decisions name it.' }) number!: number;
  @Field(() => MatrixStateEnum) state!: MatrixState;
  @Field(() => Int) rev!: number;
  @Field(() => Int, { nullable: true, description: 'Number of the version it was made from.' }) basedOn?: number | null;
  @Field(() => String, { nullable: true }) note?: string | null;
  @Field(() => String, { description: 'staff:<name>, token:<name> or automation.' }) createdBy!: string;
  @Field(() => GraphQLISODateTime) createdAt!: Date;
  @Field(() => String, { nullable: true }) publishedBy?: string | null;
  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When a scheduled version becomes active.' })
  publishAt?: Date | null;
  @Field(() => GraphQLISODateTime, { nullable: true }) activeSince?: Date | null;
  @Field(() => GraphQLISODateTime, { nullable: true }) retiredAt?: Date | null;
  @Field(() => MatrixTermsType) terms!: MatrixTermsType;
  @Field(() => [MatrixShadowType]) shadows!: MatrixShadowType[];
}

@ObjectType()
export class MatrixVersionEdge {
  @Field(() => String) cursor!: string;
  @Field(() => MatrixVersionType) node!: MatrixVersionType;
}

@ObjectType('MatrixVersionConnection')
export class MatrixVersionConnectionType {
  @Field(() => Int) totalCount!: number;
  @Field(() => [MatrixVersionEdge]) edges!: MatrixVersionEdge[];
  @Field(() => PageInfoType) pageInfo!: PageInfoType;
}

@ObjectType('SimulatedOutcome', { description: 'What a matrix gives an order.' })
export class SimulatedOutcomeType {
  @Field(() => String, { description: 'Carrier and service; several of a split order.' }) carrier!: string;
  @Field(() => MoneyType) price!: MoneyType;
  @Field(() => String, { description: 'ISO date.' }) arrivesOn!: string;
}

@ObjectType('SimulatedChange', { description: 'An order that the draft treats otherwise.' })
export class SimulatedChangeType {
  @Field(() => ID) orderId!: string;
  @Field(() => String) orderNumber!: string;
  @Field(() => String, { description: 'moved, repriced, retimed, lost or gained.' }) kind!: string;
  @Field(() => SimulatedOutcomeType, { nullable: true }) before?: SimulatedOutcomeType | null;
  @Field(() => SimulatedOutcomeType, { nullable: true }) after?: SimulatedOutcomeType | null;
}

@ObjectType('SimulatedRow', { description: 'How often a row was chosen.' })
export class SimulatedRowType {
  @Field(() => String) carrierCode!: string;
  @Field(() => String) serviceCode!: string;
  @Field(() => Int) before!: number;
  @Field(() => Int) after!: number;
}

@ObjectType('MatrixSimulation', {
  description: 'A version against the active one on past orders; nothing was written.',
})
export class MatrixSimulationType {
  @Field(() => Int, { description: 'The version that was tried.' }) number!: number;
  @Field(() => Int, { description: 'The state of it that was tried.' }) rev!: number;
  @Field(() => Int, { description: 'The version it was compared with.' }) against!: number;
  @Field(() => Int) orders!: number;
  @Field(() => Int) unchanged!: number;
  @Field(() => Int) moved!: number;
  @Field(() => Int, { description: 'Had a carrier, would have none.' }) lost!: number;
  @Field(() => Int) gained!: number;
  @Field(() => Int) withoutCarrier!: number;
  @Field(() => MoneyType, { description: 'Of orders that both ship.' }) before!: MoneyType;
  @Field(() => MoneyType, { description: 'Of orders that both ship.' }) after!: MoneyType;
  @Field(() => Int) earlier!: number;
  @Field(() => Int) later!: number;
  @Field(() => Int, { description: 'Arrive after the promised day.' }) lateBefore!: number;
  @Field(() => Int) lateAfter!: number;
  @Field(() => [SimulatedChangeType], { description: 'At most 500; the sums count all.' })
  changes!: SimulatedChangeType[];
  @Field(() => [SimulatedRowType]) rows!: SimulatedRowType[];
  @Field(() => Int) milliseconds!: number;
}

@InputType()
export class SeenMatrixInput {
  @Field(() => ID) id!: string;
  @Field(() => Int, { description: 'What was looked at; a newer state is refused with CONFLICT.' })
  expectedRev!: number;
}

@InputType()
export class EditMatrixDraftInput extends SeenMatrixInput {
  @Field(() => MatrixTermsType) terms!: MatrixTermsType;
  @Field(() => String, { nullable: true }) note?: string | null;
}

@InputType()
export class SimulateMatrixInput extends SeenMatrixInput {
  @Field(() => Int, { defaultValue: 200, description: 'So many of the orders decided last, up to 10,000.' })
  last!: number;
}

@InputType()
export class PublishMatrixInput extends SeenMatrixInput {
  @Field(() => String, { nullable: true }) note?: string | null;
  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When it becomes active; nothing: at once.' })
  at?: Date | null;
  @Field(() => Boolean, { nullable: true, description: 'Publish although past orders would find no carrier.' })
  confirmed?: boolean | null;
}
