import type { OrganizationHandshakeDocument } from '../../../src-shared/model/documents.ts';
import type { OperationOutput } from '../operations.ts';
import { stateAt } from './handshake-state.ts';

type HandshakeOutput = NonNullable<OperationOutput<'organizations:DescribeHandshake'>['Handshake']>;
type ResourceOutput = NonNullable<HandshakeOutput['Resources']>[number];

/**
 * A handshake as the API's answers show it.
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_Handshake.html
 */
export function describeHandshake(handshake: OrganizationHandshakeDocument, now: Date): HandshakeOutput {
  const { recipient, organizationId } = handshake;
  return {
    Id: handshake.id,
    Arn: handshake.arn,
    Parties: [
      { Id: organizationId, Type: 'ORGANIZATION' },
      ...(recipient === null ? [] : [{ Id: recipient.id, Type: recipient.type }]),
    ],
    State: stateAt(handshake, now),
    RequestedTimestamp: handshake.requestedTimestamp,
    ExpirationTimestamp: handshake.expirationTimestamp,
    Action: handshake.action,
    Resources: resourcesOf(handshake),
  };
}

function resourcesOf(handshake: OrganizationHandshakeDocument): ResourceOutput[] {
  const { sender, recipient, notes, parentHandshakeId, organizationId } = handshake;
  const aboutSender: ResourceOutput[] = [
    ...(sender.email === '' ? [] : [{ Type: 'MASTER_EMAIL' as const, Value: sender.email }]),
    { Type: 'MASTER_NAME', Value: sender.name },
    { Type: 'ORGANIZATION_FEATURE_SET', Value: sender.featureSet },
  ];
  return [
    {
      Type: 'ORGANIZATION',
      Value: organizationId,
      ...(handshake.action === 'INVITE' && { Resources: aboutSender }),
    },
    ...(recipient === null ? [] : [{ Type: recipient.type, Value: recipient.id }]),
    ...(notes === null ? [] : [{ Type: 'NOTES' as const, Value: notes }]),
    ...(parentHandshakeId === null ? [] : [{ Type: 'PARENT_HANDSHAKE' as const, Value: parentHandshakeId }]),
  ];
}
