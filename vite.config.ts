import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const api = `http://127.0.0.1:${process.env.PORT ?? '8787'}`;

/** The office face: `vite build` writes `dist/web`; `vite` serves it with the API of a running server behind. */
export default defineConfig({
  root: here('src/web'),
  plugins: [react()],
  server: { proxy: { '/api': api } },
  build: {
    outDir: here('dist/web'),
    emptyOutDir: true,
    target: 'es2023',
    // A strict content security policy allows neither data: fonts nor inline script.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      treeshake: {
        // The contract's schemas are types for the browser; without this the validator would come along.
        moduleSideEffects: (id) => !/[\\/]src[\\/]contract[\\/]|[\\/]node_modules[\\/]zod[\\/]/.test(id),
      },
      output: {
        codeSplitting: {
          // Charts are left to the bundler: what line chart and treemap share becomes a chunk, the treemap one of its own.
          groups: [{ name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/, priority: 30 }],
        },
      },
    },
  },
});
