import { BucketPage, ResourcesPage } from '../pages/resources.ts';
import { dialogButton, type Screen } from './screen.ts';

/** Buckets and the making of resources. */
export const RESOURCES_SCREENS: readonly Screen[] = [
  {
    name: 'resources, creating any',
    show: (page) => new ResourcesPage(page).startCreating('Create any resource…'),
    ...dialogButton('Cancel'),
  },
  {
    name: 'bucket, objects',
    show: async (page) => {
      const bucket = await new ResourcesPage(page).browse('gatehouse-shop-catalogue');
      await bucket.upload([{ name: 'picture.svg', content: '<svg/>' }]);
      await bucket.upload([{ name: 'spring.json', content: '{"sold": 3}', type: 'application/json' }], '2026/');
      await bucket.choose('2026/').check();
    },
  },
  {
    name: 'bucket, object',
    show: async (page) => {
      const bucket = await new ResourcesPage(page).browse('gatehouse-shop-catalogue');
      await bucket.row('2026/').click();
      await bucket.row('spring.json').click();
      await bucket.dialog.getByText('sold').waitFor();
    },
    leave: (page) => page.keyboard.press('Escape'),
  },
  ...(['Permissions', 'Properties'] as const).map((tab): Screen => ({
    name: `bucket, ${tab.toLowerCase()}`,
    show: async (page) => {
      await new ResourcesPage(page).browse('gatehouse-shop-catalogue');
      await new BucketPage(page).tab(tab).click();
    },
  })),
];
