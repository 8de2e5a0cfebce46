import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'electron-vite';

export default defineConfig({
  main: { build: { rollupOptions: { input: { main: 'src-main/desktop/main.ts' } } } },
  // A sandboxed preload cannot be an ES module.
  preload: {
    build: {
      externalizeDeps: false,
      rollupOptions: {
        input: { preload: 'src-main/desktop/preload.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src-renderer',
    plugins: [svelte()],
    build: { rollupOptions: { input: 'src-renderer/index.html' }, target: 'chrome140' },
  },
});
