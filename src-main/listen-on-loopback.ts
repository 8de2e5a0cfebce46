import type { Server } from 'node:net';
import { GatehouseError } from '../src-shared/errors.ts';

/** The only address that Gatehouse listens on. */
export const LOOPBACK = '127.0.0.1';

/**
 * Makes a server listen on {@link LOOPBACK}.
 * @param port 0 for any free one.
 * @param elsewhere how a person chooses another port, such as `choose another port with --port`.
 * @returns the port that is listened on.
 * @throws GatehouseError `PortInUse` or `PortNotAllowed`.
 */
export function listenOnLoopback(server: Server, port: number, elsewhere: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException): void => reject(portFault(error, port, elsewhere));
    server.once('error', failed);
    server.listen({ host: LOOPBACK, port, exclusive: true }, () => {
      server.off('error', failed);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

function portFault(error: NodeJS.ErrnoException, port: number, elsewhere: string): Error {
  if (error.code === 'EADDRINUSE') {
    return new GatehouseError('PortInUse', `Port ${port} is in use by another program.`, {
      place: `${LOOPBACK}:${port}`,
      mend: `End that program, or ${elsewhere}.`,
      cause: error,
    });
  }
  if (error.code === 'EACCES') {
    return new GatehouseError('PortNotAllowed', `This user may not listen on port ${port}.`, {
      place: `${LOOPBACK}:${port}`,
      mend: `Take a port above 1023: ${elsewhere}.`,
      cause: error,
    });
  }
  return error;
}
