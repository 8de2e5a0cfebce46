import { z } from 'zod';
import { Arn } from '../arn.ts';
import { Nothing, procedure } from './define.ts';

/** The loopback endpoint for AWS clients. */
export const EndpointStatus = z.object({
  /** Such as `http://127.0.0.1:4747`; null while it is off. */
  url: z.string().nullable(),
  /** The port that it listens on, or will when it is started. */
  port: z.number().int(),
});
export type EndpointStatus = z.infer<typeof EndpointStatus>;

/**
 * How the container credential provider of the SDKs is pointed at the endpoint.
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html
 */
export const ContainerCredentials = z.object({
  /** The value of `AWS_CONTAINER_CREDENTIALS_FULL_URI`. */
  fullUri: z.string(),
  /** The value of `AWS_CONTAINER_AUTHORIZATION_TOKEN`: a secret, which the program cannot do without. */
  authorizationToken: z.string(),
});
export type ContainerCredentials = z.infer<typeof ContainerCredentials>;

/** Switching the endpoint on and off. It is off when the app starts, and ends with it. */
export const endpointProcedures = {
  'endpoint.status': procedure(Nothing, EndpointStatus),
  /** Remembers the port. Fails with `PortInUse` or `PortNotAllowed`; does nothing when it is on already. */
  'endpoint.start': procedure(
    z.object({
      port: z
        .number()
        .int('A port is a whole number.')
        .min(1, 'A port is a number from 1 to 65535.')
        .max(65_535, 'A port is a number from 1 to 65535.'),
    }),
    EndpointStatus,
  ),
  /** Finishes the requests under way first. Does nothing when it is off already. */
  'endpoint.stop': procedure(Nothing, EndpointStatus),
  /**
   * What a program on this machine needs to run with the role of an EC2 instance or a Lambda function. Good until the
   * endpoint is turned off. Fails with `EndpointOff`.
   */
  'endpoint.containerCredentials': procedure(z.object({ resourceArn: Arn }), ContainerCredentials),
} as const;
