/** @see build-app.mjs */
export function needsBuild(project: string): boolean;
export function pinnedNode(project: string): string;
export function buildApp(project: string): Promise<boolean>;
