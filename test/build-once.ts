import { buildApp, needsBuild } from '../build/build-app.mjs';

/**
 * Tests read the extracted reference data and drive the built app, so both have to be there, and of these sources,
 * before the first of them.
 */
export default async function setup(): Promise<void> {
  const project = process.cwd();
  if (needsBuild(project) && !(await buildApp(project))) throw new Error('The app could not be built.');
}
