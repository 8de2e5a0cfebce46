/** What can be created from anywhere in the app, by a dialog of its own. */
export type Created = 'user' | 'group' | 'role' | 'policy' | 'bucket' | 'instance' | 'function';
