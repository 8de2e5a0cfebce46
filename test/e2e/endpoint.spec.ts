import { createServer, type Server } from 'node:net';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { expect, test } from './app.ts';
import { EndpointPage } from './pages/endpoint.ts';
import { Frame } from './pages/frame.ts';
import { TimelinePage } from './pages/timeline.ts';

/** Takes a free port, and keeps it until the server is closed. */
async function takePort(): Promise<{ server: Server; port: number }> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  return { server, port: typeof address === 'object' && address !== null ? address.port : 0 };
}

const release = (server: Server): Promise<void> => new Promise((resolve) => server.close(() => resolve()));

test('A real AWS client is answered while the endpoint is on, and its request is in the timeline at once', async ({
  sample,
}) => {
  const endpoint = new EndpointPage(sample);
  await endpoint.open();
  await expect(endpoint.indicator).toBeHidden();

  const { server, port } = await takePort();
  await endpoint.turnOnAt(port);
  await expect(endpoint.alert).toContainText(`Port ${port} is in use by another program.`);
  await release(server);
  await endpoint.turnOn.click();
  const url = `http://127.0.0.1:${port}`;
  await expect(endpoint.setup('Environment variables')).toContainText(`AWS_ENDPOINT_URL=${url}`);
  await expect(endpoint.setup('Terraform')).toContainText('s3_use_path_style = true');
  await expect(endpoint.indicator).toBeVisible();

  await new Frame(sample).goTo('Timeline');
  const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'x'.repeat(40) };
  const client = new STSClient({ region: 'us-east-1', endpoint: url, credentials, maxAttempts: 1 });
  await expect(client.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
  await expect(new TimelinePage(sample).rows.filter({ hasText: 'sts:GetCallerIdentity' })).toHaveCount(1);

  await endpoint.indicator.click();
  await endpoint.turnOff.click();
  await expect(endpoint.indicator).toBeHidden();
  await expect(endpoint.port).toHaveValue(String(port));
  await expect(client.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  client.destroy();
});
