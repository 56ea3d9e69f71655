import type { CodegenConfig } from '@graphql-codegen/cli';

export default {
  schema: '../api/schema.graphql',
  documents: ['src/**/*.{ts,vue}', '!src/gql/**'],
  generates: {
    './src/gql/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: {
        useTypeImports: true,
        enumsAsTypes: true,
        scalars: { DateTimeISO: 'string', ID: 'string', JSON: 'unknown' },
      },
    },
  },
} satisfies CodegenConfig;
