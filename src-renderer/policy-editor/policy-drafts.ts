export { Drafts as PolicyDrafts } from '../drafts/drafts.ts';
