import { z } from 'zod';
import { Tag } from '../principal.ts';
import * as is from './constraints.ts';
import { operation } from './operation.ts';

const Nothing = z.object({});
const Timestamp = z.iso.datetime();
const Status = is.AccessKeyStatus;
const OfPage = { MaxItems: is.MaxItems.optional(), Marker: is.Marker.optional() };
const Page = { IsTruncated: z.boolean(), Marker: z.string().optional() };
const TagPage = z.object({ Tags: z.array(Tag), ...Page });

/** Text that IAM takes for certificates and keys: printable Latin-1, tab and line ends. */
const PRINTABLE = /^[\t\n\r\u0020-\u00ff]+$/;
const PRINTABLE_AS_WRITTEN = '[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+';
const CertificateBody = is.text(1, 16_384, PRINTABLE, PRINTABLE_AS_WRITTEN);
const PrivateKey = is.text(1, 16_384, PRINTABLE, PRINTABLE_AS_WRITTEN);
const CertificateChain = is.text(1, 2_097_152, PRINTABLE, PRINTABLE_AS_WRITTEN);
const SshPublicKeyBody = is.text(1, 16_384, PRINTABLE, PRINTABLE_AS_WRITTEN);
const ServerCertificateName = is.text(1, 128, /^[\w+=,.@-]+$/, '[\\w+=,.@-]+');
const CertificateId = is.text(24, 128, /^\w+$/, '[\\w]+');
const SshPublicKeyId = is.text(20, 128, /^\w+$/, '[\\w]+');
const ServiceSpecificCredentialId = is.text(20, 128, /^\w+$/, '[\\w]+');
const ServiceName = z.string();

const ServerCertificateMetadata = z.object({
  Path: z.string(),
  ServerCertificateName: z.string(),
  ServerCertificateId: z.string(),
  Arn: z.string(),
  UploadDate: Timestamp,
  Expiration: Timestamp,
});
const SigningCertificate = z.object({
  UserName: z.string(),
  CertificateId: z.string(),
  CertificateBody: z.string(),
  Status,
  UploadDate: Timestamp,
});
const SshPublicKeyMetadata = z.object({
  UserName: z.string(),
  SSHPublicKeyId: z.string(),
  Status,
  UploadDate: Timestamp,
});
const SshPublicKey = SshPublicKeyMetadata.extend({ Fingerprint: z.string(), SSHPublicKeyBody: z.string() });
/** Git and database credentials have a user name, API keys an alias. */
const ServiceSpecificCredentialMetadata = z.object({
  UserName: z.string(),
  Status,
  ServiceUserName: z.string().optional(),
  ServiceCredentialAlias: z.string().optional(),
  CreateDate: Timestamp,
  ExpirationDate: Timestamp.optional(),
  ServiceSpecificCredentialId: z.string(),
  ServiceName: z.string(),
});
/** The password or the secret is in the answer of Create and Reset alone. */
const ServiceSpecificCredential = ServiceSpecificCredentialMetadata.extend({
  ServicePassword: z.string().optional(),
  ServiceCredentialSecret: z.string().optional(),
});
const VirtualMfaDevice = z.object({
  SerialNumber: z.string(),
  /** For the root user AWS names neither path nor user name. */
  User: z
    .object({
      Path: z.string().optional(),
      UserName: z.string().optional(),
      UserId: z.string(),
      Arn: z.string(),
      CreateDate: Timestamp,
      PasswordLastUsed: Timestamp.optional(),
    })
    .optional(),
  EnableDate: Timestamp.optional(),
});

/**
 * IAM's operations on the credentials of users beside passwords, and on what tells of credentials.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_Operations.html
 */
export const iamCredentialOperations = {
  // Access keys
  GetAccessKeyLastUsed: operation(
    z.object({ AccessKeyId: is.AccessKeyId }),
    z.object({
      UserName: z.string(),
      /** Region and service are `N/A` while the key has never been used. */
      AccessKeyLastUsed: z.object({ LastUsedDate: Timestamp.optional(), ServiceName: z.string(), Region: z.string() }),
    }),
  ),

  // MFA devices
  /** UserName is left out for the root user, as in the console; AWS's API has no operation for root's devices. */
  EnableMFADevice: operation(
    z.object({
      UserName: is.ExistingUserName.optional(),
      SerialNumber: is.SerialNumber,
      AuthenticationCode1: is.AuthenticationCode,
      AuthenticationCode2: is.AuthenticationCode,
    }),
    Nothing,
  ),
  ResyncMFADevice: operation(
    z.object({
      UserName: is.ExistingUserName.optional(),
      SerialNumber: is.SerialNumber,
      AuthenticationCode1: is.AuthenticationCode,
      AuthenticationCode2: is.AuthenticationCode,
    }),
    Nothing,
  ),
  /**
   * The console's own operation to assign a passkey, which has no place in AWS's API: only a registration that was
   * verified here can perform it. Named after the condition key that it sets.
   */
  RegisterSecurityKey: operation(
    z.object({ UserName: is.UserName.optional(), DeviceName: is.text(1, 64, /^[\w+=,.@-]+$/, '[\\w+=,.@-]+') }),
    z.object({ SerialNumber: z.string() }),
  ),
  GetMFADevice: operation(
    z.object({ SerialNumber: is.SerialNumber, UserName: is.UserName.optional() }),
    z.object({ UserName: z.string().optional(), SerialNumber: z.string(), EnableDate: Timestamp.optional() }),
  ),
  ListVirtualMFADevices: operation(
    z.object({ AssignmentStatus: is.oneOf('Assigned', 'Unassigned', 'Any').optional(), ...OfPage }),
    z.object({ VirtualMFADevices: z.array(VirtualMfaDevice), ...Page }),
  ),
  TagMFADevice: operation(z.object({ SerialNumber: is.SerialNumber, Tags: is.Tags }), Nothing),
  UntagMFADevice: operation(z.object({ SerialNumber: is.SerialNumber, TagKeys: is.TagKeys }), Nothing),
  ListMFADeviceTags: operation(z.object({ SerialNumber: is.SerialNumber, ...OfPage }), TagPage),

  // Server certificates
  UploadServerCertificate: operation(
    z.object({
      Path: is.Path.optional(),
      ServerCertificateName,
      CertificateBody,
      PrivateKey,
      CertificateChain: CertificateChain.optional(),
      Tags: is.Tags.optional(),
    }),
    z.object({ ServerCertificateMetadata, Tags: z.array(Tag).optional() }),
  ),
  GetServerCertificate: operation(
    z.object({ ServerCertificateName }),
    z.object({
      ServerCertificate: z.object({
        ServerCertificateMetadata,
        CertificateBody: z.string(),
        CertificateChain: z.string().optional(),
        Tags: z.array(Tag).optional(),
      }),
    }),
  ),
  ListServerCertificates: operation(
    z.object({ PathPrefix: is.PathPrefix.optional(), ...OfPage }),
    z.object({ ServerCertificateMetadataList: z.array(ServerCertificateMetadata), ...Page }),
  ),
  UpdateServerCertificate: operation(
    z.object({
      ServerCertificateName,
      NewPath: is.Path.optional(),
      NewServerCertificateName: ServerCertificateName.optional(),
    }),
    Nothing,
  ),
  DeleteServerCertificate: operation(z.object({ ServerCertificateName }), Nothing),
  TagServerCertificate: operation(z.object({ ServerCertificateName, Tags: is.Tags }), Nothing),
  UntagServerCertificate: operation(z.object({ ServerCertificateName, TagKeys: is.TagKeys }), Nothing),
  ListServerCertificateTags: operation(z.object({ ServerCertificateName, ...OfPage }), TagPage),

  // Signing certificates
  UploadSigningCertificate: operation(
    z.object({ UserName: is.ExistingUserName.optional(), CertificateBody }),
    z.object({ Certificate: SigningCertificate }),
  ),
  ListSigningCertificates: operation(
    z.object({ UserName: is.ExistingUserName.optional(), ...OfPage }),
    z.object({ Certificates: z.array(SigningCertificate), ...Page }),
  ),
  UpdateSigningCertificate: operation(
    z.object({ UserName: is.ExistingUserName.optional(), CertificateId, Status }),
    Nothing,
  ),
  DeleteSigningCertificate: operation(z.object({ UserName: is.ExistingUserName.optional(), CertificateId }), Nothing),

  // SSH public keys
  UploadSSHPublicKey: operation(
    z.object({ UserName: is.UserName, SSHPublicKeyBody: SshPublicKeyBody }),
    z.object({ SSHPublicKey: SshPublicKey }),
  ),
  GetSSHPublicKey: operation(
    z.object({
      UserName: is.UserName,
      SSHPublicKeyId: SshPublicKeyId,
      Encoding: is.oneOf('SSH', 'PEM'),
    }),
    z.object({ SSHPublicKey: SshPublicKey }),
  ),
  ListSSHPublicKeys: operation(
    z.object({ UserName: is.UserName.optional(), ...OfPage }),
    z.object({ SSHPublicKeys: z.array(SshPublicKeyMetadata), ...Page }),
  ),
  UpdateSSHPublicKey: operation(z.object({ UserName: is.UserName, SSHPublicKeyId: SshPublicKeyId, Status }), Nothing),
  DeleteSSHPublicKey: operation(z.object({ UserName: is.UserName, SSHPublicKeyId: SshPublicKeyId }), Nothing),

  // Service-specific credentials
  CreateServiceSpecificCredential: operation(
    z.object({
      UserName: is.UserName,
      ServiceName,
      /** In days; for API keys alone. */
      CredentialAgeDays: is.integer(1, 36_600).optional(),
    }),
    z.object({ ServiceSpecificCredential }),
  ),
  ListServiceSpecificCredentials: operation(
    z.object({
      UserName: is.UserName.optional(),
      ServiceName: ServiceName.optional(),
      AllUsers: is.Flag.optional(),
      ...OfPage,
    }),
    z.object({
      ServiceSpecificCredentials: z.array(ServiceSpecificCredentialMetadata),
      /** Only there when the list is paged, as AWS was recorded to answer. */
      IsTruncated: z.boolean().optional(),
      Marker: z.string().optional(),
    }),
  ),
  UpdateServiceSpecificCredential: operation(
    z.object({ UserName: is.UserName.optional(), ServiceSpecificCredentialId, Status }),
    Nothing,
  ),
  ResetServiceSpecificCredential: operation(
    z.object({ UserName: is.UserName.optional(), ServiceSpecificCredentialId }),
    z.object({ ServiceSpecificCredential }),
  ),
  DeleteServiceSpecificCredential: operation(
    z.object({ UserName: is.UserName.optional(), ServiceSpecificCredentialId }),
    Nothing,
  ),

  // The credential report
  GenerateCredentialReport: operation(
    z.object({}),
    z.object({ State: z.enum(['STARTED', 'INPROGRESS', 'COMPLETE']), Description: z.string().optional() }),
  ),
  GetCredentialReport: operation(
    z.object({}),
    z.object({
      /** The CSV, in base64. */
      Content: z.string(),
      ReportFormat: z.literal('text/csv'),
      GeneratedTime: Timestamp,
    }),
  ),
} as const;
