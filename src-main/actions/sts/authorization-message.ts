import { handler } from '../handler.ts';
import { stsCaller } from './callers.ts';
import { invalidAuthorizationMessage } from './errors.ts';

/** @see https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html */
export const authorizationMessageHandlers = {
  'sts:DecodeAuthorizationMessage': handler({
    name: 'sts:DecodeAuthorizationMessage',
    label: null,
    authorize: (_input, scene) => {
      stsCaller('DecodeAuthorizationMessage', scene);
      return [{ action: 'sts:DecodeAuthorizationMessage', resource: '*' }];
    },
    perform: async ({ EncodedMessage }, scene) => {
      const { accountId } = stsCaller('DecodeAuthorizationMessage', scene);
      const { authorizationMessages } = await scene.seals();
      const opened = authorizationMessages.open(EncodedMessage);
      // What another account's principals were denied is no business of this one's.
      if (opened?.accountId !== accountId) throw invalidAuthorizationMessage('Message is not valid');
      return { DecodedMessage: JSON.stringify(opened.message) };
    },
  }),
};
