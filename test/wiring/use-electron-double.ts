import { registerHooks } from 'node:module';

/** Preloaded into the process with the built main bundle: `import 'electron'` leads to the double. */
const double = new URL('electron-double.ts', import.meta.url).href;

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron'
      ? { url: double, shortCircuit: true, format: 'module-typescript' }
      : next(specifier, context),
});
