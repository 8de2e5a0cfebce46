import type { Platform, Shortcut } from './shortcut.ts';

/** What commands are listed under. */
export type CommandGroup = 'Find' | 'Go to' | 'Create' | 'Edit' | 'Tabs' | 'View' | 'Workspace' | 'Sign-in' | 'Help';

/** What decides whether a command has something to do now. */
export interface CommandContext {
  readonly workspaceOpen: boolean;
  /** Whether the designer is at the controls, rather than somebody who signed in. */
  readonly designer: boolean;
  /** Whether whoever is at the controls can switch to a role: an IAM user, or one who has switched already. */
  readonly canSwitchRole: boolean;
  /** Whether there is a user to go back to from a role. */
  readonly canSwitchBack: boolean;
  /** Whether there is another account to show. */
  readonly canSwitchAccount: boolean;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly canGoBack: boolean;
  readonly canGoForward: boolean;
  readonly canCloseTab: boolean;
  readonly canReopenTab: boolean;
  readonly endpointOn: boolean;
  /** Whether the page that is shown is about something that has an ARN. */
  readonly subjectShown: boolean;
}

/** Keys of a command; where `on` or `within` is given, there alone. */
export interface CommandKeys {
  readonly keys: Shortcut;
  readonly on?: 'apple' | 'other';
  readonly within?: Platform['shell'];
}

/** Something that a person can have the app do, wherever they are: what it is called, its keys, and when it is there. */
export interface CommandDescriptor {
  readonly id: string;
  readonly label: string;
  /** The label in a native menu, whose title says the rest; left out where it is the same. */
  readonly menuLabel?: string;
  readonly group: CommandGroup;
  /** Other words that people look for it by. */
  readonly keywords?: string;
  /** The first that fits the platform is the one that is shown. */
  readonly keys?: readonly CommandKeys[];
  /** Left out for a command that is always there. */
  readonly when?: (context: CommandContext) => boolean;
}

const inWorkspace = ({ workspaceOpen }: CommandContext): boolean => workspaceOpen;
const asDesigner = ({ workspaceOpen, designer }: CommandContext): boolean => workspaceOpen && designer;

const LIST = [
  {
    id: 'showSearch',
    label: 'Search everything…',
    group: 'Find',
    keywords: 'find command palette',
    keys: [{ keys: 'Mod+K' }],
  },
  {
    id: 'showCommands',
    label: 'Run a command…',
    group: 'Find',
    keywords: 'palette action',
    keys: [{ keys: 'Mod+Shift+P' }],
  },

  {
    id: 'createUser',
    label: 'Create user…',
    menuLabel: 'User…',
    group: 'Create',
    keywords: 'new add',
    keys: [{ keys: 'C U' }],
    when: inWorkspace,
  },
  {
    id: 'createGroup',
    label: 'Create group…',
    menuLabel: 'Group…',
    group: 'Create',
    keywords: 'new add',
    keys: [{ keys: 'C G' }],
    when: inWorkspace,
  },
  {
    id: 'createRole',
    label: 'Create role…',
    menuLabel: 'Role…',
    group: 'Create',
    keywords: 'new add',
    keys: [{ keys: 'C R' }],
    when: inWorkspace,
  },
  {
    id: 'createPolicy',
    label: 'Create policy…',
    menuLabel: 'Policy…',
    group: 'Create',
    keywords: 'new add',
    keys: [{ keys: 'C P' }],
    when: inWorkspace,
  },
  {
    id: 'createBucket',
    label: 'Create bucket…',
    menuLabel: 'Bucket…',
    group: 'Create',
    keywords: 'new add s3 resource',
    keys: [{ keys: 'C B' }],
    when: inWorkspace,
  },
  {
    id: 'createInstance',
    label: 'Create instance…',
    menuLabel: 'Instance…',
    group: 'Create',
    keywords: 'new add ec2 resource',
    keys: [{ keys: 'C I' }],
    when: asDesigner,
  },
  {
    id: 'createFunction',
    label: 'Create function…',
    menuLabel: 'Function…',
    group: 'Create',
    keywords: 'new add lambda resource',
    keys: [{ keys: 'C F' }],
    when: asDesigner,
  },
  {
    id: 'composeRequest',
    label: 'Compose a request',
    menuLabel: 'Request',
    group: 'Create',
    keywords: 'new send sign call composer',
    keys: [{ keys: 'C C' }],
    when: inWorkspace,
  },

  {
    id: 'goUsers',
    label: 'Go to users',
    menuLabel: 'Users',
    group: 'Go to',
    keywords: 'identities people',
    keys: [{ keys: 'Mod+1', within: 'electron' }, { keys: 'G U' }],
    when: inWorkspace,
  },
  {
    id: 'goGroups',
    label: 'Go to groups',
    menuLabel: 'Groups',
    group: 'Go to',
    keywords: 'identities',
    keys: [{ keys: 'Mod+2', within: 'electron' }, { keys: 'G G' }],
    when: inWorkspace,
  },
  {
    id: 'goRoles',
    label: 'Go to roles',
    menuLabel: 'Roles',
    group: 'Go to',
    keywords: 'identities',
    keys: [{ keys: 'Mod+3', within: 'electron' }, { keys: 'G R' }],
    when: inWorkspace,
  },
  {
    id: 'goIdentityProviders',
    label: 'Go to identity providers',
    menuLabel: 'Identity providers',
    group: 'Go to',
    keywords: 'saml oidc openid federation',
    keys: [{ keys: 'G I' }],
    when: inWorkspace,
  },
  {
    id: 'goPolicies',
    label: 'Go to policies',
    menuLabel: 'Policies',
    group: 'Go to',
    keys: [{ keys: 'Mod+4', within: 'electron' }, { keys: 'G P' }],
    when: inWorkspace,
  },
  {
    id: 'goResources',
    label: 'Go to resources',
    menuLabel: 'Resources',
    group: 'Go to',
    keywords: 'buckets s3 instances functions',
    keys: [{ keys: 'Mod+5', within: 'electron' }, { keys: 'G S' }],
    when: inWorkspace,
  },
  {
    id: 'goOrganization',
    label: 'Go to organization',
    menuLabel: 'Organization',
    group: 'Go to',
    keywords: 'scp rcp ou accounts service control policy',
    keys: [{ keys: 'Mod+6', within: 'electron' }, { keys: 'G O' }],
    when: inWorkspace,
  },
  {
    id: 'goAccessGraph',
    label: 'Go to access graph',
    menuLabel: 'Access graph',
    group: 'Go to',
    keywords: 'who can assume role',
    keys: [{ keys: 'G A' }],
    when: inWorkspace,
  },
  {
    id: 'goAccount',
    label: 'Go to account settings',
    menuLabel: 'Account settings',
    group: 'Go to',
    keywords: 'password policy root user credential report endpoint',
    keys: [{ keys: 'G N' }],
    when: inWorkspace,
  },
  {
    id: 'goComposer',
    label: 'Go to composer',
    menuLabel: 'Composer',
    group: 'Go to',
    keys: [{ keys: 'Mod+7', within: 'electron' }, { keys: 'G C' }],
    when: inWorkspace,
  },
  {
    id: 'goTimeline',
    label: 'Go to timeline',
    menuLabel: 'Timeline',
    group: 'Go to',
    keywords: 'decisions requests log',
    keys: [{ keys: 'Mod+8', within: 'electron' }, { keys: 'G T' }],
    when: inWorkspace,
  },
  {
    id: 'goAuthenticator',
    label: 'Go to authenticator',
    menuLabel: 'Authenticator',
    group: 'Go to',
    keywords: 'mfa codes totp',
    keys: [{ keys: 'G M' }],
    when: inWorkspace,
  },
  {
    id: 'goSettings',
    label: 'Go to settings',
    menuLabel: 'Settings',
    group: 'Go to',
    keywords: 'preferences options',
    keys: [{ keys: 'Mod+,' }],
    when: inWorkspace,
  },
  {
    id: 'back',
    label: 'Go back',
    menuLabel: 'Back',
    group: 'Go to',
    keys: [
      { keys: 'Alt+ArrowLeft', on: 'other' },
      { keys: 'Mod+[', on: 'apple' },
    ],
    when: ({ canGoBack }) => canGoBack,
  },
  {
    id: 'forward',
    label: 'Go forward',
    menuLabel: 'Forward',
    group: 'Go to',
    keys: [
      { keys: 'Alt+ArrowRight', on: 'other' },
      { keys: 'Mod+]', on: 'apple' },
    ],
    when: ({ canGoForward }) => canGoForward,
  },

  { id: 'undo', label: 'Undo', group: 'Edit', keys: [{ keys: 'Mod+Z' }], when: ({ canUndo }) => canUndo },
  {
    id: 'redo',
    label: 'Redo',
    group: 'Edit',
    keys: [{ keys: 'Mod+Shift+Z' }, { keys: 'Mod+Y', on: 'other' }],
    when: ({ canRedo }) => canRedo,
  },
  {
    id: 'showHistory',
    label: 'Show the history of changes…',
    menuLabel: 'History of changes…',
    group: 'Edit',
    keywords: 'undo redo',
    keys: [{ keys: 'G H' }],
    when: inWorkspace,
  },
  {
    id: 'copyArn',
    label: 'Copy the ARN of what is shown',
    menuLabel: 'Copy ARN',
    group: 'Edit',
    keys: [{ keys: 'Mod+Shift+C', within: 'electron' }, { keys: 'Y' }],
    when: ({ subjectShown }) => subjectShown,
  },

  {
    id: 'newTab',
    label: 'New tab',
    group: 'Tabs',
    keys: [{ keys: 'Mod+T', within: 'electron' }, { keys: 'T T' }],
    when: inWorkspace,
  },
  {
    id: 'closeTab',
    label: 'Close tab',
    group: 'Tabs',
    keys: [{ keys: 'Mod+W', within: 'electron' }, { keys: 'T W' }],
    when: ({ canCloseTab }) => canCloseTab,
  },
  {
    id: 'closeOtherTabs',
    label: 'Close the other tabs',
    group: 'Tabs',
    keys: [{ keys: 'T X' }],
    when: ({ canCloseTab }) => canCloseTab,
  },
  {
    id: 'reopenTab',
    label: 'Open the closed tab again',
    group: 'Tabs',
    keys: [{ keys: 'Mod+Shift+T', within: 'electron' }, { keys: 'T R' }],
    when: ({ canReopenTab }) => canReopenTab,
  },
  {
    id: 'nextTab',
    label: 'Next tab',
    group: 'Tabs',
    keys: [{ keys: 'Ctrl+Tab', within: 'electron' }, { keys: 'T N' }],
    when: ({ canCloseTab }) => canCloseTab,
  },
  {
    id: 'previousTab',
    label: 'Previous tab',
    group: 'Tabs',
    keys: [{ keys: 'Ctrl+Shift+Tab', within: 'electron' }, { keys: 'T P' }],
    when: ({ canCloseTab }) => canCloseTab,
  },

  {
    id: 'toggleNavigation',
    label: 'Show or hide the names of the sections',
    menuLabel: 'Names of the sections',
    group: 'View',
    keywords: 'navigation sidebar collapse',
    keys: [{ keys: 'Mod+B' }],
    when: inWorkspace,
  },
  {
    id: 'themeSystem',
    label: 'Theme: as the system',
    menuLabel: 'Theme as the system',
    group: 'View',
    keywords: 'appearance colours',
  },
  { id: 'themeLight', label: 'Theme: light', menuLabel: 'Light theme', group: 'View', keywords: 'appearance colours' },
  {
    id: 'themeDark',
    label: 'Theme: dark',
    menuLabel: 'Dark theme',
    group: 'View',
    keywords: 'appearance colours night',
  },
  {
    id: 'densityComfortable',
    label: 'Density: comfortable',
    menuLabel: 'Comfortable density',
    group: 'View',
    keywords: 'appearance rows spacing',
  },
  {
    id: 'densityCompact',
    label: 'Density: compact',
    menuLabel: 'Compact density',
    group: 'View',
    keywords: 'appearance rows spacing',
  },

  {
    id: 'newAccount',
    label: 'New account…',
    group: 'Workspace',
    keywords: 'create workspace',
    keys: [{ keys: 'Mod+N', within: 'electron' }],
  },
  { id: 'open', label: 'Open a workspace…', group: 'Workspace', keywords: 'file recent', keys: [{ keys: 'Mod+O' }] },
  { id: 'import', label: 'Import a file…', group: 'Workspace', keywords: 'json', keys: [{ keys: 'Mod+I' }] },
  {
    id: 'export',
    label: 'Export the account as JSON…',
    menuLabel: 'Export as JSON…',
    group: 'Workspace',
    keywords: 'save file',
    keys: [{ keys: 'Mod+E' }],
    when: inWorkspace,
  },
  {
    id: 'closeWorkspace',
    label: 'Close workspace',
    group: 'Workspace',
    keys: [{ keys: 'Mod+Shift+W', within: 'electron' }],
    when: inWorkspace,
  },
  {
    id: 'startEndpoint',
    label: 'Turn the endpoint on',
    group: 'Workspace',
    keywords: 'aws cli sdk start server',
    when: ({ workspaceOpen, endpointOn }) => workspaceOpen && !endpointOn,
  },
  {
    id: 'stopEndpoint',
    label: 'Turn the endpoint off',
    group: 'Workspace',
    keywords: 'aws cli sdk stop server',
    when: ({ endpointOn }) => endpointOn,
  },

  {
    id: 'goSignIn',
    label: 'Sign in…',
    group: 'Sign-in',
    keywords: 'log in login console principal',
    keys: [{ keys: 'G L' }],
    when: inWorkspace,
  },
  {
    id: 'switchRole',
    label: 'Switch role…',
    group: 'Sign-in',
    keywords: 'assume',
    when: ({ canSwitchRole }) => canSwitchRole,
  },
  {
    id: 'switchBack',
    label: 'Switch back from the role',
    group: 'Sign-in',
    keywords: 'leave role',
    when: ({ canSwitchBack }) => canSwitchBack,
  },
  {
    id: 'signOut',
    label: 'Sign out',
    group: 'Sign-in',
    keywords: 'log out logout designer',
    when: ({ workspaceOpen, designer }) => workspaceOpen && !designer,
  },
  {
    id: 'switchAccount',
    label: 'Switch account…',
    group: 'Sign-in',
    keywords: 'show other',
    when: ({ canSwitchAccount }) => canSwitchAccount,
  },

  {
    id: 'showShortcuts',
    label: 'Keyboard shortcuts',
    group: 'Help',
    keywords: 'keys help',
    keys: [{ keys: '?' }, { keys: 'Mod+/' }],
  },
] as const satisfies readonly CommandDescriptor[];

export type CommandId = (typeof LIST)[number]['id'];

/**
 * Every command of the app. The palette, the keyboard shortcuts, the native menus and the tooltips are all made from this
 * list. A browser keeps Ctrl+T, Ctrl+W, Ctrl+N and Ctrl+Tab for itself: there the commands have keys one after another.
 */
export const COMMANDS: readonly (CommandDescriptor & { readonly id: CommandId })[] = LIST;

/** The IDs of all commands, in the order of the list. */
export const COMMAND_IDS: readonly CommandId[] = COMMANDS.map(({ id }) => id);

const BY_ID: ReadonlyMap<CommandId, CommandDescriptor> = new Map(COMMANDS.map((command) => [command.id, command]));

/** The descriptor of a command. */
export function commandOf(id: CommandId): CommandDescriptor {
  const command = BY_ID.get(id);
  if (command === undefined) throw new Error(`There is no command ${id}.`);
  return command;
}

/** A command's shortcuts on a platform; the first is the one to show. */
export function shortcutsOf({ keys = [] }: Pick<CommandDescriptor, 'keys'>, platform: Platform): readonly Shortcut[] {
  const system = platform.apple ? 'apple' : 'other';
  return keys
    .filter(({ on, within }) => (on ?? system) === system && (within ?? platform.shell) === platform.shell)
    .map((one) => one.keys);
}
