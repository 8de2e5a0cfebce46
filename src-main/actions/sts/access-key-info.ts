import { accountOfSessionAccessKey } from '../../authentication/session-access-key.ts';
import { handler } from '../handler.ts';
import { stsCaller } from './callers.ts';
import { validationError } from './errors.ts';

/** @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetAccessKeyInfo.html */
export const accessKeyInfoHandlers = {
  'sts:GetAccessKeyInfo': handler({
    name: 'sts:GetAccessKeyInfo',
    label: null,
    authorize: (_input, scene) => {
      stsCaller('GetAccessKeyInfo', scene);
      return [{ action: 'sts:GetAccessKeyInfo', resource: '*' }];
    },
    perform: ({ AccessKeyId }, { model }) => {
      const account = model.accessKey(AccessKeyId)?.user.accountId ?? accountOfSessionAccessKey(AccessKeyId);
      // AWS documents that there "might" be an error for a key that is not there, and not which.
      if (account === null) throw validationError(`${AccessKeyId} is invalid`);
      return { Account: account };
    },
  }),
};
