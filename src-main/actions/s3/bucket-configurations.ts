import type { ResourceDocument } from '../../../src-shared/model/documents.ts';
import type { ActionScene } from '../handler.ts';
import { changesBucket, readsBucket } from './bucket-operation.ts';
import {
  readConfigurations,
  withConfigurations,
  type Configuration,
  type ConfigurationName,
} from './bucket-settings.ts';
import { error, malformedXml, noSuchConfiguration } from './errors.ts';

/** The most of one kind that a bucket may have. @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketMetricsConfiguration.html */
const MOST = 1000;

/** @throws AwsError `NoSuchConfiguration`. */
function oneOf<Name extends ConfigurationName>(bucket: ResourceDocument, name: Name, id: string): Configuration<Name> {
  const found = readConfigurations(bucket, name)[id];
  if (found === undefined) throw noSuchConfiguration();
  return found;
}

/** All at once: S3 gives pages of 100, by the order of the IDs. Null where there are none. */
function allOf<Name extends ConfigurationName>(bucket: ResourceDocument, name: Name): Configuration<Name>[] | null {
  const all = readConfigurations(bucket, name);
  const listed = Object.keys(all)
    .toSorted()
    .flatMap((id) => all[id] ?? []);
  return listed.length === 0 ? null : listed;
}

function putOne<Name extends ConfigurationName>(
  bucket: ResourceDocument,
  name: Name,
  id: string,
  configuration: (Configuration<Name> & { readonly Id: string }) | undefined,
  { model }: ActionScene,
): Record<never, never> {
  if (configuration === undefined || configuration.Id !== id) throw malformedXml();
  const all = { ...readConfigurations(bucket, name), [id]: configuration };
  if (Object.keys(all).length > MOST) {
    throw error(
      'TooManyConfigurations',
      400,
      'You are attempting to create a new configuration but have already reached the 1,000-configuration limit.',
    );
  }
  model.put(withConfigurations(bucket, name, all));
  return {};
}

/** What deletes a configuration of a kind. @throws AwsError `NoSuchConfiguration`. */
function removing(name: ConfigurationName) {
  return (bucket: ResourceDocument, { Id }: { readonly Id: string }, { model }: ActionScene): Record<never, never> => {
    const { [Id]: gone, ...others } = readConfigurations(bucket, name);
    if (gone === undefined) throw noSuchConfiguration();
    model.put(withConfigurations(bucket, name, others));
    return {};
  };
}

/**
 * Analytics, intelligent tiering, inventory and metrics: kept, and given back as they were given.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketAnalyticsConfiguration.html
 */
export const bucketConfigurationHandlers = {
  's3:GetBucketAnalyticsConfiguration': readsBucket('s3:GetBucketAnalyticsConfiguration', (bucket, { Id }) => ({
    AnalyticsConfiguration: oneOf(bucket, 'analytics', Id),
  })),
  's3:ListBucketAnalyticsConfigurations': readsBucket('s3:ListBucketAnalyticsConfigurations', (bucket) => {
    const AnalyticsConfigurationList = allOf(bucket, 'analytics');
    return { IsTruncated: false, ...(AnalyticsConfigurationList !== null && { AnalyticsConfigurationList }) };
  }),
  's3:PutBucketAnalyticsConfiguration': changesBucket(
    's3:PutBucketAnalyticsConfiguration',
    ({ Id }) => `Put the analytics configuration ${Id}`,
    (bucket, input, scene) => putOne(bucket, 'analytics', input.Id, input.AnalyticsConfiguration, scene),
  ),
  's3:DeleteBucketAnalyticsConfiguration': changesBucket(
    's3:DeleteBucketAnalyticsConfiguration',
    ({ Id }) => `Delete the analytics configuration ${Id}`,
    removing('analytics'),
  ),

  's3:GetBucketIntelligentTieringConfiguration': readsBucket(
    's3:GetBucketIntelligentTieringConfiguration',
    (bucket, { Id }) => ({
      IntelligentTieringConfiguration: oneOf(bucket, 'intelligent-tiering', Id),
    }),
  ),
  's3:ListBucketIntelligentTieringConfigurations': readsBucket(
    's3:ListBucketIntelligentTieringConfigurations',
    (bucket) => {
      const IntelligentTieringConfigurationList = allOf(bucket, 'intelligent-tiering');
      return {
        IsTruncated: false,
        ...(IntelligentTieringConfigurationList !== null && { IntelligentTieringConfigurationList }),
      };
    },
  ),
  's3:PutBucketIntelligentTieringConfiguration': changesBucket(
    's3:PutBucketIntelligentTieringConfiguration',
    ({ Id }) => `Put the intelligent-tiering configuration ${Id}`,
    (bucket, input, scene) =>
      putOne(bucket, 'intelligent-tiering', input.Id, input.IntelligentTieringConfiguration, scene),
  ),
  's3:DeleteBucketIntelligentTieringConfiguration': changesBucket(
    's3:DeleteBucketIntelligentTieringConfiguration',
    ({ Id }) => `Delete the intelligent-tiering configuration ${Id}`,
    removing('intelligent-tiering'),
  ),

  's3:GetBucketInventoryConfiguration': readsBucket('s3:GetBucketInventoryConfiguration', (bucket, { Id }) => ({
    InventoryConfiguration: oneOf(bucket, 'inventory', Id),
  })),
  's3:ListBucketInventoryConfigurations': readsBucket('s3:ListBucketInventoryConfigurations', (bucket) => {
    const InventoryConfigurationList = allOf(bucket, 'inventory');
    return { IsTruncated: false, ...(InventoryConfigurationList !== null && { InventoryConfigurationList }) };
  }),
  's3:PutBucketInventoryConfiguration': changesBucket(
    's3:PutBucketInventoryConfiguration',
    ({ Id }) => `Put the inventory configuration ${Id}`,
    (bucket, input, scene) => putOne(bucket, 'inventory', input.Id, input.InventoryConfiguration, scene),
  ),
  's3:DeleteBucketInventoryConfiguration': changesBucket(
    's3:DeleteBucketInventoryConfiguration',
    ({ Id }) => `Delete the inventory configuration ${Id}`,
    removing('inventory'),
  ),

  's3:GetBucketMetricsConfiguration': readsBucket('s3:GetBucketMetricsConfiguration', (bucket, { Id }) => ({
    MetricsConfiguration: oneOf(bucket, 'metrics', Id),
  })),
  's3:ListBucketMetricsConfigurations': readsBucket('s3:ListBucketMetricsConfigurations', (bucket) => {
    const MetricsConfigurationList = allOf(bucket, 'metrics');
    return { IsTruncated: false, ...(MetricsConfigurationList !== null && { MetricsConfigurationList }) };
  }),
  's3:PutBucketMetricsConfiguration': changesBucket(
    's3:PutBucketMetricsConfiguration',
    ({ Id }) => `Put the metrics configuration ${Id}`,
    (bucket, input, scene) => putOne(bucket, 'metrics', input.Id, input.MetricsConfiguration, scene),
  ),
  's3:DeleteBucketMetricsConfiguration': changesBucket(
    's3:DeleteBucketMetricsConfiguration',
    ({ Id }) => `Delete the metrics configuration ${Id}`,
    removing('metrics'),
  ),
};
