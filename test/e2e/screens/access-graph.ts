import { AccessGraphPage } from '../pages/access-graph.ts';
import type { Screen } from './screen.ts';

/** Who can become which role, and why a permission is there. */
export const ACCESS_GRAPH_SCREENS: readonly Screen[] = [
  {
    name: 'access graph',
    show: async (page) => {
      const graph = new AccessGraphPage(page);
      await graph.open();
      await graph.node('User', 'lucy').click();
      await graph.details('lucy').waitFor();
    },
  },
  {
    name: 'access graph, list',
    show: async (page) => {
      const graph = new AccessGraphPage(page);
      await graph.open();
      await graph.showAs('As a list');
      await graph.list.waitFor();
    },
  },
  ...(['Picture', 'As a list'] as const).map((view): Screen => ({
    name: `access graph, why a permission, ${view === 'Picture' ? 'picture' : 'list'}`,
    show: async (page) => {
      const graph = new AccessGraphPage(page);
      await graph.open();
      await graph.askWhy('lucy', 's3:DeleteBucket', 'arn:aws:s3:::gatehouse-shop-invoices');
      await graph.showAs(view);
      await (view === 'Picture' ? graph.node('Permission', 's3:DeleteBucket') : graph.statements).waitFor();
    },
  })),
];
