// oxlint-disable-next-line import/no-unassigned-import -- settles how schemas are built, before any is
import './zod-without-eval.ts';
// oxlint-disable-next-line import/no-unassigned-import -- the styles that every screen stands on
import './ui/tokens.css';
import { mount } from 'svelte';
import App from './app/App.svelte';

const target = document.getElementById('app');
if (target === null) throw new Error('The page has no place for the app.');

mount(App, { target });
