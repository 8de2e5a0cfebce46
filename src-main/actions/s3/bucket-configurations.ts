import { handler, type ActionScene } from '../handler.ts';
import { openBucket, type NamedBucket } from './bucket.ts';
import {
  readConfigurations,
  withConfigurations,
  type Configuration,
  type ConfigurationName,
} from './bucket-settings.ts';
import { error, malformedXml, noSuchConfiguration } from './errors.ts';
import { needsOf } from './needs.ts';

interface NamedConfiguration extends NamedBucket {
  readonly Id: string;
}

/** The most of one kind that a bucket may have. @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketMetricsConfiguration.html */
const MOST = 1000;

/** @throws AwsError `NoSuchConfiguration`. */
function oneOf<Name extends ConfigurationName>(
  name: Name,
  input: NamedConfiguration,
  scene: ActionScene,
): Configuration<Name> {
  const found = readConfigurations(openBucket(input, scene), name)[input.Id];
  if (found === undefined) throw noSuchConfiguration();
  return found;
}

/** All at once: S3 gives pages of 100, by the order of the IDs. */
function allOf<Name extends ConfigurationName>(
  name: Name,
  input: NamedBucket,
  scene: ActionScene,
): Configuration<Name>[] {
  const all = readConfigurations(openBucket(input, scene), name);
  return Object.keys(all)
    .toSorted()
    .flatMap((id) => all[id] ?? []);
}

function putOne<Name extends ConfigurationName>(
  name: Name,
  input: NamedConfiguration,
  configuration: (Configuration<Name> & { readonly Id: string }) | undefined,
  scene: ActionScene,
): Record<never, never> {
  const bucket = openBucket(input, scene);
  if (configuration === undefined || configuration.Id !== input.Id) throw malformedXml();
  const all = { ...readConfigurations(bucket, name), [input.Id]: configuration };
  if (Object.keys(all).length > MOST) {
    throw error(
      'TooManyConfigurations',
      400,
      'You are attempting to create a new configuration but have already reached the 1,000-configuration limit.',
    );
  }
  scene.model.put(withConfigurations(bucket, name, all));
  return {};
}

function deleteOne(name: ConfigurationName, input: NamedConfiguration, scene: ActionScene): Record<never, never> {
  const bucket = openBucket(input, scene);
  const { [input.Id]: gone, ...others } = readConfigurations(bucket, name);
  if (gone === undefined) throw noSuchConfiguration();
  scene.model.put(withConfigurations(bucket, name, others));
  return {};
}

/**
 * Analytics, intelligent tiering, inventory and metrics: kept, and given back as they were given.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketAnalyticsConfiguration.html
 */
export const bucketConfigurationHandlers = {
  's3:GetBucketAnalyticsConfiguration': handler({
    name: 's3:GetBucketAnalyticsConfiguration',
    label: null,
    authorize: needsOf('GetBucketAnalyticsConfiguration'),
    perform: (input, scene) => ({ AnalyticsConfiguration: oneOf('analytics', input, scene) }),
  }),
  's3:ListBucketAnalyticsConfigurations': handler({
    name: 's3:ListBucketAnalyticsConfigurations',
    label: null,
    authorize: needsOf('ListBucketAnalyticsConfigurations'),
    perform: (input, scene) => {
      const AnalyticsConfigurationList = allOf('analytics', input, scene);
      return { IsTruncated: false, ...(AnalyticsConfigurationList.length > 0 && { AnalyticsConfigurationList }) };
    },
  }),
  's3:PutBucketAnalyticsConfiguration': handler({
    name: 's3:PutBucketAnalyticsConfiguration',
    label: ({ Bucket, Id }) => `Put the analytics configuration ${Id} of bucket ${Bucket}`,
    authorize: needsOf('PutBucketAnalyticsConfiguration'),
    perform: (input, scene) => putOne('analytics', input, input.AnalyticsConfiguration, scene),
  }),
  's3:DeleteBucketAnalyticsConfiguration': handler({
    name: 's3:DeleteBucketAnalyticsConfiguration',
    label: ({ Bucket, Id }) => `Delete the analytics configuration ${Id} of bucket ${Bucket}`,
    authorize: needsOf('DeleteBucketAnalyticsConfiguration'),
    perform: (input, scene) => deleteOne('analytics', input, scene),
  }),

  's3:GetBucketIntelligentTieringConfiguration': handler({
    name: 's3:GetBucketIntelligentTieringConfiguration',
    label: null,
    authorize: needsOf('GetBucketIntelligentTieringConfiguration'),
    perform: (input, scene) => ({ IntelligentTieringConfiguration: oneOf('intelligent-tiering', input, scene) }),
  }),
  's3:ListBucketIntelligentTieringConfigurations': handler({
    name: 's3:ListBucketIntelligentTieringConfigurations',
    label: null,
    authorize: needsOf('ListBucketIntelligentTieringConfigurations'),
    perform: (input, scene) => {
      const IntelligentTieringConfigurationList = allOf('intelligent-tiering', input, scene);
      return {
        IsTruncated: false,
        ...(IntelligentTieringConfigurationList.length > 0 && { IntelligentTieringConfigurationList }),
      };
    },
  }),
  's3:PutBucketIntelligentTieringConfiguration': handler({
    name: 's3:PutBucketIntelligentTieringConfiguration',
    label: ({ Bucket, Id }) => `Put the intelligent-tiering configuration ${Id} of bucket ${Bucket}`,
    authorize: needsOf('PutBucketIntelligentTieringConfiguration'),
    perform: (input, scene) => putOne('intelligent-tiering', input, input.IntelligentTieringConfiguration, scene),
  }),
  's3:DeleteBucketIntelligentTieringConfiguration': handler({
    name: 's3:DeleteBucketIntelligentTieringConfiguration',
    label: ({ Bucket, Id }) => `Delete the intelligent-tiering configuration ${Id} of bucket ${Bucket}`,
    authorize: needsOf('DeleteBucketIntelligentTieringConfiguration'),
    perform: (input, scene) => deleteOne('intelligent-tiering', input, scene),
  }),

  's3:GetBucketInventoryConfiguration': handler({
    name: 's3:GetBucketInventoryConfiguration',
    label: null,
    authorize: needsOf('GetBucketInventoryConfiguration'),
    perform: (input, scene) => ({ InventoryConfiguration: oneOf('inventory', input, scene) }),
  }),
  's3:ListBucketInventoryConfigurations': handler({
    name: 's3:ListBucketInventoryConfigurations',
    label: null,
    authorize: needsOf('ListBucketInventoryConfigurations'),
    perform: (input, scene) => {
      const InventoryConfigurationList = allOf('inventory', input, scene);
      return { IsTruncated: false, ...(InventoryConfigurationList.length > 0 && { InventoryConfigurationList }) };
    },
  }),
  's3:PutBucketInventoryConfiguration': handler({
    name: 's3:PutBucketInventoryConfiguration',
    label: ({ Bucket, Id }) => `Put the inventory configuration ${Id} of bucket ${Bucket}`,
    authorize: needsOf('PutBucketInventoryConfiguration'),
    perform: (input, scene) => putOne('inventory', input, input.InventoryConfiguration, scene),
  }),
  's3:DeleteBucketInventoryConfiguration': handler({
    name: 's3:DeleteBucketInventoryConfiguration',
    label: ({ Bucket, Id }) => `Delete the inventory configuration ${Id} of bucket ${Bucket}`,
    authorize: needsOf('DeleteBucketInventoryConfiguration'),
    perform: (input, scene) => deleteOne('inventory', input, scene),
  }),

  's3:GetBucketMetricsConfiguration': handler({
    name: 's3:GetBucketMetricsConfiguration',
    label: null,
    authorize: needsOf('GetBucketMetricsConfiguration'),
    perform: (input, scene) => ({ MetricsConfiguration: oneOf('metrics', input, scene) }),
  }),
  's3:ListBucketMetricsConfigurations': handler({
    name: 's3:ListBucketMetricsConfigurations',
    label: null,
    authorize: needsOf('ListBucketMetricsConfigurations'),
    perform: (input, scene) => {
      const MetricsConfigurationList = allOf('metrics', input, scene);
      return { IsTruncated: false, ...(MetricsConfigurationList.length > 0 && { MetricsConfigurationList }) };
    },
  }),
  's3:PutBucketMetricsConfiguration': handler({
    name: 's3:PutBucketMetricsConfiguration',
    label: ({ Bucket, Id }) => `Put the metrics configuration ${Id} of bucket ${Bucket}`,
    authorize: needsOf('PutBucketMetricsConfiguration'),
    perform: (input, scene) => putOne('metrics', input, input.MetricsConfiguration, scene),
  }),
  's3:DeleteBucketMetricsConfiguration': handler({
    name: 's3:DeleteBucketMetricsConfiguration',
    label: ({ Bucket, Id }) => `Delete the metrics configuration ${Id} of bucket ${Bucket}`,
    authorize: needsOf('DeleteBucketMetricsConfiguration'),
    perform: (input, scene) => deleteOne('metrics', input, scene),
  }),
};
