import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// The server of scripts/run, for `npx vite` while screens are made; a build needs none.
const server = process.env.MINGZHANG_URL ?? 'https://127.0.0.1:8443';

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { '@': fileURLToPath(new URL('src', import.meta.url)) } },
  build: {
    outDir: fileURLToPath(new URL('../../build/web', import.meta.url)),
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
  },
  worker: { format: 'es' },
  server: {
    proxy: Object.fromEntries(
      ['/v1', '/log', '/healthz', '/readyz'].map((path) => [
        path,
        { target: server, secure: false, changeOrigin: true },
      ]),
    ),
  },
  test: {
    environment: 'node',
    include: ['src/**/*.test.ts'],
    setupFiles: './vitest.setup.ts',
    pool: 'threads',
    isolate: false,
  },
});
