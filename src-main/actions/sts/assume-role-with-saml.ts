import { invalidIdentityToken } from '../../authentication/federated-identity.ts';
import { type Federation, nameQualifier } from '../../request/federation-context.ts';
import { handler } from '../handler.ts';
import { askedByProvider, neededToAssume, provenBy, requireRole, withoutSession } from './federated-session.ts';
import { parseRoleArn } from './role-arn.ts';
import { makeRoleSession } from './role-session.ts';

/** @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithSAML.html */
export const assumeRoleWithSamlHandlers = {
  'sts:AssumeRoleWithSAML': handler({
    name: 'sts:AssumeRoleWithSAML',
    label: null,
    prove: async ({ RoleArn, PrincipalArn, SAMLAssertion }, { model, clock }) => {
      const { accountId } = parseRoleArn(RoleArn);
      const provider = model.find('samlProvider', PrincipalArn);
      // Provider and role are of one account: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_saml.html
      if (provider === null || provider.accountId !== accountId) {
        throw invalidIdentityToken("Specified provider doesn't exist");
      }
      // Loaded when it is first needed: what reads and checks XML is slow to load.
      const { checkSamlAssertion } = await import('../../authentication/saml-assertion.ts');
      const checked = checkSamlAssertion(SAMLAssertion, { provider, roleArn: RoleArn }, clock());
      const { principal, federation, asserted } = checked;
      return { principal, federation, asserted };
    },
    authorize: ({ RoleArn }, scene) => {
      const { asserted } = provenBy('AssumeRoleWithSAML', scene);
      return neededToAssume('AssumeRoleWithSAML', {
        roleArn: RoleArn,
        sessionName: asserted.sessionName ?? '',
        asserted,
      });
    },
    perform: async (input, scene) => {
      const proof = provenBy('AssumeRoleWithSAML', scene);
      const role = requireRole('AssumeRoleWithSAML', input.RoleArn, scene);
      const made = await makeRoleSession(
        {
          Policy: input.Policy,
          PolicyArns: input.PolicyArns,
          role,
          sessionName: proof.asserted.sessionName ?? '',
          issuedBy: 'AssumeRoleWithSAML',
          durationSeconds: input.DurationSeconds,
          ...askedByProvider(proof, scene),
        },
        withoutSession(scene),
      );
      const name = scene.model.find('samlProvider', input.PrincipalArn)?.name ?? '';
      const issuer = said(proof.federation, 'iss');
      return {
        ...made,
        Subject: said(proof.federation, 'sub'),
        SubjectType: said(proof.federation, 'sub_type'),
        Issuer: issuer,
        Audience: said(proof.federation, 'aud'),
        NameQualifier: nameQualifier(issuer, role.accountId, name),
      };
    },
  }),
};

/** What the assertion says under a name; empty where it says nothing. */
function said(federation: Federation, name: string): string {
  const value = federation.protocol === 'saml' ? federation.attributes[name] : undefined;
  return typeof value === 'string' ? value : '';
}
