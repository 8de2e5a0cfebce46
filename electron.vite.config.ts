import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'electron-vite';
import { licencesPlugin } from './build/licences-plugin.ts';
import { NONCE_PLACEHOLDER } from './src-main/renderer-files/content-security-policy.ts';
import { contract } from './src-shared/contract/contract.ts';

export default defineConfig({
  main: { build: { rollupOptions: { input: { main: 'src-main/desktop/main.ts' } } } },
  // A sandboxed preload cannot be an ES module.
  preload: {
    define: {
      CONTRACT_PROCEDURES: JSON.stringify(Object.keys(contract.procedures)),
      CONTRACT_EVENTS: JSON.stringify(Object.keys(contract.events)),
    },
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
    plugins: [svelte(), licencesPlugin(import.meta.dirname)],
    html: { cspNonce: NONCE_PLACEHOLDER },
    build: { rollupOptions: { input: 'src-renderer/index.html' }, target: 'chrome140' },
  },
});
