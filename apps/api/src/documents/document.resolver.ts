import { Document, type DocumentKind } from '@kontor/domain/documents/document.entity';
import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import type { ApiContext } from '../context.ts';
import { newestFirst } from '../newest-first.ts';
import { DocumentConnectionType, DocumentType } from './document.type.ts';

@Resolver(() => DocumentType)
export class DocumentResolver {
  @Query(() => DocumentConnectionType)
  documents(
    @Ctx() { ctx }: ApiContext,
    @Arg('first', () => Int, { defaultValue: 50, nullable: true }) first: number | null,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Arg('kind', () => String, { nullable: true }) kind: string | null,
  ): Promise<DocumentConnectionType> {
    const where = kind ? { kind: kind as DocumentKind } : {};
    return newestFirst(ctx.em, Document, 'createdAt', where, { first, after }) as never;
  }

  @FieldResolver(() => Int, { name: 'bytes' })
  bytes(@Root() document: Document): number {
    return document.size;
  }

  @FieldResolver(() => String, { description: 'Path to fetch it: GET, session cookie or token.' })
  path(@Root() document: Document): string {
    return `/documents/${document.id}`;
  }
}
