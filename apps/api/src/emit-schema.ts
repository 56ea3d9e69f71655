import { fileURLToPath } from 'node:url';
import { createSchema } from './schema.ts';

await createSchema(fileURLToPath(new URL('../schema.graphql', import.meta.url)));
process.exit(0);
