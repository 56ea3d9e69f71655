import { defineConfig } from 'rolldown';

// Bundles our own sources for their decorators; every package stays outside, Node strips the types of @kontor/*.
export default defineConfig({
  input: { main: 'src/main.ts', 'emit-schema': 'src/emit-schema.ts', 'set-up': 'src/set-up.ts' },
  platform: 'node',
  tsconfig: 'tsconfig.json',
  external: (id) =>
    !id.startsWith('.') && !id.startsWith('/') && !id.startsWith('\0') && !id.startsWith('@oxc-project/runtime'),
  output: { dir: 'dist', format: 'esm', sourcemap: true, cleanDir: true },
});
