import { z } from 'zod';
import { Nothing, procedure } from './define.ts';

/** The loopback endpoint for AWS clients. */
export const EndpointStatus = z.object({
  /** Such as `http://127.0.0.1:4747`; null while it is off. */
  url: z.string().nullable(),
  /** The port that it listens on, or will when it is started. */
  port: z.number().int(),
});
export type EndpointStatus = z.infer<typeof EndpointStatus>;

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
} as const;
