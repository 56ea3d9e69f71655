import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import { PageInfoType } from '../scalars.ts';

@ObjectType('Document')
export class DocumentType {
  @Field(() => ID) id!: string;
  @Field(() => String) kind!: string;
  @Field(() => String) number!: string;
  @Field(() => String) mediaType!: string;
  @Field(() => String) sha256!: string;
  @Field(() => GraphQLISODateTime) createdAt!: Date;
}

@ObjectType('DocumentEdge')
export class DocumentEdgeType {
  @Field(() => String) cursor!: string;
  @Field(() => DocumentType) node!: DocumentType;
}

@ObjectType('DocumentConnection')
export class DocumentConnectionType {
  @Field(() => Int) totalCount!: number;
  @Field(() => [DocumentEdgeType]) edges!: DocumentEdgeType[];
  @Field(() => PageInfoType) pageInfo!: PageInfoType;
}
