import { z } from 'zod';
import type { GatehouseContract } from '../../src-shared/contract/contract.ts';
import type { Emit, Handlers } from '../../src-shared/contract/define.ts';
import type { EndpointStatus } from '../../src-shared/contract/endpoint.ts';
import { GatehouseError } from '../../src-shared/errors.ts';
import { containerCredentialsUri } from '../endpoint/container-credentials.ts';
import type { Endpoint } from '../endpoint/server.ts';
import { faultReport } from '../fault-report.ts';
import type { Lab } from '../lab.ts';
import type { Preferences } from '../preferences.ts';
import type { Random } from '../random.ts';
import type { TimelineTeller } from '../timeline/teller.ts';

/** Where the port is remembered. What is read may have been written by hand. */
const PREFERENCE = 'endpointPort';
const DEFAULT_PORT = 4747;
const Port = z.number().int().min(1).max(65_535).catch(DEFAULT_PORT);

/** The endpoint's switch, and how it is turned off when the app ends. */
export interface EndpointSwitch {
  readonly handlers: Pick<
    Handlers<GatehouseContract>,
    Extract<keyof GatehouseContract['procedures'], `endpoint.${string}`>
  >;
  close(): Promise<void>;
}

/** The loopback endpoint in front of whichever workspace is open. */
export function endpointSwitch(
  lab: Lab,
  on: {
    readonly preferences: Preferences;
    readonly random: Random;
    readonly log: (line: string) => void;
    readonly emit: Emit<GatehouseContract>;
    readonly tell: TimelineTeller;
  },
): EndpointSwitch {
  let endpoint: Endpoint | null = null;
  /** Turning on and off waits for what was asked for before. */
  let last: Promise<unknown> = Promise.resolve();

  const status = (): EndpointStatus => ({
    url: endpoint?.url ?? null,
    port: endpoint?.port ?? Port.parse(on.preferences.get(PREFERENCE)),
  });

  /** Does the work in turn, and tells every renderer when the endpoint is another than before. */
  const inTurn = (work: () => Promise<void>): Promise<EndpointStatus> => {
    const turn = last.then(async () => {
      const before = endpoint;
      await work();
      if (endpoint !== before) on.emit('endpoint.changed', status());
      return status();
    });
    last = turn.catch(() => undefined);
    return turn;
  };

  const start = async (port: number): Promise<void> => {
    if (endpoint !== null) return;
    const { startEndpoint } = await import('../endpoint/server.ts');
    endpoint = await startEndpoint({
      served: { during: (work) => lab.during(work), reset: null },
      port,
      anotherPort: 'choose another port here',
      random: on.random,
      tell: on.tell,
      report: (error) => on.log(faultReport(error)),
    });
    on.preferences.set(PREFERENCE, port);
  };

  const stop = async (): Promise<void> => {
    const closing = endpoint;
    endpoint = null;
    await closing?.close();
  };

  return {
    handlers: {
      'endpoint.status': status,
      'endpoint.start': ({ port }) => inTurn(() => start(port)),
      'endpoint.stop': () => inTurn(stop),
      'endpoint.containerCredentials': ({ resourceArn }) => {
        if (endpoint === null) {
          throw new GatehouseError('EndpointOff', 'The endpoint is off.', { mend: 'Turn it on, and ask again.' });
        }
        const { url, authorizationToken } = endpoint;
        return { fullUri: containerCredentialsUri(url, resourceArn), authorizationToken };
      },
    },
    close: async () => {
      await inTurn(stop);
    },
  };
}
