import { config } from 'zod';

// The page's Content-Security-Policy forbids code made from strings. Zod tries it once when a schema is built, which
// the browser would report as a violation; so this has to be imported before any schema is.
config({ jitless: true });
