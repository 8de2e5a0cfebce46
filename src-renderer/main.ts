import './zod-without-eval.ts';
import './ui/tokens.css';
import { mount } from 'svelte';
import App from './app/App.svelte';

const target = document.getElementById('app');
if (target === null) throw new Error('The page has no place for the app.');

mount(App, { target });
